/** What every domain event, command and stream in Qeyd looks like: plain data, no behaviour. */

/** A canonical UTC instant with milliseconds, `2026-11-22T09:30:00.000Z`: such texts compare as the instants do. */
export type Instant = string;

/** A civil date in Baku, `2026-11-22`. */
export type CivilDate = string;

/** A fact in the past tense; `data` survives a round trip through JSON. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

export interface Command {
  readonly type: string;
}

/** Why something was recorded: the message or request that caused it, the chain it belongs to, and who acted. */
export interface Cause {
  /** Identifies the request or message for ever; a stream never answers the same cause twice. */
  readonly id: string;
  /** Travels unchanged from the edge to the e-mail. */
  readonly correlation: string;
  /** A role and an opaque account, `officer:1a67…`; never a person's name. */
  readonly actor: string;
}

/** An event as the log keeps it. */
export interface Recorded<E extends DomainEvent = DomainEvent> {
  /** Gap-free number in the log, from 1, in the order of commits. */
  readonly position: number;
  /** `<category>-<uuid>`. */
  readonly stream: string;
  /** Number in the stream, from 1. */
  readonly version: number;
  readonly type: E['type'];
  readonly data: E['data'];
  readonly cause: Cause;
  readonly recordedAt: Instant;
}

/** The event with this type out of a union. */
export type Named<E extends DomainEvent, T extends E['type']> = Extract<E, { type: T }>;
