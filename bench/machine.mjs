/** The machine on which is measured, and the wait for it to have nothing else to do. */
import { cpus, totalmem, type } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../deploy/local/servers/databases.mjs';
import { say } from '../deploy/local/machine/say.mjs';
import { percent } from './page.mjs';
import { busyTime } from './usage.mjs';

const QUIET = 0.15;
const LOOK_MS = 1000;
const PATIENCE_MS = 30_000;

export async function describeMachine(url) {
  const client = await connect(url);
  const { rows } = await client.query('SHOW server_version');
  await client.end();
  return {
    cores: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: type(),
    node: process.version,
    postgres: rows[0].server_version.split(' ')[0],
  };
}

/** The share of all cores that is in use while nothing is measured. */
async function busyShare() {
  const before = busyTime();
  await sleep(LOOK_MS);
  return (busyTime() - before) / LOOK_MS / cpus().length;
}

/** Waits for the machine to have nothing else to do, at most for a while; answers how busy it still is, and says so when that is too much. */
export async function quiet() {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const share = await busyShare();
    if (share <= QUIET) return share;
    if (Date.now() < until) continue;
    say(`  ! The machine is ${percent(share)} busy with other things: the figures say more about them than about Qeyd.`);
    return share;
  }
}
