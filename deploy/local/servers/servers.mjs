/** Finds or starts each server, in this order: named in the environment, still running from before, Docker, this machine. */
import { isAlive } from '../machine/process.mjs';
import { say, step } from '../machine/say.mjs';
import { dockerAnswers, startInDocker } from './docker.mjs';
import { kafkaUsers, startKafka } from './kafka.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { startMailbox, startProvider } from './specimens.mjs';

/** Answers `{ postgres, kafka, redis, mailbox, oidc }`, each with its addresses and a text `by`; `redis` is null where there is none. */
export async function startServers(place, keys) {
  const starts = {
    postgres: startPostgres,
    kafka: startKafka,
    redis: startRedis,
    mailbox: startMailbox,
    oidc: () => startProvider(place, keys.oidcFile),
  };
  const servers = { ...runningServers(place.state), ...namedServers(place.environment) };
  Object.assign(servers, await dockerServers(place, servers));
  const serve = async (name) => {
    servers[name] ??= await starts[name](place);
    return servers[name]?.by ?? 'none on this machine: the jobs live in PostgreSQL';
  };
  const outcomes = await Promise.allSettled(Object.keys(starts).map((name) => step(name, () => serve(name))));
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  place.state.servers = servers;
  place.save();
  return servers;
}

function namedServers(env) {
  const by = 'named in the environment';
  return {
    ...(env.POSTGRES_URL && { postgres: { url: env.POSTGRES_URL, by } }),
    ...(env.KAFKA_BROKERS && { kafka: { brokers: env.KAFKA_BROKERS, users: usersOfNamed(env), by } }),
    ...(env.REDIS_URL && { redis: { url: env.REDIS_URL, by } }),
    ...(env.SMTP_URL && { mailbox: { smtp: env.SMTP_URL, page: env.MAILBOX_URL ?? null, by } }),
    ...(env.OIDC_ISSUER && { oidc: { issuer: env.OIDC_ISSUER, by } }),
  };
}

/** A broker that somebody else runs knows none of our users: everybody logs in as the one that was named, if one was. */
const usersOfNamed = ({ KAFKA_USERNAME, KAFKA_PASSWORD: password }) =>
  Object.fromEntries(kafkaUsers.map((user) => [user, { username: KAFKA_USERNAME ?? user, password }]));

/** Those that an earlier command left running. */
function runningServers({ servers, processes }) {
  const alive = Object.entries(servers).filter(([name]) => isAlive(processes[name]));
  return Object.fromEntries(
    alive.map(([name, server]) => [name, { ...server, by: `${server.by.split(',')[0]}, already running` }]),
  );
}

async function dockerServers(place, found) {
  if (place.temporary || ['postgres', 'kafka', 'redis'].every((name) => found[name]) || !dockerAnswers()) return {};
  try {
    const started = await step('servers in Docker', () => startInDocker(place));
    return Object.fromEntries(Object.entries(started).filter(([name]) => !found[name]));
  } catch (error) {
    say(
      `    Docker could not run them, so this machine will: ${String(error.stderr ?? error.message)
        .trim()
        .split('\n')
        .pop()}`,
    );
    return {};
  }
}
