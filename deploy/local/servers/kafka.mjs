/** A local Kafka broker with users and rights, its data in the place. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { root } from '../machine/place.mjs';
import { findJava, kafkaJars } from './kafka-jars.mjs';

/** The broker's administrator, one user per app, one per partner, and one that only reads the public topics. */
export const kafkaUsers = [
  'admin',
  'intake',
  'registration-registry',
  'notification',
  'queue-booking',
  'worker',
  'asan',
  'regional',
  'analyst',
];

/** `{ <user>: { username, password } }` */
export const kafkaLogins = (place) =>
  Object.fromEntries(kafkaUsers.map((username) => [username, { username, password: place.secret(`kafka/${username}`) }]));

const configuration = join(root, 'deploy', 'kafka', 'server.properties');
const logging = join(root, 'deploy', 'kafka', 'log4j2.yaml');

export async function startKafka(place) {
  const java = findJava();
  const jars = await kafkaJars(place);
  const folder = place.folderFor('kafka');
  const users = kafkaLogins(place);
  const port = await place.port('kafka', 9192);
  const controller = await place.port('kafka-controller', 9193);
  const env = {
    ...process.env,
    KAFKA_DATA: join(folder, 'data'),
    KAFKA_LISTENERS: `APPS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    KAFKA_ADVERTISED: `APPS://127.0.0.1:${port}`,
    KAFKA_CONTROLLER: `127.0.0.1:${controller}`,
    KAFKA_ADMIN_PASSWORD: users.admin.password,
  };
  const options = ['-XX:+ExitOnOutOfMemoryError', `-Dlog4j2.configurationFile=${logging}`, '-cp', join(jars, '*')];

  const runJava = (args) => place.supervisor.finish(java, [...options, ...args], { cwd: folder, env });

  await format(place, folder, users, runJava);
  await place.supervisor.run({
    name: 'kafka',
    command: java,
    args: ['-Xms128m', '-Xmx512m', '-XX:TieredStopAtLevel=1', ...options, 'kafka.Kafka', configuration],
    cwd: folder,
    env,
    signal: place.temporary ? 'SIGKILL' : 'SIGTERM',
    patience: 30_000,
    ready: () => accepts(port),
  });
  await addNewUsers(folder, users, `127.0.0.1:${port}`, runJava);
  return { brokers: `127.0.0.1:${port}`, users, by: 'Kafka 4.3.1 (one KRaft broker)', data: folder };
}

/** The names of the users that the data folder has, a line each. */
const madeIn = (folder) => join(folder, 'made');
const keepMade = (folder, names) => writeFileSync(madeIn(folder), names.join('\n'));

/** Writes the users into the empty data folder; done anew when it was cut short. */
async function format(place, folder, users, runJava) {
  if (existsSync(madeIn(folder))) return;
  const data = join(folder, 'data');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  const id = randomBytes(16).toString('base64url');
  const scram = Object.values(users).map(({ username, password }) => `SCRAM-SHA-512=[name=${username},password=${password}]`);
  const addUsers = scram.flatMap((user) => ['--add-scram', user]);
  await runJava(['kafka.tools.StorageTool', 'format', '--standalone', `--cluster-id=${id}`, '-c', configuration, ...addUsers]);
  keepMade(folder, Object.keys(users));
  place.state.upToDate = null;
}

/** Adds whom a newer program has and the data folder does not know yet. `runJava` runs one of the broker's tools with its arguments. */
export async function addNewUsers(folder, users, broker, runJava) {
  const known = readFileSync(madeIn(folder), 'utf8').split('\n');
  const added = Object.values(users).filter(({ username }) => username !== 'admin' && !known.includes(username));
  if (added.length === 0) return;
  const { username, password } = users.admin;
  const login = join(folder, 'login.properties');
  const module = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  const properties = [
    'security.protocol=SASL_PLAINTEXT',
    'sasl.mechanism=SCRAM-SHA-512',
    `sasl.jaas.config=${module} required username="${username}" password="${password}";`,
  ];
  writeFileSync(login, properties.join('\n'), { mode: 0o600 });
  const command = ['kafka.admin.ConfigCommand', '--bootstrap-server', broker, '--command-config', login, '--alter'];
  try {
    for (const user of added) {
      const change = ['--entity-type', 'users', '--entity-name', user.username];
      await runJava([...command, ...change, '--add-config', `SCRAM-SHA-512=[password=${user.password}]`]);
    }
  } finally {
    rmSync(login);
  }
  keepMade(folder, Object.keys(users));
}

/** The broker opens its port only once it may serve. */
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.destroy(resolve(true)));
    socket.once('error', () => resolve(false));
  });
