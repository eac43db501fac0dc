/** One partition on its way: unit by unit, until there is nothing more or something is in the way. */
import { SubjectErased, type Outcome } from '@qeyd/event-store';
import type { Raw } from '../cloudevent';
import type { Log } from '../message';
import { metrics } from '../metrics';
import { moved, placeOf, type Place } from './place';
import type { Unit, Units } from './unit';

/**
 * Why a partition does not go on: someone else moved it; something it needs is away for now; or a fault that nobody
 * foresaw, where order is worth more than flow.
 */
export type Halt =
  { readonly why: 'moved' } | { readonly why: 'away' | 'fault'; readonly error: unknown; readonly offset: string };

type Refusals = NonNullable<Awaited<ReturnType<Units['refusalsIn']>>>;

export class Partition {
  /** Messages behind, as far as is known. */
  lag = 0;
  /** When it last moved, or had nothing to do; ms since the epoch. */
  movedAt = Date.now();
  halt: Halt | null = null;
  /** Halts in a row because something was away. */
  tries = 0;
  private readonly owed: Refusals[] = [];

  constructor(
    public place: Place,
    private readonly log: Log,
    private readonly units: Units,
  ) {}

  /** Takes messages as one unit; `null` when all of them are done with. Never throws. */
  async take(raws: readonly Raw[]): Promise<Halt | null> {
    const offset = raws[0]?.offset ?? '';
    try {
      await this.pay();
      const unit = await this.units.of(this.place, raws);
      if (unit.place.nextOffset > this.place.nextOffset) await this.commit(unit);
      if (unit.fault) return haltOf(unit.fault.error, unit.fault.raw.offset);
      await this.pay();
      this.tries = 0;
      return null;
    } catch (error) {
      return this.failed(error, raws, offset);
    }
  }

  /** What is known from the broker: the offset that the next new message will have. */
  seen(high: number): void {
    this.lag = Math.max(0, high - this.place.nextOffset);
    if (this.lag === 0) this.movedAt = Date.now();
    metrics.lag.set({ topic: this.place.topic, partition: this.place.partition }, this.lag);
  }

  /**
   * The topic was made anew when it ends before the place that was reached. Its messages are taken from the first one:
   * by their log positions, and by the causes of the streams, nothing takes effect twice.
   */
  rewindIfAnew(high: number): boolean {
    const anew = high < this.place.nextOffset;
    if (anew) this.place = { ...this.place, nextOffset: 0 };
    return anew;
  }

  private async commit(unit: Unit): Promise<void> {
    const outcomes = await this.log.executeMany(unit.requests, [...unit.statements, moved(unit.place)]);
    this.lag = Math.max(0, this.lag - (unit.place.nextOffset - this.place.nextOffset));
    this.place = { ...unit.place, revision: unit.place.revision + 1 };
    this.movedAt = Date.now();
    for (const end of unit.ends) metrics.received.inc({ topic: this.place.topic, end });
    await this.owe(unit, outcomes);
  }

  /** What a rule refused is known only after the commit, so it is recorded by a second one, before anything else. */
  private async owe(unit: Unit, outcomes: readonly Outcome[]): Promise<void> {
    const refusals = await this.units.refusalsIn(unit, outcomes);
    if (refusals) this.owed.push(refusals);
  }

  private async pay(): Promise<void> {
    for (let debt = this.owed[0]; debt; debt = this.owed[0]) {
      await this.log.executeMany(debt.requests, debt.statements);
      this.owed.shift();
    }
  }

  /** If the place is no longer ours that was the reason; else a single message is the culprit, so they go one by one. */
  private async failed(error: unknown, raws: readonly Raw[], offset: string): Promise<Halt | null> {
    if (isAway(error)) return haltOf(error, offset);
    try {
      const stored = await placeOf(this.log, this.place.topic, this.place.partition);
      if (stored.revision !== this.place.revision) {
        this.place = stored;
        return { why: 'moved' };
      }
    } catch (unreachable) {
      return haltOf(unreachable, offset);
    }
    if (raws.length === 1) return haltOf(error, offset);
    for (const raw of raws) {
      const halt = await this.take([raw]);
      if (halt) return halt;
    }
    return null;
  }
}

const haltOf = (error: unknown, offset: string): Halt => ({ why: isAway(error) ? 'away' : 'fault', error, offset });

const AWAY_CODES = /^(08...|53...|57P..|55P03|40P01|40001|E(CONN|PIPE|HOST|NET|AI_|TIMEDOUT|NOTFOUND)\w*)$/;

/** By convention of our libraries `…Unavailable` names what comes back by itself; drivers have their codes for it. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Who was erased after the message was read is found erased when it is read again.
  if (error.name.endsWith('Unavailable') || error instanceof SubjectErased) return true;
  if ('code' in error && typeof error.code === 'string' && AWAY_CODES.test(error.code)) return true;
  return isAway(error.cause);
}
