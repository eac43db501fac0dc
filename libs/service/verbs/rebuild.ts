/** `main.js rebuild VIEW… [--rate=N] [--swap]`: rebuilds views with proof, one after the other; without a view it says which there are. */
import { parseArgs } from 'node:util';
import { lastRebuilds, rebuild as rebuildView, type RebuildOptions, type Rebuilt, type RebuildRow } from '@qeyd/event-store';
import { config } from '@qeyd/platform';
import type { ServiceDefinition } from '../definition';
import { number, progressOn } from './progress';
import { ownerSettings } from '../settings';

type Rebuilding = Pick<ServiceDefinition, 'name' | 'views' | 'deciders'>;

const CODES = { proved: 0, failed: 1, differs: 2 } as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const failed = (why: string): number => {
  say(`failed  ${why}`);
  return CODES.failed;
};

/** Answers 0 when all are proved, 2 when a live table differs, 1 when one failed; reads no setting but that of the one database. */
export async function rebuild({ name, views, deciders }: Rebuilding, words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { rate: { type: 'string' }, swap: { type: 'boolean', default: false } },
  });
  const rate = Number(values.rate ?? Infinity);
  const { MIGRATION_DATABASE_URL: connectionString } = config(ownerSettings);
  if (positionals.length === 0) return list(name, views, await lastRebuilds(connectionString));
  const wanted = positionals.flatMap((table) => views.find((each) => each.table === table) ?? []);
  if (wanted.length < positionals.length) return failed(`${name} has these views: ${views.map(({ table }) => table).join(', ')}`);
  if (!(rate > 0)) return failed('--rate is a number of events a second');

  const outcomes = new Set<Rebuilt['outcome']>();
  for (const view of wanted) {
    const progress = progressOn(process.stdout, view.table);
    const onProgress: RebuildOptions['onProgress'] = (step) => progress.tell(step);
    const result = await rebuildView({ connectionString, view, deciders, swapAnyway: values.swap, rate, onProgress });
    progress.end();
    for (const line of told(view.table, result)) say(line);
    outcomes.add(result.outcome);
  }
  const worst = (['failed', 'differs'] as const).find((outcome) => outcomes.has(outcome)) ?? 'proved';
  return CODES[worst];
}

/** The outcome is the first word. */
function told(table: string, result: Rebuilt): string[] {
  const { outcome, rows = 0, checksum = '', differing = 0, first = [], position, swapped, reason, stoodStill } = result;
  const place = swapped ? `put in place, appends stood still for ${stoodStill.toFixed(1)} ms` : 'the live table was kept';
  const compared = `${table}: ${number(rows)} rows at position ${number(position)}, checksum ${checksum}; ${place}`;
  switch (outcome) {
    case 'proved':
      return [`proved  ${compared}`];
    case 'differs':
      return [
        `differs (${number(differing)} keys)  ${compared}`,
        ...first.map(({ key, how, columns }) => `  ${how.padEnd(8)} ${key.join(' ')}  ${columns.join(', ')}`.trimEnd()),
        ...(differing > first.length ? [`  … and ${number(differing - first.length)} more`] : []),
        swapped ? `  The table before is replaced.${table}` : `  What the log says is shadow.${table}; --swap puts it in place`,
      ];
    case 'failed':
      return [`failed  ${table}: ${reason ?? ''}`];
  }
}

function list(name: string, views: Rebuilding['views'], last: readonly RebuildRow[]): number {
  say(name);
  for (const { table } of views) {
    const row = last.find(({ view }) => view === table);
    const when = row ? `${row.outcome} ${row.endedAt.toISOString()} at position ${number(row.position)}` : 'never rebuilt';
    say(`  ${table.padEnd(24)} ${when}`);
  }
  return 0;
}
