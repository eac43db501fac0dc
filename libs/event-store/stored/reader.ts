/** Reading the log: streams for decisions, positions in bulk by COPY for whoever follows it. */
import { pipeline } from 'node:stream/promises';
import { escapeLiteral, type ClientBase, type Pool, type QueryConfig } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Cause } from '@qeyd/core';
import type { Stored } from './codec';
import { faultOf } from '../faults';

interface Row extends Omit<Stored, 'position' | 'recordedAt'> {
  readonly position: string;
  readonly at: Date;
}

/** All events of these streams, stream by stream in order of version. Throws `LogUnavailable` when the database is away. */
export async function readStreams(pool: Pool, ids: readonly string[]): Promise<Stored[]> {
  const query: QueryConfig = {
    name: 'read-streams',
    text: `SELECT position, stream AS id, version, category, type, schema, data, subject, sealed, meta, recorded_at AS at
           FROM event WHERE stream = ANY ($1::uuid[]) ORDER BY stream, version`,
    values: [ids],
  };
  const { rows } = await pool.query<Row>(query).catch((error: unknown) => Promise.reject(faultOf(error)));
  return rows.map(({ at, ...row }) => ({ ...row, position: Number(row.position), recordedAt: at.toISOString() }));
}

/** Up to `limit` events after a position, in order. COPY streams a `json` column out faster than any cursor. */
export const readAfter = (client: ClientBase, position: number, limit: number): Promise<Stored[]> =>
  copied(
    client,
    `SELECT position, stream, version, category, type, schema, subject, encode(sealed, 'base64'),
            to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), meta, data
     FROM event WHERE position > ${Math.trunc(position)} ORDER BY position LIMIT ${Math.trunc(limit)}`,
  );

/** The events of one category after a position up to another, in order, as far as views see them: without boxes and times. */
export const readClear = (client: ClientBase, category: string, after: number, upTo: number): Promise<Stored[]> =>
  copied(
    client,
    `SELECT position, stream, version, category, type, schema, subject, NULL, '', meta, data
     FROM event WHERE position > ${Math.trunc(after)} AND position <= ${Math.trunc(upTo)} AND category = ${escapeLiteral(category)}
     ORDER BY position`,
  );

const copied = async (client: ClientBase, select: string): Promise<Stored[]> => (await copyOut(client, select)).map(storedOf);

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

/** One line of COPY's text format. */
function storedOf(line: string): Stored {
  const cells = line.split('\t');
  const cell = (i: number): string => unescaped(cells[i] ?? '');
  const nullable = (i: number): string | null => (cells[i] === '\\N' ? null : cell(i));
  const sealed = nullable(7);
  return {
    position: Number(cell(0)),
    id: cell(1),
    version: Number(cell(2)),
    category: cell(3),
    type: cell(4),
    schema: Number(cell(5)),
    subject: nullable(6),
    sealed: sealed === null ? null : Buffer.from(sealed, 'base64'),
    recordedAt: cell(8),
    meta: JSON.parse(cell(9)) as Cause,
    data: JSON.parse(cell(10)) as object,
  };
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Undoes COPY's backslashes; most cells have none. */
export const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
