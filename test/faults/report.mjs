/** What the faults did, as the table that is printed and written to docs/faults.md. */
import { cpus, type } from 'node:os';

const columns = [
  ['Fault', ({ title }) => title],
  ['Rounds', ({ rounds }) => rounds],
  ['Acknowledged', ({ acknowledged }) => acknowledged],
  ['Unknown', ({ unknown }) => unknown],
  ['of these in the log', ({ found }) => found],
  ['Lost', ({ lost }) => lost.length],
  ['Twice', ({ twice }) => twice.length],
  ['Out of order', ({ disorder }) => disorder.length],
  ['Broken', ({ broken }) => broken.length],
];

export function tableOf(verdicts, shown = columns) {
  const rows = [shown.map(([title]) => title), ...verdicts.map((verdict) => shown.map(([, cell]) => String(cell(verdict))))];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const line = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

export function pageOf(verdicts, { seed, minutes }) {
  return `# Faults

Written by \`npm run faults\` on ${new Date().toISOString().slice(0, 10)}, seed ${seed}, ${minutes} minutes. ${cpus().length} cores, ${type()}, Node ${process.version}.

Two writers append to one log (24 callers, 500 commands a second, 24 hot streams and new ones), one of them relays what is public,
a consumer notes each message and answers it on a log of its own. Meanwhile each fault is injected again and again, at times drawn by
lot from the seed. The load writes down what was acknowledged, outside of the system, with an \`fdatasync\` before its caller goes on; a command without an
answer is sent again with the same cause, or given up.

After every round, and when everything has arrived, a model compares: what was acknowledged stands where its answer said;
every command stands in the log whole and once, or not at all; positions have no gap, versions are in order, time never runs
backwards; every hash fits its event and every commit the chain; the view is what a replay gives; what is public arrived at the consumer once
and in order, and each message was answered once; and the [audit](adr/0011-the-log-counts-what-must-arrive.md) finds no gap. _Unknown_ are commands that were sent and never
acknowledged: they may be in the log, once.

${tableOf(verdicts)}

The full disks are file systems in memory that are filled while the load goes on: without WAL the server panics, and starts again once
there is room. The clock and the slow disk are a small library loaded into the server ([preload.c](../test/faults/injected/preload.c)); the
slow disk waits 2–60 ms before each sync. The cut connection goes through a proxy that lets the commit pass and not its answer, or only just lets it pass.
`;
}
