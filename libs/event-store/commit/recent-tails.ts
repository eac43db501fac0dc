/** The tails of streams that were just written or read, so that what follows at once need not read them: a guess, checked by the append or by what is read after it. */
import type { Tail } from './tail';

/** Kept for one to two of these, and then gone; that of a stream which is written to all the time grows, and stays. */
const TURN_MS = 1000;
const MOST = 1000;

export class RecentTails {
  private young = new Map<string, Tail>();
  private old: ReadonlyMap<string, Tail> = new Map();
  private readonly doubted = new Set<string>();
  private turning: NodeJS.Timeout | null = null;

  /** The stream as it is believed to be; `undefined` also when the id belongs to another category. */
  find(id: string, category: string): Tail | undefined {
    return this.doubted.has(id) ? undefined : this.begun(id, category);
  }

  /** How the stream surely begins: there may be more of it by now. */
  begun(id: string, category: string): Tail | undefined {
    const tail = this.young.get(id) ?? this.old.get(id);
    return tail?.category === category ? tail : undefined;
  }

  /** What is known already is not kept for longer. */
  keep(tails: ReadonlyMap<string, Tail>): void {
    for (const [id, tail] of tails) {
      const known = this.begun(id, tail.category)?.version ?? 0;
      if (tail.version > known) this.young.set(id, tail);
      if (tail.version >= known) this.doubted.delete(id);
    }
    if (this.young.size >= MOST) this.turn();
    this.turning ??= setTimeout(() => this.turn(), TURN_MS).unref();
  }

  /** There is more of these streams than is known here. */
  doubt(ids: Iterable<string>): void {
    for (const id of ids) this.doubted.add(id);
  }

  /** Nothing is known of any stream. */
  forget(): void {
    this.young.clear();
    this.old = new Map();
    this.doubted.clear();
  }

  private turn(): void {
    this.old = this.young;
    this.young = new Map();
    for (const id of this.doubted) if (!this.old.has(id)) this.doubted.delete(id);
    if (this.turning) clearTimeout(this.turning);
    this.turning = this.old.size > 0 ? setTimeout(() => this.turn(), TURN_MS).unref() : null;
  }
}
