/** An excerpt of the log for an outsider: some events, and all that proves that they stand in what was signed. */
import type { ClientBase } from 'pg';
import { headerOf } from '../stored/codec';
import { verifierKey } from '../proof/note';
import { consistencyPath, inclusionPath, Picked } from '../proof/paths';
import type { SigningKeys } from '../proof/keys';
import { checkpointsWhere, type Row, type Signed } from '../proof/rows';

/** What is asked for: events by their positions, and checkpoints by their sizes beyond those that the events need. */
export interface ExcerptRequest {
  readonly events: readonly number[];
  readonly checkpoints: readonly number[];
}

/** An event as it was hashed, and its way to the root of the newest checkpoint. Personal data stays sealed. */
interface BundledEvent {
  readonly position: number;
  readonly recordedAt: string;
  readonly header: string;
  readonly cause: string;
  readonly body: string;
  readonly sealed: string | null;
  readonly path: readonly string[];
}

/** What `verify-bundle.mjs` checks. Hashes are in base64. */
export interface Bundle {
  readonly log: string;
  /** By what they check: lines for signed notes, and public keys (RFC 7517). Whoever distrusts us has them from elsewhere. */
  readonly keys: Readonly<Record<string, readonly (string | object)[]>>;
  /** Signed notes, the smallest first; all events are proved in the last one. */
  readonly checkpoints: readonly string[];
  /** Between each checkpoint and the next. */
  readonly consistency: readonly (readonly string[])[];
  readonly events: readonly BundledEvent[];
}

/** What was asked for cannot be proved, and why. */
export class NotProvable extends Error {
  override readonly name = 'NotProvable';
}

export class Excerpt {
  /** The subtrees of the proofs, picked while the tree grows. */
  readonly picked: Picked;
  private readonly rows = new Map<number, Row | null>();

  private constructor(
    positions: readonly number[],
    private readonly checkpoints: readonly Signed[],
  ) {
    for (const position of positions) this.rows.set(position, null);
    this.picked = new Picked([...positions.map((position) => this.inclusion(position)), ...this.steps()]);
  }

  /** Finds the checkpoints: for each event the first that signed it, those asked for, and the newest. Throws `NotProvable`. */
  static async plan(client: ClientBase, { events, checkpoints }: ExcerptRequest): Promise<Excerpt> {
    const found = await checkpointsWhere(
      client,
      `WHERE size = ANY ($2::bigint[]) OR size = (SELECT max(size) FROM checkpoint)
          OR size IN (SELECT (SELECT min(size) FROM checkpoint WHERE size >= p) FROM unnest($1::bigint[]) AS p) ORDER BY size`,
      [events, checkpoints],
    );
    const newest = found.at(-1)?.size ?? 0;
    const early = events.find((position) => position < 1 || position > newest);
    if (early !== undefined) throw new NotProvable(`event ${early} is not signed: the newest checkpoint has ${newest} events`);
    const unknown = checkpoints.find((size) => !found.some((checkpoint) => checkpoint.size === size));
    if (unknown !== undefined) throw new NotProvable(`there is no checkpoint of size ${unknown}`);
    return new Excerpt(
      [...new Set(events)].sort((a, b) => a - b),
      found,
    );
  }

  see(row: Row): void {
    if (this.rows.has(row.position)) this.rows.set(row.position, row);
  }

  /** After the whole log was read and nothing in it differed. */
  bundle(log: string, keys: SigningKeys, more: Bundle['keys']): Bundle {
    return {
      log,
      keys: { checkpoints: keys.all.map((key) => verifierKey(log, key)), ...more },
      checkpoints: this.checkpoints.map(({ note }) => note),
      consistency: this.steps().map((path) => this.hashesOf(path)),
      events: [...this.rows.values()].filter((row) => row !== null).map((row) => this.bundled(row)),
    };
  }

  private bundled(row: Row): BundledEvent {
    const { position, recordedAt, meta, body, box } = row;
    return {
      ...{ position, recordedAt, header: headerOf(row), cause: meta, body, sealed: box?.toString('base64') ?? null },
      path: this.hashesOf(this.inclusion(position)),
    };
  }

  private inclusion(position: number): ReturnType<typeof inclusionPath> {
    return inclusionPath(position - 1, this.checkpoints.at(-1)?.size ?? 0);
  }

  private steps(): ReturnType<typeof consistencyPath>[] {
    return this.checkpoints.slice(1).map(({ size }, i) => consistencyPath(this.checkpoints[i]?.size ?? 0, size));
  }

  private hashesOf(path: ReturnType<typeof inclusionPath>): string[] {
    return this.picked.along(path).map((hash) => hash.toString('base64'));
  }
}
