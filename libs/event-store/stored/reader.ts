/** Reading the log: streams for decisions, positions in bulk for whoever follows it; by COPY, which is faster than any cursor. */
import { escapeLiteral, type ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CLEAR_COLUMNS, COLUMNS, rowsOf, type Stored } from './row';

/**
 * The events of each stream after a version of it, stream by stream in order of version. OFFSET 0 makes the server look each stream up by
 * its index, which is faster than to join and sort them all.
 */
export const readStreams = (client: ClientBase, after: ReadonlyMap<string, number>): Promise<Stored[]> =>
  copied(
    client,
    `SELECT stored.* FROM unnest('{${[...after.keys()].join()}}'::uuid[], '{${[...after.values()].join()}}'::int[]) AS wanted (id, known),
       LATERAL (SELECT ${COLUMNS} FROM event WHERE stream = id AND version > known ORDER BY version OFFSET 0) AS stored`,
  );

/** Up to `limit` events after a position, in order. */
export const readAfter = (client: ClientBase, position: number, limit: number): Promise<Stored[]> =>
  copied(
    client,
    `SELECT ${COLUMNS} FROM event WHERE position > ${Math.trunc(position)} ORDER BY position LIMIT ${Math.trunc(limit)}`,
  );

/** The events after a position up to another, in order, as far as views see them: without boxes. `category`: of all if not said. */
export const readClear = (client: ClientBase, after: number, upTo: number, category?: string): Promise<Stored[]> =>
  copied(
    client,
    `SELECT ${CLEAR_COLUMNS} FROM event
     WHERE position > ${Math.trunc(after)} AND position <= ${Math.trunc(upTo)} ${category === undefined ? '' : `AND category = ${escapeLiteral(category)}`}
     ORDER BY position`,
  );

const copied = async (client: ClientBase, select: string): Promise<Stored[]> =>
  rowsOf(await bytesOf(client, `COPY (${select}) TO STDOUT (FORMAT binary)`));

const bytesOf = (client: ClientBase, copy: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const source = client.query(copyTo(copy));
    source.on('data', (chunk: Buffer) => chunks.push(chunk));
    source.on('end', () => resolve(Buffer.concat(chunks)));
    source.on('error', reject);
  });

/** The lines of a query in COPY's text format: cells between tabs, still with their backslashes. */
export async function copyOut(client: ClientBase, select: string): Promise<string[]> {
  const lines = (await bytesOf(client, `COPY (${select}) TO STDOUT`)).toString().split('\n');
  lines.pop();
  return lines;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Undoes COPY's backslashes; most cells have none. */
export const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
