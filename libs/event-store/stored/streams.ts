/** Reading streams for decisions and answers: who asks in the same turn shares one query. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { faultOf } from '../faults';
import type { Stored } from './row';
import { readStreams } from './reader';

/** The rows of streams by their ids, in order of version; a stream without any is not there. */
export type StoredStreams = ReadonlyMap<string, readonly Stored[]>;

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
    for (const row of ids.length > 0 ? await this.rows(ids) : []) {
      const { id } = row;
      const stream = streams.get(id);
      if (stream) stream.push(row);
      else streams.set(id, [row]);
    }
    return streams;
  }

  private async rows(ids: readonly string[]): Promise<readonly Stored[]> {
    let client: PoolClient | null = null;
    try {
      client = await this.pool.connect();
      const rows = await readStreams(client, ids);
      client.release();
      return rows;
    } catch (error) {
      client?.release(true);
      throw faultOf(error);
    }
  }
}
