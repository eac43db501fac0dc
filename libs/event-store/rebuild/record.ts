/** The record of rebuilds: one row each, from which a killed one goes on and by which everyone sees what was proved. */
import { createHash } from 'node:crypto';
import { Client, type ClientBase } from 'pg';
import type { AnyDecider } from '../stored/codec';
import type { View } from '../types';
import type { Comparison, Difference } from './compare';
import { definitionOf } from './definition';
import { dropLeft } from './shadow';
import { inTransaction } from './transaction';

export type RebuildOutcome = 'proved' | 'differs' | 'failed';

/** How a rebuild ended. */
export interface Ended extends Partial<Comparison> {
  readonly outcome: RebuildOutcome;
  /** Where the tables were compared, or how far a failed one came. */
  readonly position: number;
  readonly swapped: boolean;
  readonly reason: string | null;
}

/** A rebuild as the record has it. */
export interface RebuildRow {
  readonly view: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly position: number;
  readonly outcome: RebuildOutcome;
  readonly rows: number | null;
  readonly checksum: string | null;
  readonly differing: number | null;
  readonly differences: readonly Difference[] | null;
  readonly swapped: boolean;
  readonly reason: string | null;
}

export interface Begun {
  readonly id: number;
  readonly position: number;
}

/** The last rebuild of each view that has ended; the app's role may ask too. */
export const LAST_REBUILDS = `
  SELECT DISTINCT ON (view) view, started_at AS "startedAt", ended_at AS "endedAt", position::float8 AS position, outcome,
    rows::float8 AS rows, checksum, differing::float8 AS differing, differences, swapped, reason
  FROM rebuild WHERE outcome IS NOT NULL ORDER BY view, id DESC`;

/** Connects as whoever may read the database. */
export async function lastRebuilds(connectionString: string): Promise<RebuildRow[]> {
  const client = new Client({ connectionString });
  await client.connect();
  return client
    .query<RebuildRow>(LAST_REBUILDS)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** What the shadow depends on beside the log: with other statements, upcasts or columns a half-filled one is of no use. */
async function fingerprint(client: ClientBase, view: View<never>, { upcasts }: AnyDecider): Promise<string> {
  const { whole } = await definitionOf(client, 'public', view.table);
  const parts = JSON.stringify([whole, view.on, upcasts], (_, part: unknown) =>
    typeof part === 'function' ? String(part) : part,
  );
  return createHash('sha256').update(parts).digest('hex');
}

/** Goes on with a rebuild that did not end, where its shadow is of use; else begins one, and drops what earlier ones left. */
export async function begin(client: ClientBase, view: View<never>, decider: AnyDecider): Promise<Begun> {
  const definition = await fingerprint(client, view, decider);
  const { rows } = await client.query<Begun & { definition: string }>(
    'SELECT id, position::float8 AS position, definition FROM rebuild WHERE view = $1 AND outcome IS NULL',
    [view.table],
  );
  const [open] = rows;
  if (open?.definition === definition) return open;
  return inTransaction(client, ['BEGIN'], async () => {
    if (open) await end(client, open.id, failed(open.position, 'given up: the view is another one by now'));
    await dropLeft(client, view.table);
    const insert = 'INSERT INTO rebuild (view, definition) VALUES ($1, $2) RETURNING id, 0 AS position';
    const begun = await client.query<Begun>(insert, [view.table, definition]);
    return begun.rows[0] as Begun;
  });
}

export const failed = (position: number, reason: string): Ended => ({ outcome: 'failed', position, swapped: false, reason });

export async function end(client: ClientBase, id: number, ended: Ended): Promise<void> {
  const { outcome, position, rows, checksum, differing, first, swapped, reason } = ended;
  await client.query(
    `UPDATE rebuild SET ended_at = now(), outcome = $2, position = $3, rows = $4, checksum = $5, differing = $6,
       differences = $7, swapped = $8, reason = $9 WHERE id = $1`,
    [id, outcome, position, rows, checksum, differing, first && JSON.stringify(first), swapped, reason],
  );
}
