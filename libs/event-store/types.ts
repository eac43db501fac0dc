/** The words of the log's interface: requests in, outcomes out, views beside, publications on. */
import type { Cause, Command, Decider, DomainEvent, Named, Recorded, Refused } from '@qeyd/core';

/** One command for one stream. `id` is the stream's uuid; the category comes from the decider. */
export interface Request<
  S = unknown,
  C extends Command = Command,
  E extends DomainEvent = DomainEvent,
  R extends string = string,
> {
  readonly decider: Decider<S, C, E, R>;
  readonly id: string;
  readonly command: C;
  readonly cause: Cause;
  /** The stream is surely new, or else a rare repetition: it is not read first, and the append finds out. */
  readonly fresh?: boolean;
}

/** What became of a request that was not refused. */
export interface Answered<S = unknown, E extends DomainEvent = DomainEvent> {
  readonly state: S;
  readonly version: number;
  /** The events of this cause: those appended now or, when the cause was answered before, those appended then. */
  readonly events: readonly Recorded<E>[];
  /** True when this cause had been answered before. */
  readonly repeated: boolean;
}

export type Outcome<S = unknown, E extends DomainEvent = DomainEvent, R extends string = string> = Answered<S, E> | Refused<R>;

/** An ordinary statement that commits together with the events of a request. It must not write a view. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Parameter[];
  /** The number of rows it must touch; any other number refuses the whole unit with `UnitRefused`. */
  readonly expectRows?: number;
}

type SqlType = 'uuid' | 'text' | 'int' | 'bigint' | 'date' | 'timestamptz' | 'bool' | 'json' | 'bytea';
export type Cell = string | number | boolean | null;
/** A bytea goes as a buffer, an array of the server's as an array. */
export type Parameter = Cell | Buffer | readonly Cell[];

/** What a view sees of an event: the clear fields only, before the commit gives it its position and time. */
export type Projected<E extends DomainEvent> = Omit<Recorded<E>, 'position' | 'recordedAt'>;

/** A bulk write of one event type into a view: one statement, whether for one event or ten thousand. */
export interface Projection<E extends DomainEvent> {
  readonly text: string;
  readonly columns: Readonly<Record<string, SqlType>>;
  readonly row: (event: Projected<E>) => Readonly<Record<string, Cell>> | null;
}

/** A table that the log writes in the append transaction. `null`: this event does not touch the view. */
export interface View<E extends DomainEvent> {
  readonly table: string;
  readonly category: string;
  /**
   * What all events that touch the same row have in common; the stream when left out. Where one stream fills many rows, those of a
   * hot one then share a statement. Constraints between the rows of a stream must be deferrable: order is kept within a row.
   */
  rowOf?(event: Projected<E>): string;
  readonly on: { readonly [T in E['type']]: Projection<Named<E, T>> | null };
}

/** The public shape of an event. Personal fields never enter `data`; `personal` sends the sealed box along. */
export interface Publication {
  readonly topic: string;
  readonly type: string;
  readonly version: number;
  readonly data: object;
  readonly personal?: boolean;
}

/** Which events of a category leave, in what shape; `null` = private. Total, so it doubles as the privacy list. */
export interface Publisher<E extends DomainEvent> {
  readonly category: string;
  readonly on: { readonly [T in E['type']]: ((event: Recorded<Named<E, T>>) => Publication | readonly Publication[]) | null };
}

/** The keys of data subjects; a subject without an entry was erased (or never existed). */
export interface KeyRing {
  keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>>;
}

/** Tells whoever remembers what was opened. */
export interface ErasureNews {
  /** Calls the listener whenever somebody was erased, or may have been while no news came. */
  onErased(listener: () => void): void;
}

/** Seals and opens bytes for one subject (AES-256-GCM); `aad` binds the box to its event. */
export interface SubjectKey {
  seal(aad: string, clear: Buffer): Buffer;
  /** Throws when the box was changed or belongs to another event. */
  open(aad: string, box: Buffer): Buffer;
}
