/** The faults: what each needs, and how one round of it goes, with its times drawn by lot. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './rig.mjs';

const pause = (chance, least, most) => sleep(chance.between(least, most));

/** Stops a program in its tracks for a while. */
async function paused(rig, name, milliseconds) {
  rig.signal(name, 'SIGSTOP');
  await sleep(milliseconds);
  rig.signal(name, 'SIGCONT');
}

async function filled(rig, chance, meanwhile) {
  rig.disk.fill(chance.between(0, 200_000));
  try {
    await meanwhile();
  } finally {
    rig.disk.free();
  }
}

/** A relay whose session is gone does not know it while it is stopped: another takes over, and then the first wakes. */
async function overtaken(rig, chance) {
  const active = rig.activeRelay();
  const other = rig.relays.find((relay) => relay !== active);
  rig.signal(active.name, 'SIGSTOP');
  try {
    await pause(chance, 0, 200);
    await rig.query(`
      SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND a.datname = 'faults_log'`);
    await until('the other relay takes over', () => Promise.resolve(rig.isActive(other)));
    await pause(chance, 0, 500);
  } finally {
    rig.signal(active.name, 'SIGCONT');
  }
}

async function killedRelay(rig) {
  const active = rig.activeRelay();
  rig.signal(active.name, 'SIGKILL');
  rmSync(active.activeFile); // the dead say nothing any more
  await until('a relay takes over', () => Promise.resolve(rig.activeRelay() !== undefined));
}

export const faults = [
  {
    name: 'writer-killed',
    title: 'a writer is killed (-9)',
    wants: {},
    async round(rig, chance) {
      rig.signal(chance.pick(rig.writers), 'SIGKILL');
      await pause(chance, 100, 900);
    },
  },
  {
    name: 'postgres-killed',
    title: 'PostgreSQL is killed (-9)',
    wants: {},
    round: (rig) => rig.restart('postgres'),
  },
  {
    name: 'data-disk-full',
    title: 'the disk of the data is full',
    wants: { disk: 'data' },
    round: (rig, chance) =>
      filled(rig, chance, async () => {
        await until('the disk is full', () => Promise.resolve(rig.disk.isFull()));
        await pause(chance, 100, 900);
      }),
  },
  {
    name: 'wal-disk-full',
    title: 'the disk of the WAL is full',
    wants: { disk: 'wal', settings: { max_wal_size: '64MB', min_wal_size: '32MB' } },
    async round(rig, chance) {
      const pid = rig.pid('postgres');
      await filled(rig, chance, async () => {
        await until('PostgreSQL finds no place for its WAL', async () => {
          await rig.query('SELECT pg_switch_wal()').catch(() => null);
          return rig.pid('postgres') !== pid || (await rig.isDown());
        });
        await pause(chance, 0, 500);
      });
    },
  },
  {
    name: 'writer-paused',
    title: 'a writer stands still',
    wants: {},
    round: (rig, chance) => paused(rig, chance.pick(rig.writers), chance.between(100, 1500)),
  },
  {
    name: 'relay-paused',
    title: 'the relay stands still',
    wants: { relays: 1 },
    round: (rig, chance) => paused(rig, 'relay-1', chance.between(100, 1500)),
  },
  {
    name: 'broker-paused',
    title: 'the broker stands still',
    wants: {},
    round: (rig, chance) => paused(rig, 'kafka', chance.happens(0.1) ? 12_000 : chance.between(100, 2000)),
  },
  {
    name: 'two-relays',
    title: 'two relays: one is killed, or overtaken while it stands still',
    wants: { relays: 2 },
    async round(rig, chance) {
      await until('a relay is active', () => Promise.resolve(rig.activeRelay() !== undefined));
      await (chance.happens(0.7) ? overtaken(rig, chance) : killedRelay(rig));
    },
  },
  {
    name: 'clock-set-back',
    title: "the server's clock is set back, and forth again",
    wants: { preload: true },
    async round(rig, chance) {
      rig.preload.clockShift(-chance.pick([1, 60, 3600, 86_400]) * chance.between(1, 9));
      const { rows } = await rig.query('SELECT clock_timestamp() AS at');
      if (rows[0].at > Date.now() - 900) throw new Error("The server's clock was not set back");
      await pause(chance, 200, 800);
      rig.preload.clockShift(chance.happens(0.3) ? chance.between(1, 5) : 0);
    },
  },
  {
    name: 'slow-disk',
    title: 'the disk is slow, and PostgreSQL is killed now and then',
    wants: { preload: true },
    async round(rig, chance) {
      const milliseconds = chance.between(2, 60);
      rig.preload.diskDelay(milliseconds);
      const began = performance.now();
      await rig.query("SELECT pg_logical_emit_message(true, 'faults', 'a commit')");
      if (performance.now() - began < milliseconds) throw new Error('The disk is not slow');
      await pause(chance, 300, 1000);
      const isKilled = chance.happens(0.3);
      const restarted = isKilled && rig.restart('postgres');
      rig.preload.diskDelay(isKilled ? 0 : chance.between(0, 5)); // its recovery syncs every file of the server
      await restarted;
    },
  },
  {
    name: 'connection-cut',
    title: 'the connection is cut between a commit and its answer',
    wants: { proxy: true },
    async round(rig, chance) {
      for (let cuts = chance.between(1, 5); cuts > 0; cuts--) {
        await rig.proxy.cut(chance.pick(['answered', 'asked']));
        await pause(chance, 0, 60);
      }
    },
  },
];
