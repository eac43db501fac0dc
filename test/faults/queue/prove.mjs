/** Many attempts on few places while the programs and the server are killed; then the model judges the outside record and the log. */
import { existsSync, readFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceOf } from '../../../deploy/demo/chance.mjs';
import { guard, removePlace } from '../../../deploy/local/machine/guard.mjs';
import { openPlace } from '../../../deploy/local/machine/place.mjs';
import { identify } from '../../../deploy/local/machine/process.mjs';
import { say } from '../../../deploy/local/machine/say.mjs';
import { createSupervisor } from '../../../deploy/local/machine/supervisor.mjs';
import { connect } from '../../../deploy/local/servers/databases.mjs';
import { startPostgres } from '../../../deploy/local/servers/postgres.mjs';
import { built, EventLog } from '../programs/product.mjs';
import { judge } from './model.mjs';
import { prepare, SEATS } from './places.mjs';

const program = (name) => join(import.meta.dirname, `${name}.mjs`);
const OFFICES = 3;
const LOADS = 2;
const CALLERS = 600;
const TELL_MS = 10_000;

const EVENTS = `
  SELECT position::int, (SELECT min(last)::int FROM commit_chain WHERE last >= position) AS commit, stream, type, data
  FROM event WHERE category = 'agenda' ORDER BY position`;
const STANDING = `
  SELECT agenda AS stream, booking, person, seat, to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startsAt"
  FROM place_view WHERE status IN ('held', 'confirmed')`;

/** So many attempts and so many kills; answers the verdict with `attempts`, `unknown` and what was killed how often. */
export async function proveQueue({ attempts, kills, seed }, { folder, closing, signal }) {
  const place = openPlace(folder, { usualPorts: false, temporary: true, quiet: true, environment: {} });
  place.supervisor = createSupervisor(place);
  place.state.launcher = identify(process.pid);
  place.save();
  guard(place);
  let closed = null;
  const close = async () => {
    await place.supervisor.stopAll();
    place.state.launcher = null;
    place.save();
    removePlace(place);
  };
  closing.add({ close: () => (closed ??= close()) });
  const around = await openSurroundings(place);
  closing.add({ close: around.drop });
  const loads = await start(place, around, { attempts, seed });
  const killed = await killWhile(place, loads, { attempts, kills, seed, signal });
  const gathered = await gather(around.ownerUrl, loads);
  return {
    ...judge(gathered),
    ...killed,
    events: gathered.events.length,
    unknown: sum(loads.map((load) => progressOf(load).unknown)),
  };
}

/** A server of its own, the databases on it, and the environment of a process of queue-booking. */
async function openSurroundings(place) {
  const { url } = await startPostgres(place);
  // Neither Kafka nor Redis is asked for anything: what is proved is what is given.
  const nowhere = {
    TEST_KAFKA_BROKERS: '127.0.0.1:1',
    TEST_KAFKA_USERNAME: 'nobody',
    TEST_KAFKA_PASSWORD: 'none',
    TEST_REDIS_URL: 'redis://127.0.0.1:1',
  };
  Object.assign(process.env, nowhere, { TEST_POSTGRES_URL: url });
  const { migrationsOf } = built('libs/service/index.js');
  const { queueBooking } = built('apps/queue-booking/src/app.module.js');
  const around = await built('libs/testing/index.js').surroundings('queue', migrationsOf(queueBooking));
  const log = new EventLog({ name: 'faults', connectionString: around.env.DATABASE_URL, views: queueBooking.views });
  await prepare(log);
  await log.close();
  return around;
}

async function start(place, { env }, { attempts, seed }) {
  const run = (name, file, settings, ready, signal = 'SIGKILL') =>
    place.supervisor.run({
      ...{ name, signal, command: process.execPath, args: [program(file)], cwd: place.folder, ready },
      env: { ...process.env, FAULTS: JSON.stringify(settings) },
    });
  const ports = [];
  for (let n = 1; n <= OFFICES; n++) ports.push(await place.port(`office-${n}`));
  await Promise.all(ports.map((port, i) => run(`office-${i + 1}`, 'office', { port, env }, () => accepts(port))));
  const loads = Array.from({ length: LOADS }, (_, i) => ({
    name: `load-${i + 1}`,
    recordFile: join(place.folder, `record-${i + 1}`),
    progressFile: join(place.folder, `progress-${i + 1}`),
  }));
  for (const [i, { name, ...files }] of loads.entries()) {
    const share = Math.ceil((attempts - i) / LOADS);
    await run(name, 'load', { ports, ...files, seed: seed + i, callers: CALLERS, attempts: share }, () => Promise.resolve(true));
  }
  return loads.map((load) => ({ ...load, pid: place.state.processes[load.name].pid }));
}

/** Kills at the same distances, counted in attempts; who is killed is drawn by lot. */
async function killWhile(place, loads, { attempts, kills, seed, signal }) {
  const chance = chanceOf(seed);
  const killed = { offices: 0, servers: 0 };
  let toldAt = Date.now();
  for (let next = 1; !loads.every((load) => progressOf(load).isDone); await sleep(20)) {
    signal.throwIfAborted();
    if (Date.now() > toldAt + TELL_MS) {
      toldAt = Date.now();
      say(`  … ${sum(loads.map((load) => progressOf(load).ended))} attempts, ${next - 1} kills`);
    }
    if (loads.some(({ name, pid }) => place.state.processes[name]?.pid !== pid))
      throw new Error('The load itself did not live through it');
    if (next > kills || sum(loads.map((load) => progressOf(load).ended)) < (next * attempts) / (kills + 1)) continue;
    const isServer = next % 2 === 0;
    const name = isServer ? 'postgres' : `office-${chance.between(1, OFFICES)}`;
    process.kill(place.state.processes[name].pid, 'SIGKILL');
    killed[isServer ? 'servers' : 'offices'] += 1;
    next += 1;
  }
  return killed;
}

function progressOf({ progressFile }) {
  if (!existsSync(progressFile)) return { ended: 0, unknown: 0, isDone: false };
  const [ended, unknown, word] = readFileSync(progressFile, 'utf8').split(' ');
  return { ended: Number(ended), unknown: Number(unknown), isDone: word === 'done' };
}

async function gather(ownerUrl, loads) {
  const record = loads
    .flatMap(({ recordFile }) => readFileSync(recordFile, 'utf8').split('\n').slice(0, -1))
    .map((line) => {
      const [word, booking, stream, startsAt, seat] = line.split(' ');
      return { word, booking, stream, startsAt, seat: Number(seat) };
    });
  const client = await connect(ownerUrl);
  try {
    const [events, standing] = [(await client.query(EVENTS)).rows, (await client.query(STANDING)).rows];
    return { events, standing, record, seats: SEATS };
  } finally {
    await client.end();
  }
}

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1', () => socket.destroy(resolve(true)));
    socket.once('error', () => resolve(false));
  });
