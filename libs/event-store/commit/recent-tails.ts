/** The tails of streams that were just asked for, so that who asks next need not read them: a guess, checked by the append or by what is read after it. */
import type { Tail } from './tail';

/** What nobody asks for is gone after one to two of these. */
const TURN_MS = 10_000;
/** Twice so many streams at most are kept, and twice so many events have led to them: long ones take up more room. */
const MOST = 1000;
const MOST_EVENTS = 50_000;

export class RecentTails {
  private young = new Map<string, Tail>();
  private old: ReadonlyMap<string, Tail> = new Map();
  /** The events that led to the young ones. */
  private events = 0;
  private readonly doubted = new Set<string>();
  private turning: NodeJS.Timeout | null = null;

  /** The stream as it is believed to be; `undefined` also when the id belongs to another category. */
  find(id: string, category: string): Tail | undefined {
    return this.doubted.has(id) ? undefined : this.begun(id, category);
  }

  /** How the stream surely begins: there may be more of it by now. */
  begun(id: string, category: string): Tail | undefined {
    const tail = this.young.get(id) ?? this.old.get(id);
    if (tail?.category !== category) return undefined;
    if (!this.young.has(id)) this.remember(id, tail);
    return tail;
  }

  keep(tails: ReadonlyMap<string, Tail>): void {
    for (const [id, tail] of tails) {
      const known = this.begun(id, tail.category)?.version ?? 0;
      if (tail.version > known) this.remember(id, tail);
      if (tail.version >= known) this.doubted.delete(id);
    }
  }

  /** There is more of these streams than is known here. */
  doubt(ids: Iterable<string>): void {
    for (const id of ids) this.doubted.add(id);
  }

  /** Nothing is known of any stream. */
  forget(): void {
    this.young = new Map();
    this.events = 0;
    this.old = new Map();
    this.doubted.clear();
  }

  private remember(id: string, tail: Tail): void {
    this.events += tail.version - (this.young.get(id)?.version ?? 0);
    this.young.set(id, tail);
    if (this.young.size >= MOST || this.events >= MOST_EVENTS) this.turn();
    this.turning ??= setTimeout(() => this.turn(), TURN_MS).unref();
  }

  private turn(): void {
    this.old = this.young;
    this.young = new Map();
    this.events = 0;
    for (const id of this.doubted) if (!this.old.has(id)) this.doubted.delete(id);
    if (this.turning) clearTimeout(this.turning);
    this.turning = this.old.size > 0 ? setTimeout(() => this.turn(), TURN_MS).unref() : null;
  }
}
