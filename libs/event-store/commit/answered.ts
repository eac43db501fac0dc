/** The causes that a stream has answered: an immutable map that stays cheap to extend when a stream is long and hot. */
import type { Recorded } from '@qeyd/core';

type Events = readonly Recorded[];

const RECENT = 64;

export class Answered {
  private constructor(
    private readonly old: ReadonlyMap<string, Events>,
    private readonly recent: ReadonlyMap<string, Events>,
  ) {}

  static readonly none = new Answered(new Map(), new Map());

  static by(events: Events): Answered {
    const causes = new Map<string, Recorded[]>();
    for (const event of events) {
      const found = causes.get(event.cause.id);
      if (found) found.push(event);
      else causes.set(event.cause.id, [event]);
    }
    return new Answered(causes, new Map());
  }

  get(cause: string): Events | undefined {
    return this.recent.get(cause) ?? this.old.get(cause);
  }

  /** Only the few recent causes are copied at each step; all of them once in a while. */
  with(cause: string, events: Events): Answered {
    if (this.recent.size < RECENT) return new Answered(this.old, new Map(this.recent).set(cause, events));
    return new Answered(new Map([...this.old, ...this.recent, [cause, events]]), new Map());
  }
}
