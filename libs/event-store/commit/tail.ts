/** What a decision stands on: the folded state of a stream, its version, and the causes that it has answered. */
import { isRefused, type Recorded, type Refused } from '@qeyd/core';
import { Answered } from './answered';
import { decode, keysFor, type AnyDecider, type Pending } from '../stored/codec';
import type { StoredStreams } from '../stored/streams';
import { UnknownShape } from '../faults';
import type { KeyRing, Request } from '../types';

export interface Tail {
  readonly category: string;
  readonly state: unknown;
  readonly version: number;
  readonly answered: Answered;
}

/** A decision on a tail: the events that it adds, and the tail that they lead to. */
export interface Step {
  readonly refusal: Refused | null;
  readonly added: readonly Added[];
  readonly tail: Tail;
  /** The events of this cause, those of an earlier answer among them. */
  readonly events: readonly Recorded[];
  readonly repeated: boolean;
}

/** An event on its way into the log; the commit gives its record a position and a time. */
export interface Added {
  readonly pending: Pending;
  readonly record: { -readonly [K in keyof Recorded]: Recorded[K] };
}

export const newTail = ({ category, initial }: AnyDecider): Tail => ({
  category,
  state: initial,
  version: 0,
  answered: Answered.none,
});

/** A stream as it was read: its events, opened and lifted, and the tail that they fold to. */
export interface Loaded {
  readonly events: readonly Recorded[];
  readonly tail: Tail;
}

/** Opens and folds each of the streams asked for; an id of another category has no events. */
export async function loadedOf(
  streams: readonly Pick<Request, 'decider' | 'id'>[],
  stored: StoredStreams,
  ring: KeyRing | null,
): Promise<ReadonlyMap<string, Loaded>> {
  const deciders = new Map(streams.map(({ id, decider }) => [id, decider as AnyDecider]));
  const wanted = [...deciders].map(([id, decider]) => {
    const rows = (stored.get(id) ?? []).filter(({ category }) => category === decider.category);
    return { id, decider, rows };
  });
  const subjects = wanted.flatMap(({ rows }) => rows.map(({ subject }) => subject));
  const keys = await keysFor(ring, subjects);
  return new Map(
    wanted.map(({ id, decider, rows }) => [
      id,
      foldedOf(
        decider,
        rows.map((row) => decode(row, decider, keys)),
      ),
    ]),
  );
}

const foldedOf = (decider: AnyDecider, events: readonly Recorded[]): Loaded => ({
  events,
  tail: {
    category: decider.category,
    state: events.reduce((state, event) => evolved(decider, state, event), decider.initial),
    version: events.at(-1)?.version ?? 0,
    answered: Answered.by(events),
  },
});

/** A rule that does not know a type of event leads to nothing. */
function evolved(decider: AnyDecider, state: unknown, event: Recorded): unknown {
  const next = decider.evolve(state, event);
  if (next === undefined) throw new UnknownShape(`${event.stream}@${event.version}`, event.type);
  return next;
}

/** Decides one request on a tail. A cause that the stream has answered is answered the same again. */
export function decideOn({ decider, id, command, cause }: Request, tail: Tail): Step {
  const earlier = tail.answered.get(cause.id);
  if (earlier) return { refusal: null, added: [], tail, events: earlier, repeated: true };
  const decision = decider.decide(command, tail.state);
  if (isRefused(decision)) return { refusal: decision, added: [], tail, events: [], repeated: false };
  const stream = `${decider.category}-${id}`;
  const rule = decider as AnyDecider;
  const added = decision.map(({ type, data }, i): Added => {
    const version = tail.version + 1 + i;
    return {
      pending: { decider: rule, category: decider.category, id, version, type, data, cause },
      record: { position: 0, stream, version, type, data, cause, recordedAt: '' },
    };
  });
  const events = added.map(({ record }) => record);
  const next: Tail = {
    category: decider.category,
    state: events.reduce((state, event) => rule.evolve(state, event), tail.state),
    version: tail.version + events.length,
    answered: events.length > 0 ? tail.answered.with(cause.id, events) : tail.answered,
  };
  return { refusal: null, added, tail: next, events, repeated: false };
}
