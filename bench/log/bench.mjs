/** Rows of subjects beside each other: every row in rounds, its subjects in turn, each in a process of its own. */
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
import { how, report } from './report.mjs';
import { rows } from './rows.mjs';
import { hasSlowDisk, openServers } from './servers.mjs';
import { openSubject } from './subject.mjs';

const peers = join(root, 'bench', 'peers');

/** See the options of `npm run bench`. */
export const benchLog = (options) =>
  benchRows({ name: 'log', title: 'The log beside its peers', rows, how, hasPeers: true }, options);

/** A part of the page: `hasPeers` when packages of others are measured, `how` are the last lines of what is told. */
export async function benchRows(part, options) {
  const wanted = part.rows.filter(
    ({ name, long }) => (options.long || !long) && options.only.some((start) => name.startsWith(start)),
  );
  if (wanted.length === 0) throw new Trouble(`No row is called so: ${part.rows.map(({ name }) => name).join(', ')}.`);
  const servers = openServers();
  const ending = onEnd(() => servers.stop());
  await ending.during(async () => {
    say(`\n${part.title}.\n`);
    await prepare(ending);
    if (part.hasPeers) await installPeers(ending.signal);
    const machine = await describeMachine((await servers.server()).url);
    const measured = [];
    for (const row of wanted) {
      if (row.server?.includes('slow') && !hasSlowDisk()) measured.push({ row, trouble: 'not measured: no C compiler here' });
      else measured.push({ row, ...(await step(row.name, () => measureRow(servers, row, options))) });
    }
    await writePart(part.name, report({ ...part, ...options, machine, measured }), options.writes);
  });
  await servers.stop();
}

/** Kept beside the peers, so that the product does not carry them. */
async function installPeers(signal) {
  if (existsSync(join(peers, 'node_modules', '.package-lock.json'))) return;
  await step('installing the peers (npm ci)', () => promisify(execFile)('npm', ['ci'], { cwd: peers, signal }));
}

/**
 * Answers `{ figures, busy }`: of every subject by its name what it told in each round, and how busy the machine was before each. What is
 * counted by events and not by seconds is done once before, with a tenth of them.
 */
async function measureRow(servers, row, options) {
  const subjects = await openSubjects(servers, row, options);
  const figures = Object.fromEntries(subjects.map(({ is }) => [is, []]));
  const busy = [];
  try {
    for (const { ask, operation, load } of subjects) if (load.count) await ask(operation, { ...load, count: load.count / 10 });
    for (let round = 0; round < options.rounds; round++) {
      busy.push(await quiet());
      for (const { is, ask, operation, load } of inTurn(subjects, round)) {
        await servers.settle(row.server);
        const found = await ask(operation, load);
        figures[is].push(typeof found === 'number' ? { rate: found } : found);
      }
    }
  } finally {
    for (const { close } of subjects) await close();
  }
  for (const [is, found] of Object.entries(figures)) say(`      ${is.padEnd(34)} ${found.map(figuresTold).join('  ')}`);
  return { figures, busy };
}

const figuresTold = (found) =>
  Object.values(found)
    .map((figure) => figure.toFixed(figure < 100 ? 1 : 0))
    .join('/');

/** The subject of the row and those beside it, each once. */
async function openSubjects(servers, { needs = [], ...row }, { seconds, warmUp, profile, quick }) {
  const { url, pgbench } = await servers.server(row.server);
  const [kafka, jobs] = await Promise.all(['kafka', 'redis'].map((name) => (needs.includes(name) ? servers.server(name) : null)));
  const env = { ...process.env, TEST_POSTGRES_URL: url };
  const named = new Map([row.subject, ...row.goals.map(({ beside }) => beside)].map((one) => [one.is, { ...row, ...one }]));
  const subjects = [];
  for (const { is, module, operation, load, laid } of named.values()) {
    const log = laid ? await servers.laid(row.server, quick ? laid / 10 : laid) : null;
    const given = { ...{ pgbench, profile, env, kafka, jobs }, laid: log, url: log?.url };
    const count = load.count && (quick ? load.count / 10 : load.count);
    subjects.push({ is, operation, load: { ...load, count, seconds, warmUp }, ...(await openSubject(module, given)) });
  }
  return subjects;
}

/** Another one begins each round, so that no subject always follows the same one. */
const inTurn = (subjects, round) => [...subjects.slice(round % subjects.length), ...subjects.slice(0, round % subjects.length)];
