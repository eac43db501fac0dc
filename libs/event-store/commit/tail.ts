/** What a decision stands on: the folded state of a stream, its version, and the causes that it has answered. */
import { Dictionary, isRefused, type Recorded, type Refused } from '@qeyd/core';
import { decode, keysFor, type AnyDecider, type Pending } from '../stored/codec';
import type { Stored } from '../stored/row';
import { UnknownShape } from '../faults';
import type { KeyRing, Request } from '../types';

export interface Tail {
  readonly category: string;
  readonly state: unknown;
  readonly version: number;
  /** Which of its events answered each cause: of a long stream the events themselves would be too much to keep. */
  readonly answered: Dictionary<Span>;
}

/** Versions of a stream, from one to another, both included. */
export type Span = readonly [first: number, last: number];

/** A decision on a tail: the events that it adds, and the tail that they lead to. */
export interface Step {
  readonly refusal: Refused | null;
  readonly added: readonly Added[];
  readonly tail: Tail;
  /** Where this cause was answered before. */
  readonly earlier: Span | null;
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
  answered: Dictionary.empty(),
});

/** The events after a version, opened and lifted; an id of another category has none. */
export async function openedOf(
  decider: AnyDecider,
  rows: readonly Stored[],
  ring: KeyRing | null,
  after = 0,
): Promise<Recorded[]> {
  const wanted = rows.filter(({ category, version }) => category === decider.category && version > after);
  const subjects = wanted.map(({ subject }) => subject);
  const keys = await keysFor(ring, subjects);
  return wanted.map((row) => decode(row, decider, keys));
}

export const foldedOn = (known: Tail, decider: AnyDecider, events: readonly Recorded[]): Tail => ({
  category: decider.category,
  state: events.reduce((state, event) => evolved(decider, state, event), known.state),
  version: events.at(-1)?.version ?? known.version,
  answered: answering(known.answered, events),
});

const answering = (answered: Tail['answered'], events: readonly Recorded[]): Tail['answered'] =>
  events.reduce((known, { cause, version }) => known.with(cause.id, [known.get(cause.id)?.[0] ?? version, version]), answered);

/** A rule that does not know a type of event leads to nothing. */
function evolved(decider: AnyDecider, state: unknown, event: Recorded): unknown {
  const next = decider.evolve(state, event);
  if (next === undefined) throw new UnknownShape(`${event.stream}@${event.version}`, event.type);
  return next;
}

/** Decides one request on a tail. A cause that the stream has answered is answered the same again. */
export function decideOn({ decider, id, command, cause }: Request, tail: Tail): Step {
  const earlier = tail.answered.get(cause.id);
  if (earlier) return { refusal: null, added: [], tail, earlier };
  const decision = decider.decide(command, tail.state);
  if (isRefused(decision)) return { refusal: decision, added: [], tail, earlier: null };
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
    answered: answering(tail.answered, events),
  };
  return { refusal: null, added, tail: next, earlier: null };
}
