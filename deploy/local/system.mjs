/** One whole Qeyd on this machine: servers, databases, topics and apps, started together and ended together. */
import { apps, logs, migrate, provision, startApp } from './apps.mjs';
import { keysOf } from './keys.mjs';
import { endRecorded, guard, removePlace } from './machine/guard.mjs';
import { home, openPlace, readState } from './machine/place.mjs';
import { stamped } from './machine/prepare.mjs';
import { end, identify, isAlive } from './machine/process.mjs';
import { Trouble, step } from './machine/say.mjs';
import { createSupervisor } from './machine/supervisor.mjs';
import { prepareDatabases } from './servers/databases.mjs';
import { stopDocker } from './servers/docker.mjs';
import { startServers } from './servers/servers.mjs';

const appNames = apps.map(({ name }) => name);

/**
 * Opens a system without starting anything; `start()` needs the packages and the build (see machine/prepare.mjs).
 * `folder` holds everything it keeps; `usualPorts: false` takes any free ports; `temporary` removes the folder in the end;
 * `environment` may name servers to use instead of starting some; `appEnvironment` is added to what every app gets.
 */
export function openSystem({
  folder = home,
  usualPorts = true,
  temporary = false,
  environment = process.env,
  appEnvironment = {},
} = {}) {
  const place = openPlace(folder, { usualPorts, temporary, environment });
  place.supervisor = createSupervisor(place);
  if (isAlive(place.state.launcher)) {
    throw new Trouble(
      `Qeyd already runs from this folder (process ${place.state.launcher.pid}): see \`npm run status\`, end it with \`npm stop\`.`,
    );
  }

  /** The servers with their databases; answers the description that `start` answers, as yet without apps. */
  async function startOnlyServers() {
    place.state.launcher = identify(process.pid);
    place.save();
    guard(place);
    const keys = keysOf(
      place,
      logs.map(({ name }) => name),
    );
    const servers = await startServers(place, keys);
    const system = await describe(place, servers, keys);
    return remember(place, system);
  }

  async function start() {
    for (const name of appNames) await end(place.state.processes[name]);
    const system = await startOnlyServers();
    for (const { name, port } of apps) system.apps[name] = `http://127.0.0.1:${await place.port(name, port)}`;
    await bringUpToDate(place, system);
    await Promise.all(apps.map((app) => step(app.name, () => startApp(place, app, system, appEnvironment))));
    return remember(place, system);
  }

  /** Ends all that this system started, apps before servers. */
  async function stop() {
    await place.supervisor.stopAll(appNames);
    if (!temporary) await stopDocker(place);
    place.state.launcher = null;
    place.save();
    if (temporary) removePlace(place);
  }

  /** Leaves the servers running for later starts, until `npm stop`. */
  function release() {
    place.state.launcher = null;
    place.save();
  }

  return { start, startOnlyServers, stop, release, supervisor: place.supervisor, processes: place.state.processes };
}

/**
 * What others need to use a running system: `{ apps: { <name>: url }, kafka: { brokers, users }, databases, jobs, postgres, redis,
 * mailbox: { smtp, page }, oidc: { issuer }, keys }`.
 */
async function describe(place, servers, keys) {
  const withJobs = !servers.redis;
  const databases = await prepareDatabases(place, servers.postgres.url, { withJobs });
  return { ...servers, apps: {}, keys, databases, jobs: withJobs ? databases.qeyd_jobs.owner : servers.redis.url };
}

/** Topics, rights and schemas; left out when this build has already made them on these servers. */
async function bringUpToDate(place, { postgres, kafka, databases }) {
  const wanted = [stamped('build'), postgres.url, kafka.brokers].join(' ');
  if (place.state.upToDate === wanted) return;
  await Promise.all([
    step('topics and rights', () => provision(place, kafka.brokers, kafka.users.admin)),
    step('database schemas', () => migrate(place, databases)),
  ]);
  place.state.upToDate = wanted;
  place.save();
}

function remember(place, system) {
  place.state.system = system;
  place.save();
  return system;
}

/** The description of the system that runs in the folder. */
export function runningSystem(folder = home) {
  const { launcher, system } = readState(folder);
  if (!isAlive(launcher) || appNames.some((name) => !system?.apps[name]))
    throw new Trouble('Qeyd is not running: start it with `npm start`.');
  return system;
}

/** Ends whatever runs from the folder: its command if that lives, and all that is on record. Answers what it ended. */
export async function stopRunning(folder = home) {
  const { launcher, processes } = readState(folder);
  const living = Object.keys(processes).filter((name) => isAlive(processes[name]));
  if (isAlive(launcher)) await end(launcher, { patience: 90_000 });
  const place = openPlace(folder);
  await endRecorded(place);
  await stopDocker(place);
  return living;
}
