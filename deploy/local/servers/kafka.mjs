/** A local Kafka broker with users and rights, its data in the place. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { root } from '../machine/place.mjs';
import { findJava, kafkaJars } from './kafka-jars.mjs';

/** The broker's administrator, one user per app, one per partner, and one that only reads the public topics. */
const users = ['admin', 'intake', 'registration-registry', 'notification', 'worker', 'asan', 'regional', 'analyst'];

export const kafkaPasswords = (place) => Object.fromEntries(users.map((user) => [user, place.secret(`kafka/${user}`)]));

export async function startKafka(place) {
  const java = findJava();
  const jars = await kafkaJars();
  const folder = place.folderFor('kafka');
  const passwords = kafkaPasswords(place);
  const port = await place.port('kafka', 9192);
  const controller = await place.port('kafka-controller', 9193);
  const configuration = join(root, 'deploy', 'kafka', 'server.properties');
  const env = {
    ...process.env,
    KAFKA_DATA: join(folder, 'data'),
    KAFKA_LISTENERS: `APPS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    KAFKA_ADVERTISED: `APPS://127.0.0.1:${port}`,
    KAFKA_CONTROLLER: `127.0.0.1:${controller}`,
    KAFKA_ADMIN_PASSWORD: passwords.admin,
  };

  format({ java, jars, folder, configuration, env, passwords });
  await place.supervisor.run({
    name: 'kafka',
    command: java,
    args: [
      ...[
        '-Xms128m',
        '-Xmx512m',
        '-XX:+ExitOnOutOfMemoryError',
        `-Dlog4j2.configurationFile=${join(root, 'deploy', 'kafka', 'log4j2.yaml')}`,
      ],
      ...['-cp', join(jars, '*'), 'kafka.Kafka', configuration],
    ],
    cwd: folder,
    env,
    signal: place.temporary ? 'SIGKILL' : 'SIGTERM',
    patience: 30_000,
    ready: () => accepts(port),
  });
  return { brokers: `127.0.0.1:${port}`, users: passwords, by: 'Kafka 4.3.1 (one KRaft broker)', data: folder };
}

/** Writes the users into the empty data folder; done anew when it was cut short. */
function format({ java, jars, folder, configuration, env, passwords }) {
  const made = join(folder, 'made');
  if (existsSync(made)) return;
  rmSync(env.KAFKA_DATA, { recursive: true, force: true });
  mkdirSync(env.KAFKA_DATA, { recursive: true, mode: 0o700 });
  const scram = Object.entries(passwords).flatMap(([name, password]) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${name},password=${password}]`,
  ]);
  const id = randomBytes(16).toString('base64url');
  const tool = ['-XX:TieredStopAtLevel=1', '-cp', join(jars, '*'), 'kafka.tools.StorageTool'];
  execFileSync(java, [...tool, 'format', '--standalone', '-t', id, '-c', configuration, ...scram], {
    cwd: folder,
    env,
    stdio: 'pipe',
  });
  writeFileSync(made, '');
}

/** The broker opens its port only once it may serve. */
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
