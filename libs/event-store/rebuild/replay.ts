/** Replays the log into the shadow of one view: read by COPY, lifted, written in bulk, each batch with its progress. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { inOneBreath, type Constant } from '../commit/breath';
import { NotRebuildable } from '../faults';
import { decodeClear, type AnyDecider } from '../stored/codec';
import { readClear } from '../stored/reader';
import type { View } from '../types';
import { statementsOf } from '../view';

export interface ReplayOptions {
  /** Reads the log. */
  readonly source: ClientBase;
  /** Writes the shadow. */
  readonly target: ClientBase;
  readonly view: View<never>;
  readonly decider: AnyDecider;
  /** The row of the rebuild. */
  readonly id: number;
  /** Events a second at most. */
  readonly rate: number;
}

interface Batch {
  readonly end: number;
  readonly statements: readonly Constant[];
}

const BATCH = 2000;

export class Replay {
  constructor(
    private readonly options: ReplayOptions,
    /** The shadow is what the log says up to here. */
    public position: number,
  ) {}

  /** Follows the log up to a position, batch by batch in commits of their own; the next one is read while one is written. */
  async upTo(end: number, told: (position: number) => void): Promise<void> {
    const began = { at: performance.now(), position: this.position };
    let next = this.read(this.position, end);
    while (this.position < end) {
      const batch = await next;
      next = this.read(batch.end, end);
      next.catch(() => undefined); // awaited in the next turn, unless this one fails
      await this.write(batch);
      told(this.position);
      const early = began.at + ((this.position - began.position) / this.options.rate) * 1000 - performance.now();
      if (early > 0) await pause(early);
    }
  }

  /** The same inside the transaction of the caller. */
  async within(end: number): Promise<void> {
    while (this.position < end) {
      const batch = await this.read(this.position, end);
      await this.write(batch);
    }
  }

  private async read(from: number, to: number): Promise<Batch> {
    const { source, view, decider } = this.options;
    const end = Math.min(from + BATCH, to);
    const rows = from < end ? await readClear(source, from, end, view.category) : [];
    try {
      const events = rows.map((row) => decodeClear(row, decider));
      return { end, statements: statementsOf([view], events) };
    } catch (cause) {
      throw new NotRebuildable(cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }

  private async write({ statements, end }: Batch): Promise<void> {
    const moved = { text: 'UPDATE rebuild SET position = $2 WHERE id = $1', values: [this.options.id, end] };
    await inOneBreath(this.options.target, [...statements, moved]);
    this.position = end;
  }
}
