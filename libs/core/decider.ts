/** The shape of a rule: a pure decision over a pure fold. */
import type { Command, DomainEvent } from './event';

/** A refusal is a value: the code states the fact that forbids the command, the details say which data. */
export interface Refused<R extends string = string> {
  readonly refused: R;
  readonly details: Readonly<Record<string, unknown>>;
}

export type Decision<E extends DomainEvent, R extends string> = readonly E[] | Refused<R>;

export const refuse = <R extends string>(refused: R, details: Readonly<Record<string, unknown>> = {}): Refused<R> => ({
  refused,
  details,
});

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value && typeof value.refused === 'string';

/**
 * Lifts the data of one stored shape to the next one. It must take `[erased]` in every personal field, and no clear field may
 * come out of a personal one: views and publishers lift without opening anything.
 */
export type Upcast = (data: never) => object;

/** Which fields of an event are personal, and in which clear field the data subject's id stands. */
export interface Personal {
  readonly subject: string;
  readonly fields: readonly string[];
  /** The personal fields of the older shapes, version 1 first; needed where they were not the same. */
  readonly former?: readonly (readonly string[])[];
}

/**
 * Everything the log must know about one kind of stream.
 * `personal` and `upcasts` are keyed by event type; the stored version of a type is its number of upcasts + 1.
 */
export interface Decider<S, C extends Command, E extends DomainEvent, R extends string = string> {
  readonly category: string;
  readonly initial: S;
  decide(command: C, state: S): Decision<E, R>;
  evolve(state: S, event: E): S;
  readonly personal?: { readonly [T in E['type']]?: Personal };
  readonly upcasts?: { readonly [T in E['type']]?: readonly Upcast[] };
}

/** What a personal field reads as once its subject's key was destroyed. */
export const ERASED = '[erased]';
