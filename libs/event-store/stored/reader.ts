/** Reading the log by position, in bulk by COPY, for whoever follows it. */
import { pipeline } from 'node:stream/promises';
import { escapeLiteral, type ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Stored } from './codec';
import { columns, StoredRow, WITH_BOX, WITHOUT_BOX } from './row';

/** Up to `limit` events after a position, in order. COPY streams a `json` column out faster than any cursor. */
export const readAfter = (client: ClientBase, position: number, limit: number): Promise<Stored[]> =>
  copied(
    client,
    `SELECT ${columns(WITH_BOX)} FROM event WHERE position > ${Math.trunc(position)} ORDER BY position LIMIT ${Math.trunc(limit)}`,
  );

/** The events of one category after a position up to another, in order, as far as views see them: without boxes. */
export const readClear = (client: ClientBase, category: string, after: number, upTo: number): Promise<Stored[]> =>
  copied(
    client,
    `SELECT ${columns(WITHOUT_BOX)} FROM event
     WHERE position > ${Math.trunc(after)} AND position <= ${Math.trunc(upTo)} AND category = ${escapeLiteral(category)}
     ORDER BY position`,
  );

const copied = async (client: ClientBase, select: string): Promise<Stored[]> =>
  (await copyOut(client, select)).map((line) => new StoredRow(line.split('\t').map(cellOf)));

/** The lines of a query in COPY's text format: cells between tabs, still with their backslashes. */
export async function copyOut(client: ClientBase, select: string): Promise<string[]> {
  const source = client.query(copyTo(`COPY (${select}) TO STDOUT`));
  const chunks: Buffer[] = [];
  await pipeline(source, async (stream: AsyncIterable<Buffer>) => {
    for await (const chunk of stream) chunks.push(chunk);
  });
  const lines = Buffer.concat(chunks).toString().split('\n');
  lines.pop();
  return lines;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Undoes COPY's backslashes; most cells have none. */
export const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;

const cellOf = (text: string): string | null => (text === '\\N' ? null : unescaped(text));
