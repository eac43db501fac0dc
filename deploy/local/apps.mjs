/** The apps: where each listens, which database is its own, and the environment that it runs in. */
import { join } from 'node:path';
import { root } from './machine/place.mjs';
import { answersOk } from './servers/specimens.mjs';

export const apps = [
  { name: 'intake', port: 3001, database: 'qeyd_intake' },
  { name: 'registration-registry', port: 3002, database: 'qeyd_registry' },
  { name: 'notification', port: 3003, database: 'qeyd_notification' },
  { name: 'queue-booking', port: 3004, database: 'qeyd_booking' },
  { name: 'worker', port: 3005, database: null },
  { name: 'portal', port: 3006, database: null },
];

/** Those that keep a log. */
export const logs = apps.filter(({ database }) => database);

/** What the app may have when it runs: its own database with the lesser role, its own Kafka user if it has one. */
export function environmentOf({ name, database }, system, extra = {}) {
  const { username, password } = system.kafka.users[name] ?? {};
  const databaseUrls = database && {
    DATABASE_URL: system.databases[database].app,
    VAULT_DATABASE_URL: system.databases.qeyd_vault.app,
  };
  return {
    ...process.env,
    ...databaseUrls,
    PORT: String(new URL(system.apps[name]).port),
    PUBLIC_URL: system.apps.intake,
    WORKER_URL: system.apps.worker,
    PORTAL_URL: system.apps.portal,
    QUEUE_BOOKING_URL: system.apps['queue-booking'],
    REGISTRY_URL: system.apps['registration-registry'],
    CHANNEL_CLIENT_SECRET: 'specimen',
    COOKIE_KEY: system.keys.cookies,
    SERVICE_URLS: apps
      .filter(({ database: kept }) => kept)
      .map((app) => system.apps[app.name])
      .join(),
    VAULT_MASTER_KEY: system.keys.vault,
    BLIND_INDEX_KEY: system.keys.blindIndex,
    RECEIPT_KEY: JSON.stringify(system.keys.receipt),
    CHECKPOINT_KEY: JSON.stringify(system.keys.checkpoints[name]),
    PARTNERS_FILE: system.keys.partnersFile,
    KAFKA_BROKERS: system.kafka.brokers,
    KAFKA_USERNAME: username,
    KAFKA_PASSWORD: password,
    JOBS_URL: system.jobs,
    JOBS_PREFIX: 'qeyd',
    SMTP_URL: system.mailbox.smtp,
    MAIL_FROM: 'Qeyd <noreply@example.org>',
    OIDC_ISSUER: system.oidc.issuer,
    OIDC_AUDIENCE: 'qeyd',
    ALLOW_MOVED_CLOCK: 'true', // the demonstration has an expiry at midnight
    LOG_LEVEL: 'info',
    ...extra,
  };
}

/** V8 else takes what the machine has; the image has the same ones. */
const nodeOptions = ['--enable-source-maps', '--max-old-space-size=256', '--max-semi-space-size=16'];

export const mainOf = ({ name }) => join(root, 'dist', 'apps', name, 'src', 'main.js');

/** Brings the database of each app, and the vault that they share, to the shape that this build wants. */
export async function migrate(place, databases) {
  await Promise.all(
    logs.map((app) => {
      const urls = {
        MIGRATION_DATABASE_URL: databases[app.database].owner,
        VAULT_MIGRATION_DATABASE_URL: databases.qeyd_vault.owner,
      };
      return place.supervisor.finish(process.execPath, [mainOf(app), 'migrate'], { cwd: root, env: { ...process.env, ...urls } });
    }),
  );
}

/** Makes the topics and the rights of every Kafka user. */
export async function provision(place, brokers, { username, password }) {
  const env = { ...process.env, KAFKA_BROKERS: brokers, KAFKA_USERNAME: username, KAFKA_PASSWORD: password };
  await place.supervisor.finish(process.execPath, [join(root, 'dist', 'libs', 'kafka', 'provision.js')], { cwd: root, env });
}

export async function startApp(place, app, system, extra) {
  await place.supervisor.run({
    name: app.name,
    command: process.execPath,
    args: [...nodeOptions, mainOf(app)],
    cwd: root,
    env: environmentOf(app, system, extra),
    ready: () => answersOk(`${system.apps[app.name]}/health/ready`),
  });
  return system.apps[app.name];
}
