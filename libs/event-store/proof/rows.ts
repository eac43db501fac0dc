/** Reads the log for its proof: rows as they are stored, byte by byte, in order and a stretch at a time. */
import type { ClientBase } from 'pg';
import { copyOut, unescaped } from '../stored/reader';

/** An event as it stands in the table: the texts of cause and body are those that were hashed. */
export interface Row {
  readonly position: number;
  readonly category: string;
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly schema: number;
  readonly subject: string | null;
  readonly meta: string;
  readonly body: string;
  readonly box: Buffer | null;
  readonly recordedAt: string;
  readonly hash: Buffer;
}

/** The end of a commit. */
export interface Commit {
  readonly last: number;
  readonly recordedAt: string;
  readonly hash: Buffer;
}

/** In the form in which it was hashed; a time with more than milliseconds was not written by us and keeps its microseconds. */
const TIME = `regexp_replace(to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '000Z$', 'Z')`;

const stretch = (after: number, through: number): string =>
  `position > ${Math.trunc(after)} AND position <= ${Math.trunc(through)} ORDER BY position`;

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The events of a stretch. */
export async function rowsBetween(client: ClientBase, after: number, through: number): Promise<Row[]> {
  const lines = await copyOut(
    client,
    `SELECT position, category, stream, version, type, schema, subject, meta, data, encode(sealed, 'hex'), ${TIME}, encode(hash, 'hex')
     FROM event WHERE ${stretch(after, through)}`,
  );
  return lines.map(rowOf);
}

function rowOf(line: string): Row {
  const cells = line.split('\t');
  const cell = (i: number): string => unescaped(cells[i] ?? '');
  const nullable = (i: number): string | null => (cells[i] === '\\N' ? null : cell(i));
  const sealed = nullable(9);
  return {
    position: Number(cell(0)),
    category: cell(1),
    id: cell(2),
    version: Number(cell(3)),
    type: cell(4),
    schema: Number(cell(5)),
    subject: nullable(6),
    meta: cell(7),
    body: cell(8),
    box: sealed === null ? null : bytes(sealed),
    recordedAt: cell(10),
    hash: bytes(cell(11)),
  };
}

/** What the Merkle tree needs of an event. */
export type Leaf = Pick<Row, 'recordedAt' | 'hash'>;

/** The leaf of an event: when it was recorded, and its hash. Its place in the tree is its position. */
export const entryOf = ({ recordedAt, hash }: Leaf): Buffer => Buffer.concat([Buffer.from(recordedAt), hash]);

/** The leaves of a stretch. Throws when positions are missing. */
export async function leavesBetween(client: ClientBase, after: number, through: number): Promise<Leaf[]> {
  const lines = await copyOut(client, `SELECT ${TIME}, encode(hash, 'hex') FROM event WHERE ${stretch(after, through)}`);
  if (lines.length !== through - after) throw new Error(`Between ${after} and ${through} positions are missing in the log`);
  return lines.map((line) => {
    const [recordedAt = '', hash = ''] = line.split('\t');
    return { recordedAt, hash: bytes(hash) };
  });
}

const commitOf = (line: string): Commit => {
  const [last = '', recordedAt = '', hash = ''] = line.split('\t');
  return { last: Number(last), recordedAt, hash: bytes(hash) };
};

/** The next commits in order. */
export async function commitsAfter(client: ClientBase, last: number, limit: number): Promise<Commit[]> {
  const lines = await copyOut(
    client,
    `SELECT last, ${TIME}, encode(hash, 'hex') FROM commit_chain WHERE last > ${Math.trunc(last)} ORDER BY last LIMIT ${Math.trunc(limit)}`,
  );
  return lines.map(commitOf);
}

/** Where the log ends, by each of the three that say so, at one moment. */
export interface Ends {
  readonly head: Commit;
  readonly event: number;
  readonly commit: number;
}

export async function endsOf(client: ClientBase): Promise<Ends> {
  const [line = ''] = await copyOut(
    client,
    `SELECT position, ${TIME}, encode(hash, 'hex'), coalesce((SELECT max(position) FROM event), 0),
            coalesce((SELECT max(last) FROM commit_chain), 0) FROM head`,
  );
  const [event, commit] = line.split('\t').slice(3).map(Number);
  return { head: commitOf(line), event: event ?? 0, commit: commit ?? 0 };
}

/** A checkpoint as it is stored. */
export interface Signed {
  readonly size: number;
  readonly note: string;
  readonly peaks: Buffer;
}

/** Some of the stored checkpoints: `which` is the end of the query. */
export async function checkpointsWhere(client: ClientBase, which: string, values: readonly unknown[] = []): Promise<Signed[]> {
  type Stored = Omit<Signed, 'size'> & { readonly size: string };
  const { rows } = await client.query<Stored>(`SELECT size, note, peaks FROM checkpoint ${which}`, [...values]);
  return rows.map((row) => ({ ...row, size: Number(row.size) }));
}
