/** Reading the log over a pool: streams for decisions and answers, of which those who ask in the same turn share one query, and stretches of it. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { faultOf } from '../faults';
import type { Stored } from './row';
import { readClear, readStreams } from './reader';

/** The rows of streams by their ids, in order of version; a stream without any is not there. */
export type StoredStreams = ReadonlyMap<string, readonly Stored[]>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class StreamReader {
  private wanted: { readonly after: Map<string, number>; readonly streams: Promise<StoredStreams> } | null = null;

  constructor(private readonly pool: Pool) {}

  /**
   * What these streams have after a version of each, and maybe more: others ask, too. Whoever asks for a stream in the same turn gets the same
   * rows. Throws `LogUnavailable` when the database is away.
   */
  read(after: Iterable<readonly [id: string, version: number]>): Promise<StoredStreams> {
    const wanted = (this.wanted ??= this.nextTurn());
    for (const [id, version] of after)
      if (UUID.test(id)) wanted.after.set(id, Math.min(version, wanted.after.get(id) ?? version));
    return wanted.streams;
  }

  /** The events after a position up to another, in order, without their boxes. Throws `LogUnavailable` when the database is away. */
  between(after: number, upTo: number): Promise<readonly Stored[]> {
    return this.rows((client) => readClear(client, after, upTo));
  }

  private nextTurn(): NonNullable<StreamReader['wanted']> {
    const after = new Map<string, number>();
    const streams = turn().then(() => {
      this.wanted = null;
      return this.query(after);
    });
    return { after, streams };
  }

  private async query(after: ReadonlyMap<string, number>): Promise<StoredStreams> {
    const streams = new Map<string, Stored[]>();
    for (const row of after.size > 0 ? await this.rows((client) => readStreams(client, after)) : []) {
      const { id } = row;
      const stream = streams.get(id);
      if (stream) stream.push(row);
      else streams.set(id, [row]);
    }
    return streams;
  }

  private async rows(read: (client: PoolClient) => Promise<Stored[]>): Promise<readonly Stored[]> {
    let client: PoolClient | null = null;
    try {
      client = await this.pool.connect();
      const rows = await read(client);
      client.release();
      return rows;
    } catch (error) {
      client?.release(true);
      throw faultOf(error);
    }
  }
}
