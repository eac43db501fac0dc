/** Signs the log every few minutes and when it stops: a checkpoint of all that is committed, stored and then published. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientBase } from 'pg';
import type { Instant } from '@qeyd/core';
import type { SigningKeys } from './keys';
import { MerkleTree } from './merkle';
import { openNote, signNote, type Checkpoint } from './note';
import { checkpointsWhere, entryOf, endsOf, leavesBetween, type Signed } from './rows';

/** A checkpoint on its way out. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly note: string;
  readonly at: Instant;
}

export interface NotaryOptions {
  readonly connectionString: string;
  /** The log, as the `source` of its events names it. */
  readonly origin: string;
  readonly keys: SigningKeys;
  readonly everySeconds: number;
  /** Resolves when the checkpoints are safe elsewhere; may be given some a second time. */
  readonly publish: (checkpoints: readonly SignedCheckpoint[], signal: AbortSignal) => Promise<void>;
  readonly onFault: (fault: unknown) => void;
}

const LOCK = 0x6e6f7461;
/** So few at a time that whoever waits for the service in between does not notice. */
const STRETCH = 500;
const BATCH = 500;
/** How long Kafka is waited for, and how long the last checkpoint may take when the process ends, in ms. */
const PATIENCE_MS = 5000;
/** Where the relay keeps how far it came, the notary keeps up to which size it published. */
const PUBLISHED = 'checkpoint';

export class Notary {
  private readonly ending = new AbortController();
  private running: Promise<void> | null = null;
  /** What this process signed last: whoever deletes it from the database does not get less signed again. */
  private signed = 0;

  constructor(private readonly options: NotaryOptions) {}

  start(): void {
    this.running = this.run();
  }

  /** Signs what came since the last time, then ends; does nothing where it was not started. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.ending.abort();
    await this.running;
    await this.attempt(AbortSignal.timeout(PATIENCE_MS));
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.attempt(signal);
      await sleep(this.options.everySeconds * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  private async attempt(signal: AbortSignal): Promise<void> {
    await this.attest(signal).catch((fault: unknown) => {
      if (!signal.aborted) this.options.onFault(fault);
    });
  }

  /** Signs what is new, if anything is, and publishes what is not published yet. Of several processes one does so at a time. */
  async attest(signal: AbortSignal): Promise<void> {
    const { connectionString, origin } = this.options;
    const client = new Client({
      connectionString,
      application_name: `${origin} notary`,
      connectionTimeoutMillis: 5000,
      statement_timeout: 60_000,
    });
    client.on('error', () => undefined); // the query under way says so
    await client.connect();
    try {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
      if (!rows[0]?.mine) return;
      await this.sign(client, signal);
      await this.publish(client, signal);
    } finally {
      await client.end();
    }
  }

  private async sign(client: ClientBase, signal: AbortSignal): Promise<void> {
    const { origin, keys } = this.options;
    const [previous] = await checkpointsWhere(client, 'ORDER BY size DESC LIMIT 1');
    const tree = previous ? this.continued(previous) : new MerkleTree();
    const { head } = await endsOf(client);
    const known = Math.max(tree.size, this.signed);
    if (head.last < known || tree.size < this.signed) {
      throw new Error(`${known} events were signed, and the log shows less: nothing is signed until \`verify\` explains it`);
    }
    if (head.last === tree.size) return;
    while (tree.size < head.last) {
      signal.throwIfAborted();
      for (const leaf of await leavesBetween(client, tree.size, Math.min(tree.size + STRETCH, head.last)))
        tree.add(entryOf(leaf));
    }
    const at = await timeOf(client, head.recordedAt);
    const note = signNote({ origin, size: tree.size, root: tree.root(), chain: head.hash, at }, keys);
    await client.query('INSERT INTO checkpoint (size, note, peaks) VALUES ($1, $2, $3)', [tree.size, note, tree.peaks]);
    this.signed = tree.size;
  }

  /** Goes on only from what it signed itself: a row that somebody else wrote would have its content signed otherwise. */
  private continued({ size, note, peaks }: Signed): MerkleTree {
    const tree = MerkleTree.continued(size, peaks);
    const checkpoint = this.opened(note);
    if (checkpoint.size !== size || !checkpoint.root.equals(tree.root())) throw new Error(`The checkpoint ${size} was changed`);
    return tree;
  }

  private opened(note: string): Checkpoint {
    return openNote(note, this.options.origin, this.options.keys);
  }

  private async publish(client: ClientBase, signal: AbortSignal): Promise<void> {
    await client.query('INSERT INTO relay VALUES ($1, 0) ON CONFLICT DO NOTHING', [PUBLISHED]);
    for (;;) {
      signal.throwIfAborted();
      const waiting = await checkpointsWhere(
        client,
        'WHERE size > (SELECT position FROM relay WHERE name = $1) ORDER BY size LIMIT $2',
        [PUBLISHED, BATCH],
      );
      const last = waiting.at(-1);
      if (!last) return;
      const checkpoints = waiting.map(({ size, note }) => ({ size, note, at: this.opened(note).at }));
      await this.sent(checkpoints, signal);
      await client.query('UPDATE relay SET position = $2 WHERE name = $1', [PUBLISHED, last.size]);
    }
  }

  /**
   * The way out may be held up by what the relay sends; signing is not, so it is tried again the next time.
   * The time limit is a plain timer: on Node 20 a signal composed of others may be collected before it aborts.
   */
  private async sent(checkpoints: readonly SignedCheckpoint[], signal: AbortSignal): Promise<void> {
    const limit = new AbortController();
    const giveUp = (): void => limit.abort();
    const timer = setTimeout(giveUp, PATIENCE_MS);
    signal.addEventListener('abort', giveUp);
    try {
      await new Promise<void>((resolve, reject) => {
        limit.signal.addEventListener('abort', () => reject(new Error('The checkpoints could not be published in time')));
        this.options.publish(checkpoints, limit.signal).then(resolve, reject);
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }
}

/** The database's clock, which the events have their times from; never before them. */
async function timeOf(client: ClientBase, recordedAt: string): Promise<string> {
  const { rows } = await client.query<{ at: Date }>('SELECT greatest(clock_timestamp(), $1::timestamptz) AS at', [recordedAt]);
  return rows[0]?.at.toISOString() ?? recordedAt;
}
