/** Reading streams for decisions and answers: who asks in the same turn shares one query. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { faultOf } from '../faults';
import type { Stored } from './codec';
import { columns, StoredRow, WITH_BOX } from './row';

/** The rows of streams by their ids, in order of version; a stream without any is not there. */
export type StoredStreams = ReadonlyMap<string, readonly Stored[]>;

const READ = `SELECT ${columns(WITH_BOX)} FROM event WHERE stream = ANY ($1::uuid[]) ORDER BY stream, version`;
const asText = { getTypeParser: () => (text: string) => text };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class StreamReader {
  private wanted: { readonly ids: Set<string>; readonly streams: Promise<StoredStreams> } | null = null;

  constructor(private readonly pool: Pool) {}

  /** These streams, and maybe others that somebody else asked for. Throws `LogUnavailable` when the database is away. */
  read(ids: readonly string[]): Promise<StoredStreams> {
    const wanted = (this.wanted ??= this.nextTurn());
    for (const id of ids) if (UUID.test(id)) wanted.ids.add(id);
    return wanted.streams;
  }

  private nextTurn(): NonNullable<StreamReader['wanted']> {
    const ids = new Set<string>();
    const streams = turn().then(() => {
      this.wanted = null;
      return this.query([...ids]);
    });
    return { ids, streams };
  }

  private async query(ids: readonly string[]): Promise<StoredStreams> {
    const streams = new Map<string, Stored[]>();
    if (ids.length === 0) return streams;
    const query = { name: 'read-streams', text: READ, values: [ids], rowMode: 'array' as const, types: asText };
    const { rows } = await this.pool.query<(string | null)[]>(query).catch((error: unknown) => Promise.reject(faultOf(error)));
    for (const cells of rows) {
      const stored = new StoredRow(cells);
      const stream = streams.get(stored.id);
      if (stream) stream.push(stored);
      else streams.set(stored.id, [stored]);
    }
    return streams;
  }
}
