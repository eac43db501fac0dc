/** Follows the log and hands its public events on, in order, at least once; one relay is active per log. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { isOldBox, keysFor, liftedBox, type AnyDecider } from './stored/codec';
import type { Stored } from './stored/row';
import { Publishing, type Outgoing } from './stored/publishing';
import { readAfter } from './stored/reader';
import type { KeyRing, Publisher } from './types';

/** Where public events go. Resolves when every one of them is safe there; rejects when the signal ends the wait. */
export type Sink = (events: readonly Outgoing[], signal: AbortSignal) => Promise<void>;

export interface RelayOptions {
  readonly connectionString: string;
  readonly log: string;
  readonly publishers: readonly Publisher<never>[];
  /** Lifts old shapes before they are published. */
  readonly deciders: readonly AnyDecider[];
  /** Opens what stands in boxes of older shapes, and nothing else. */
  readonly keys: KeyRing;
  readonly sink: Sink;
  readonly onFault: (fault: unknown) => void;
}

const BATCH = 1000;
const LOCK = 0x71657964;
const RETRY_MS = 500;
/** The notification of a commit wakes the relay; this look is for the one that got lost with a connection. */
const LOOK_MS = 1000;
/** Steps begin at least so far apart: under load each then carries what several commits brought, and costs hardly more. */
const PACE_MS = 10;

export class Relay {
  private readonly ending = new AbortController();
  private wakeUp: (() => void) | null = null;
  private announced = 0;
  /** The newest rows of this process, without a gap. */
  private handed: Stored[] = [];
  private ahead: Promise<Stored[]> | null = null;
  private running: Promise<void> = Promise.resolve();
  private client: Client | null = null;
  /** The position up to which everything is handed on, as far as this process knows. */
  position = 0;
  active = false;

  private readonly publishing: Publishing;

  constructor(private readonly options: RelayOptions) {
    this.publishing = new Publishing(options.publishers, options.deciders);
  }

  start(): void {
    this.running = this.run();
  }

  /** The log has this position now. */
  announce(position: number): void {
    if (position <= this.announced) return;
    this.announced = position;
    if (this.active) this.wakeUp?.();
  }

  /** This process has just committed these rows: where nothing is missing before them, they need not be read. */
  hand(rows: readonly Stored[]): void {
    if (!this.active) return;
    const follows = rows[0]?.position === (this.handed.at(-1)?.position ?? 0) + 1;
    if (!follows || this.handed.length + rows.length > BATCH) this.handed = [];
    this.handed.push(...rows);
    this.announce(rows.at(-1)?.position ?? 0);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.wakeUp?.();
    await this.running;
  }

  private isEnding(): boolean {
    return this.ending.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.isEnding()) {
      try {
        await this.follow();
      } catch (fault) {
        if (this.isEnding()) return;
        this.options.onFault(fault);
        await new Promise((retry) => setTimeout(retry, RETRY_MS));
      } finally {
        this.active = false;
        await this.client?.end().catch(() => undefined);
        this.client = null;
      }
    }
  }

  private async follow(): Promise<void> {
    const client = new Client({
      connectionString: this.options.connectionString,
      application_name: `${this.options.log} relay`,
      keepAlive: true,
    });
    client.on('error', () => this.wakeUp?.());
    client.on('notification', ({ payload }) => this.announce(Number(payload)));
    this.client = client;
    await client.connect();
    await client.query('LISTEN event_log');
    await client.query("SET synchronous_commit = off; SET statement_timeout = '60s'");
    while (!this.isEnding() && !(await this.isMine(client))) await this.sleep();
    if (this.isEnding()) return;
    this.active = true;
    this.ahead = null;
    this.position = await this.stored(client);
    while (!this.isEnding()) {
      const next = performance.now() + PACE_MS;
      if ((await this.handOn(client)) === BATCH) continue;
      if (this.announced <= this.position) await this.sleep();
      await this.until(next);
    }
  }

  /** One step: read, publish, remember. A crash in between publishes again, which every consumer drops. */
  private async handOn(client: Client): Promise<number> {
    const rows = this.takeHanded() ?? (await this.read(client));
    const last = rows.at(-1);
    if (!last) return 0;
    const boxes = await this.boxesOfToday(rows);
    const outgoing = rows.flatMap((row) => this.publishing.of(row, boxes.get(row)));
    if (outgoing.length > 0) await this.options.sink(outgoing, this.ending.signal);
    await client.query({
      name: 'store',
      text: 'UPDATE relay SET position = $2 WHERE name = $1',
      values: [this.options.log, last.position],
    });
    this.position = last.position;
    return rows.length;
  }

  /** While it is behind, the next batch is on its way before this one is handed on. */
  private async read(client: Client): Promise<Stored[]> {
    const rows = await (this.ahead ?? readAfter(client, this.position, BATCH));
    const last = rows.length === BATCH ? rows.at(-1) : undefined;
    this.ahead = last ? readAfter(client, last.position, BATCH) : null;
    this.ahead?.catch(() => undefined); // awaited in the next step
    return rows;
  }

  private takeHanded(): Stored[] | null {
    if (this.ahead) return null;
    const rows = this.handed.filter(({ position }) => position > this.position);
    this.handed = [];
    return rows[0]?.position === this.position + 1 ? rows : null;
  }

  /** A box goes out as it stands in the log, but for one of an older shape, which its readers would not know. */
  private async boxesOfToday(rows: readonly Stored[]): Promise<ReadonlyMap<Stored, Buffer | null>> {
    const old = new Map<Stored, AnyDecider>();
    for (const row of rows) {
      const decider = this.publishing.deciderOf(row.category);
      if (decider && isOldBox(row, decider)) old.set(row, decider);
    }
    if (old.size === 0) return new Map();
    const subjects = [...old.keys()].map(({ subject }) => subject);
    const keys = await keysFor(this.options.keys, subjects);
    return new Map([...old].map(([row, decider]) => [row, liftedBox(row, decider, keys)]));
  }

  private async isMine(client: Client): Promise<boolean> {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
    return rows[0]?.mine ?? false;
  }

  private async stored(client: Client): Promise<number> {
    await client.query('INSERT INTO relay VALUES ($1, 0) ON CONFLICT DO NOTHING', [this.options.log]);
    const { rows } = await client.query<{ position: string }>('SELECT position FROM relay WHERE name = $1', [this.options.log]);
    return Number(rows[0]?.position ?? 0);
  }

  private async until(time: number): Promise<void> {
    const wait = time - performance.now();
    if (wait > 0) await pause(wait, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wakeUp?.(), LOOK_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        this.wakeUp = null;
        resolve();
      };
    });
  }
}
