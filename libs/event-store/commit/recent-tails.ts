/** The tails of streams that were just written, so that what follows at once need not read them: a guess, checked by the append. */
import type { Tail } from './tail';

/** Kept for one to two of these, and then gone: also what was opened for a subject that is erased meanwhile. */
const TURN_MS = 1000;
const MOST = 4000;

export class RecentTails {
  private young = new Map<string, Tail>();
  private old: ReadonlyMap<string, Tail> = new Map();
  private turnsAt = 0;

  /** `undefined` also when the id belongs to another category. */
  find(id: string, category: string): Tail | undefined {
    this.turn();
    const tail = this.young.get(id) ?? this.old.get(id);
    return tail?.category === category ? tail : undefined;
  }

  keep(tails: ReadonlyMap<string, Tail>): void {
    this.turn();
    for (const [id, tail] of tails) this.young.set(id, tail);
  }

  forget(ids: Iterable<string>): void {
    const old = new Map(this.old);
    for (const id of ids) {
      this.young.delete(id);
      old.delete(id);
    }
    this.old = old;
  }

  private turn(): void {
    const now = performance.now();
    if (now < this.turnsAt && this.young.size < MOST) return;
    this.old = now < this.turnsAt + TURN_MS ? this.young : new Map();
    this.young = new Map();
    this.turnsAt = now + TURN_MS;
  }
}
