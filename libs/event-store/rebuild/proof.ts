/** Compares at a position that both tables have reached, and swaps them while the log stands still for a moment. */
import { setTimeout as pause } from 'node:timers/promises';
import { escapeIdentifier, type ClientBase } from 'pg';
import { NotRebuildable, sqlStateOf } from '../faults';
import { TOUCHED, type Compare, type Comparison } from './compare';
import type { Definition } from './definition';
import type { Replay } from './replay';
import { putInPlace, shadow } from './shadow';
import { headOf, inTransaction } from './transaction';

export interface Swap {
  readonly swapped: boolean;
  /** For how long no append could commit, in milliseconds. */
  readonly stoodStill: number;
}

/** How long the log may wait at each try for those who read the live table. */
const PATIENCE_MS = [25, 50, 100, 200, 400, 800, 1600, 1600, 1600, 1600];
const LOCK_NOT_AVAILABLE = '55P03';

export class Proof {
  /** The first comparison that showed a difference, else all of them together. */
  found: Comparison = { rows: 0, checksum: '', differing: 0, first: [] };

  constructor(
    private readonly client: ClientBase,
    private readonly view: string,
    private readonly key: Definition['key'],
    private readonly replay: Replay,
    private readonly compare: Compare,
  ) {}

  /** In one snapshot, where the live table is what its head says, and the shadow is brought there too. Appends go on. */
  whole(told: (rows: number) => void): Promise<void> {
    return inTransaction(this.client, SNAPSHOT, async () => {
      await this.replay.within(await headOf(this.client));
      this.found = await this.compare.whole(told);
    });
  }

  /** The same for the rows alone that the log has touched since the last comparison. */
  rest(): Promise<void> {
    return inTransaction(this.client, SNAPSHOT, () => this.toHead(() => headOf(this.client)));
  }

  /**
   * Locks the log, compares the last rows and puts the shadow in place, unless something differs and it is not wanted
   * `anyway`. Readers of the live table are not waited for long, as appends wait too: it is tried again a little later.
   */
  async swap(anyway: boolean, ended: (swapped: boolean) => Promise<void>): Promise<Swap> {
    for (const patience of PATIENCE_MS) {
      const { position } = this.replay;
      try {
        return await this.trySwap(patience, anyway, ended);
      } catch (fault) {
        if (sqlStateOf(fault) !== LOCK_NOT_AVAILABLE) throw fault;
      }
      this.replay.position = position;
      await pause(4 * patience);
      await this.rest();
    }
    throw new NotRebuildable(`${this.view} could not be put in place: somebody reads the live table without end`);
  }

  private async trySwap(patience: number, anyway: boolean, ended: (swapped: boolean) => Promise<void>): Promise<Swap> {
    let lockedAt = 0;
    const lockedHead = async (): Promise<number> => {
      const position = await headOf(this.client, 'FOR UPDATE');
      lockedAt = performance.now();
      return position;
    };
    const begin = ['BEGIN', `SET LOCAL lock_timeout = ${patience}`, 'SET LOCAL synchronous_commit = on'];
    const swapped = await inTransaction(this.client, begin, async () => {
      await this.toHead(lockedHead);
      const isWanted = anyway || this.found.differing === 0;
      if (isWanted) await putInPlace(this.client, this.view);
      await ended(isWanted);
      return isWanted;
    });
    return { swapped, stoodStill: performance.now() - lockedAt };
  }

  /** Brings the shadow to the head, and compares the rows that this touched. */
  private async toHead(head: () => Promise<number>): Promise<void> {
    await this.noting(head);
    const rest = await this.compare.touched();
    if (this.found.differing === 0) this.found = { ...this.found, ...rest };
  }

  /** Replays up to an end while the session notes the key of every row that changes. */
  private async noting(end: () => Promise<number>): Promise<void> {
    const keyOf = (row: string): string => this.key.map(({ name }) => `${row}.${escapeIdentifier(name)}`).join(', ');
    const table = shadow(this.view);
    await this.client.query(`CREATE TEMP TABLE ${TOUCHED} ON COMMIT DROP AS SELECT ${keyOf('s')} FROM ${table} AS s WHERE false`);
    await this.client.query(`CREATE FUNCTION pg_temp.note_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP <> 'INSERT' THEN INSERT INTO ${TOUCHED} VALUES (${keyOf('OLD')}); END IF;
      IF TG_OP <> 'DELETE' THEN INSERT INTO ${TOUCHED} VALUES (${keyOf('NEW')}); END IF;
      RETURN NULL; END $$`);
    const change = 'AFTER INSERT OR UPDATE OR DELETE';
    await this.client.query(`CREATE TRIGGER note_key ${change} ON ${table} FOR EACH ROW EXECUTE FUNCTION pg_temp.note_key()`);
    await this.replay.within(await end());
    await this.client.query(`DROP TRIGGER note_key ON ${table}`);
    await this.client.query('DROP FUNCTION pg_temp.note_key()');
  }
}

const SNAPSHOT = ['BEGIN ISOLATION LEVEL REPEATABLE READ'];
