/** The log beside its peers: every row in rounds, its subjects in turn, each in a process of its own. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onEnd } from '../../deploy/local/machine/ending.mjs';
import { root } from '../../deploy/local/machine/place.mjs';
import { prepare } from '../../deploy/local/machine/prepare.mjs';
import { Trouble, say, step } from '../../deploy/local/machine/say.mjs';
import { describeMachine, quiet } from '../machine.mjs';
import { writePart } from '../page.mjs';
import { report } from './report.mjs';
import { rows } from './rows.mjs';
import { hasSlowDisk, openServers } from './servers.mjs';
import { openSubject } from './subject.mjs';

const peers = join(root, 'bench', 'peers');

/** See the options of `npm run bench`. */
export async function benchLog(options) {
  const wanted = rows.filter(({ name, long }) => (options.long || !long) && options.only.some((start) => name.startsWith(start)));
  if (wanted.length === 0) throw new Trouble(`No row is called so: ${rows.map(({ name }) => name).join(', ')}.`);
  const servers = openServers();
  const ending = onEnd(() => servers.stop());
  await ending.during(async () => {
    say('\nThe log beside its peers.\n');
    await prepare(ending);
    await installPeers(ending.signal);
    const machine = await describeMachine((await servers.server('postgres')).url);
    const measured = [];
    for (const row of wanted) {
      if (row.server.includes('slow') && !hasSlowDisk()) measured.push({ row, trouble: 'not measured: no C compiler here' });
      else measured.push({ row, ...(await step(row.name, () => measureRow(servers, row, options))) });
    }
    await writePart('log', report({ ...options, machine, measured }), options.writes);
  });
  await servers.stop();
}

/** Kept beside the peers, so that the product does not carry them. */
async function installPeers(signal) {
  if (existsSync(join(peers, 'node_modules', '.package-lock.json'))) return;
  await step('installing the peers (npm ci)', () => promisify(execFile)('npm', ['ci'], { cwd: peers, signal }));
}

/** Answers `{ rates, busy }`: of every subject the rates of the rounds, and how busy the machine was before each. */
async function measureRow(servers, row, { rounds, seconds, warmUp, profile }) {
  const { url, pgbench } = await servers.server(row.server);
  const given = { pgbench, profile, env: { ...process.env, TEST_POSTGRES_URL: url } };
  const named = [row.subject, ...row.goals.map(({ beside }) => beside)];
  const subjects = [];
  const rates = Object.fromEntries(named.map(({ is }) => [is, []]));
  const busy = [];
  try {
    for (const { is, module } of named) subjects.push({ is, ...(await openSubject(module, given)) });
    for (let round = 0; round < rounds; round++) {
      busy.push(await quiet());
      for (const { is, ask } of inTurn(subjects, round)) {
        await servers.settle(row.server);
        rates[is].push(await ask(row.operation, { ...row.load, seconds, warmUp }));
      }
    }
  } finally {
    for (const { close } of subjects) await close();
  }
  for (const [is, found] of Object.entries(rates))
    say(`      ${is.padEnd(34)} ${found.map((rate) => rate.toFixed(0)).join('  ')}`);
  return { rates, busy };
}

/** Another one begins each round, so that no subject always follows the same one. */
const inTurn = (subjects, round) => [...subjects.slice(round % subjects.length), ...subjects.slice(0, round % subjects.length)];
