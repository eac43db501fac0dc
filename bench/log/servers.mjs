/** The servers of the bench, each started when a row first needs it, all in a temporary folder. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guard, removePlace } from '../../deploy/local/machine/guard.mjs';
import { home, openPlace } from '../../deploy/local/machine/place.mjs';
import { identify } from '../../deploy/local/machine/process.mjs';
import { Trouble, step } from '../../deploy/local/machine/say.mjs';
import { createSupervisor } from '../../deploy/local/machine/supervisor.mjs';
import { connect } from '../../deploy/local/servers/databases.mjs';
import { startKafka } from '../../deploy/local/servers/kafka.mjs';
import { findPostgres } from '../../deploy/local/servers/postgres-binaries.mjs';
import { startPostgres } from '../../deploy/local/servers/postgres.mjs';
import { startRedis } from '../../deploy/local/servers/redis.mjs';
import { laidLog } from './database.mjs';

/** A relay's peer decodes the write-ahead log, so it must say more than it needs for recovery alone. */
const extra = { wal_level: 'logical' };

export function openServers() {
  const places = [];
  const libraries = [];
  const started = new Map();
  const logs = new Map();

  /** A place of its own for every server, so that two of a kind do not meet. */
  function newPlace() {
    const place = openPlace(join(home, `bench-${randomBytes(4).toString('hex')}`), {
      usualPorts: false,
      temporary: true,
      environment: {},
    });
    place.supervisor = createSupervisor(place);
    place.state.launcher = identify(process.pid);
    place.save();
    guard(place);
    places.push(place);
    return place;
  }

  const starts = {
    async postgres() {
      const place = newPlace();
      const { url } = await startPostgres(place, { extra });
      const { folder } = await findPostgres(place, { wanted: null });
      return { url, pgbench: join(folder, 'pgbench') };
    },
    async kafka() {
      const { brokers, users } = await startKafka(newPlace());
      return { brokers: brokers.split(','), ...users.admin };
    },
    async redis() {
      const redis = await startRedis(newPlace());
      if (!redis) throw new Trouble('There is no Redis on this machine: the rows of the expiry cannot be measured.');
      return redis.url;
    },
    async 'postgres on a slow disk'() {
      const place = newPlace();
      const env = { ...process.env, LD_PRELOAD: slowDisk(libraries) };
      const { url } = await startPostgres(place, { extra, env });
      return { url, pgbench: (await server()).pgbench };
    },
  };

  const server = (name = 'postgres') => {
    if (!started.has(name)) started.set(name, step(name, starts[name]));
    return started.get(name);
  };

  return {
    server,
    /** Every slice begins with the same distance from the next checkpoint. */
    async settle(name) {
      const client = await connect((await server(name)).url);
      await client.query('CHECKPOINT');
      await client.end();
    },
    /** A log that has so many events from the start, laid down once. */
    async laid(name, events) {
      const key = `${name} ${events}`;
      process.env.TEST_POSTGRES_URL = (await server(name)).url;
      if (!logs.has(key))
        logs.set(
          key,
          step(`a log of ${events} events`, () => laidLog(events)),
        );
      const { url, ownerUrl } = await logs.get(key);
      return { url, ownerUrl };
    },
    async stop() {
      await Promise.all(places.map((place) => place.supervisor.stopAll()));
      for (const place of places) {
        place.state.launcher = null;
        place.save();
        removePlace(place);
      }
      for (const library of libraries) rmSync(library, { recursive: true, force: true });
    },
  };
}

/** Whether this machine can slow a disk down: it has a C compiler, and its loader preloads. */
export const hasSlowDisk = () => process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

function slowDisk(libraries) {
  const folder = mkdtempSync(join(tmpdir(), 'qeyd-'));
  libraries.push(folder);
  chmodSync(folder, 0o755);
  const [library, source] = [join(folder, 'slow.so'), fileURLToPath(new URL('slow_fdatasync.c', import.meta.url))];
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cc failed: ${stderr}`);
  return library;
}
