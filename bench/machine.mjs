/** The machine on which is measured, and whether it has nothing else to do. */
import { cpus, totalmem, type } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../deploy/local/servers/databases.mjs';
import { say } from '../deploy/local/machine/say.mjs';
import { busyTime } from './usage.mjs';

const QUIET = 0.15;
const LOOK_MS = 2000;

export async function describeMachine({ databases }) {
  const client = await connect(databases.qeyd_intake.app);
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

/** The share of all cores that is in use while nothing is measured; says so when it is too much for figures to be trusted. */
export async function busyShare() {
  const before = busyTime();
  await sleep(LOOK_MS);
  const share = (busyTime() - before) / LOOK_MS / cpus().length;
  if (share > QUIET) {
    say(
      `  ! The machine is ${(share * 100).toFixed(0)} % busy with other things: the figures say more about them than about Qeyd.\n`,
    );
  }
  return share;
}
