/** The one-shot service of docker-compose.yml that must succeed before the apps start: databases, schemas, topics and rights. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { migrate, provision } from '../local/apps.mjs';
import { prepareDatabases } from '../local/servers/databases.mjs';

const { POSTGRES_URL, OWNER_PASSWORD, APP_PASSWORD, KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD } = process.env;

/** The part of a place (deploy/local/machine/place.mjs) that is needed here. */
const place = {
  secret: (role) => (role.endsWith('_owner') ? OWNER_PASSWORD : APP_PASSWORD),
  supervisor: { finish: promisify(execFile) },
};

const databases = await prepareDatabases(place, POSTGRES_URL, { withJobs: false });
await Promise.all([
  migrate(place, databases),
  provision(place, KAFKA_BROKERS, { username: KAFKA_USERNAME, password: KAFKA_PASSWORD }),
]);
console.log('Databases, schemas, topics and rights are in place.');
