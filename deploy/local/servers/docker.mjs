/** Runs PostgreSQL, Kafka and Redis from docker-compose.yml when a Docker engine answers. */
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../machine/place.mjs';
import { kafkaLogins } from './kafka.mjs';

const services = ['postgres', 'kafka', 'redis'];

/** A client without an engine is of no use: the engine itself is asked, and so is the compose plugin. */
export const dockerAnswers = () =>
  [
    ['info', '--format', '{{.ServerVersion}}'],
    ['compose', 'version'],
  ].every((args) => spawnSync('docker', args, { timeout: 5_000 }).status === 0);

/** Starts the three and answers how to reach them; a project of its own per place keeps them apart. */
export async function startInDocker(place) {
  const passwords = { postgres: place.secret('postgres'), redis: place.secret('redis'), kafka: kafkaLogins(place) };
  const ports = {
    postgres: await place.port('postgres', 5433),
    kafka: await place.port('kafka', 9192),
    redis: await place.port('redis', 6390),
  };
  const project = place.secret('compose', () => `qeyd-${randomBytes(4).toString('hex')}`);
  const settings = join(place.folder, 'compose.env');
  writeFileSync(settings, environmentOf(passwords, ports), { mode: 0o600 });

  place.state.compose = { project, settings };
  place.save();
  await compose(place.state.compose, 'up', '--detach', '--wait', ...services);
  return {
    postgres: {
      url: `postgres://postgres:${passwords.postgres}@127.0.0.1:${ports.postgres}/postgres`,
      by: 'PostgreSQL in Docker',
    },
    kafka: { brokers: `127.0.0.1:${ports.kafka}`, users: passwords.kafka, by: 'Kafka in Docker' },
    redis: { url: `redis://:${passwords.redis}@127.0.0.1:${ports.redis}`, by: 'Redis in Docker' },
  };
}

/** Stops the containers of the place, keeping their data. */
export async function stopDocker(place) {
  if (!place.state.compose) return;
  await compose(place.state.compose, 'stop', ...services);
  delete place.state.compose;
  place.save();
}

/** The variables that docker-compose.yml knows; passwords are base64url and need no quoting. */
function environmentOf(passwords, ports) {
  const users = Object.entries(passwords.kafka).map(([user, { password }]) => [
    `KAFKA_${user.replace('-', '_').toUpperCase()}_PASSWORD`,
    password,
  ]);
  const values = {
    POSTGRES_PASSWORD: passwords.postgres,
    REDIS_PASSWORD: passwords.redis,
    ...Object.fromEntries(users),
    POSTGRES_PORT: ports.postgres,
    KAFKA_PORT: ports.kafka,
    REDIS_PORT: ports.redis,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const compose = ({ project, settings }, ...args) =>
  promisify(execFile)('docker', ['compose', '--project-name', project, '--env-file', settings, ...args], { cwd: root });
