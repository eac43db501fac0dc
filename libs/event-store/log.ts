/** The log of one service: commands in, events and views in one commit, queries beside. */
import { Pool } from 'pg';
import { isRefused, type Command, type Decider, type DomainEvent, type Recorded, type Refused } from '@qeyd/core';
import { nameOf } from './commit/breath';
import { Executor } from './commit/executor';
import { faultOf, LogUnavailable } from './faults';
import type { AnyDecider } from './stored/codec';
import type { Stored } from './stored/row';
import { StreamReader } from './stored/streams';
import { foldedOn, newTail, openedOf } from './commit/tail';
import type { Relay } from './relay';
import type { Answered, ErasureNews, KeyRing, Outcome, Request, Statement, View } from './types';
import { Writer } from './commit/writer';

export interface EventLogOptions {
  /** The name of the service, which is the name of its log. */
  readonly name: string;
  /** Connects as the least-privilege role. */
  readonly connectionString: string;
  readonly views: readonly View<never>[];
  /** Needed as soon as an event type declares personal fields. */
  readonly keys?: KeyRing & ErasureNews;
  /** Connections for reading. */
  readonly readers?: number;
}

/** A stream as it stands: the folded state and the events behind it, personal fields opened. */
export interface LoadedStream<S, E extends DomainEvent> {
  readonly state: S;
  readonly version: number;
  readonly events: readonly Recorded<E>[];
}

export class EventLog {
  readonly name: string;
  private readonly pool: Pool;
  private readonly streams: StreamReader;
  private readonly writer: Writer;
  private readonly executor: Executor;
  private readonly keys: (KeyRing & ErasureNews) | null;
  private readonly listeners: ((events: readonly Recorded[]) => void)[] = [];
  private readonly relays: Pick<Relay, 'hand'>[] = [];

  constructor({ name, connectionString, views, keys, readers = 6 }: EventLogOptions) {
    this.name = name;
    this.keys = keys ?? null;
    this.pool = new Pool({
      connectionString,
      max: readers,
      application_name: `${name} reader`,
      // What is asked here takes milliseconds; to compile it, which the planner wants when it overestimates, takes a hundred.
      options: '-c jit=off',
      connectionTimeoutMillis: 5000,
      statement_timeout: 30_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
    });
    this.pool.on('error', () => undefined);
    this.streams = new StreamReader(this.pool);
    this.writer = new Writer(connectionString, name);
    this.executor = new Executor(this.streams, this.writer, views, this.keys, (events, rows) => {
      if (events.length === 0) return;
      for (const relay of this.relays) relay.hand(rows);
      for (const listener of this.listeners) listener(events);
    });
  }

  /**
   * Decides a command on its stream and appends what follows, durably. A cause that the stream has answered gets the
   * same answer; a lost race is decided again. Throws `LogUnavailable` when the database stays away, and whatever the
   * rule or a view throws.
   */
  async execute<S, C extends Command, E extends DomainEvent, R extends string>(
    request: Request<S, C, E, R>,
  ): Promise<Outcome<S, E, R>> {
    const [outcome] = await this.executor.submit([request]);
    return outcome as Outcome<S, E, R>;
  }

  /**
   * Decides several commands as one unit: their events and the statements commit together. A refusal is an outcome and
   * does not stop the others. Commands of one unit for the same stream are decided one after the other; those that
   * share a cause and a stream are answered once. Throws `UnitRefused` when a statement misses its rows.
   */
  executeMany(requests: readonly Request[], also: readonly Statement[] = []): Promise<readonly Outcome[]> {
    return this.executor.submit(requests, { also });
  }

  /**
   * Decides several commands of which each stands for itself: they share a commit, and whoever is at fault holds up nobody else. Throws
   * `LogUnavailable`.
   */
  async executeEach(requests: readonly Request[]): Promise<readonly PromiseSettledResult<Outcome>[]> {
    try {
      return (await this.executeMany(requests)).map((value) => ({ status: 'fulfilled', value }));
    } catch (reason) {
      if (reason instanceof LogUnavailable) throw reason;
      if (requests.length <= 1) return requests.map(() => ({ status: 'rejected', reason }));
      return (await Promise.all(requests.map((request) => this.executeEach([request])))).flat();
    }
  }

  /**
   * Decides several commands as one unit that one refusal refuses: then nothing of it is recorded, and the first refusal is the
   * outcome. Commands for the same stream are decided one after the other, if each has a cause of its own.
   */
  async executeWhole(requests: readonly Request[]): Promise<readonly Answered[] | Refused> {
    const outcomes = await this.executor.submit(requests, { whole: true });
    return outcomes.find((outcome) => isRefused(outcome)) ?? (outcomes as readonly Answered[]);
  }

  async load<S, C extends Command, E extends DomainEvent, R extends string>(
    decider: Decider<S, C, E, R>,
    id: string,
  ): Promise<LoadedStream<S, E>> {
    const [stream] = await this.loadMany(decider, [id]);
    return stream as LoadedStream<S, E>;
  }

  /** The states of streams in the order of the ids, as they are stored now; cheap where a stream is long and was looked at just now. */
  async states<S, C extends Command, E extends DomainEvent, R extends string>(
    decider: Decider<S, C, E, R>,
    ids: readonly string[],
  ): Promise<S[]> {
    const tails = await this.executor.load(ids.map((id) => ({ id, decider })));
    return ids.map((id) => tails.get(id)?.state as S);
  }

  /** The streams in the order of the ids; one that does not exist has version 0. */
  async loadMany<S, C extends Command, E extends DomainEvent, R extends string>(
    decider: Decider<S, C, E, R>,
    ids: readonly string[],
  ): Promise<LoadedStream<S, E>[]> {
    const stored = await this.streams.read(ids.map((id) => [id, 0]));
    const rule = decider as AnyDecider;
    return Promise.all(
      ids.map(async (id) => {
        const events = await openedOf(rule, stored.get(id) ?? [], this.keys);
        const { state, version } = foldedOn(newTail(rule), rule, events);
        return { state: state as S, version, events: events as readonly unknown[] as readonly Recorded<E>[] };
      }),
    );
  }

  /** The events after a position up to another, in order, as they are stored, without their boxes. Throws `LogUnavailable`. */
  between(after: number, upTo: number): Promise<readonly Stored[]> {
    return this.streams.between(after, upTo);
  }

  /** Ordinary SQL of the read side. Throws `LogUnavailable` when the database is away. */
  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>({ name: nameOf(text), text, values: [...values] })).rows;
    } catch (error) {
      throw faultOf(error);
    }
  }

  /** Calls the listener after each commit of this process, with its events. It must not throw and must not take long. */
  onAppended(listener: (events: readonly Recorded[]) => void): void {
    this.listeners.push(listener);
  }

  /** Hands each commit of this process to a relay of this log, which else would read it. */
  feed(relay: Pick<Relay, 'hand'>): void {
    this.relays.push(relay);
  }

  /** The position of the newest event. */
  async position(): Promise<number> {
    const [head] = await this.query<{ position: string }>('SELECT position FROM head');
    return Number(head?.position ?? 0);
  }

  async close(): Promise<void> {
    await Promise.all([this.writer.close(), this.pool.end()]);
  }
}
