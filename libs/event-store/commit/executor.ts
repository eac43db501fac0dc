/** Group commit: units that arrive while a commit is in flight are decided together and share the next one. */
import type { Pool } from 'pg';
import type { Recorded } from '@qeyd/core';
import { encode, keysFor, subjectOf, type Stored } from '../stored/codec';
import { LogUnavailable, StreamsMovedOn } from '../faults';
import { readStreams } from '../stored/reader';
import { decideOn, loadedOf, newTail, type Added, type Loaded, type Step, type Tail } from './tail';
import type { KeyRing, Outcome, Request, Statement, View } from '../types';
import { statementsOf } from '../view';
import type { Writer } from './writer';

/** Requests and statements that commit together or not at all. */
interface Unit {
  readonly requests: readonly Request[];
  readonly also: readonly Statement[];
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (fault: unknown) => void;
  /** After this time (ms since the epoch) an unreachable log is an answer. */
  readonly until: number;
  tries: number;
  loaded: ReadonlyMap<string, Loaded>;
}

/** A unit decided on what is known of its streams. */
interface Plan {
  readonly unit: Unit;
  readonly steps: readonly Step[];
  readonly added: readonly Added[];
}

const ROUND = 1000;
const PATIENCE_MS = 15_000;
const RETRY_MS = 100;

export class Executor {
  private readonly ready: Unit[] = [];
  private busy = false;
  /** The streams of the round in flight, and what the last committed round left of its own. */
  private current: ReadonlyMap<string, Tail> = new Map();
  private settled: ReadonlyMap<string, Tail> = new Map();
  private wanted: { ids: Set<string>; rows: Promise<Stored[]> } | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly writer: Writer,
    private readonly views: readonly View<never>[],
    private readonly keys: KeyRing | null,
    private readonly appended: (events: readonly Recorded[]) => void,
  ) {}

  submit(requests: readonly Request[], also: readonly Statement[]): Promise<readonly Outcome[]> {
    return new Promise((resolve, reject) => {
      void this.enter({ requests, also, resolve, reject, until: Date.now() + PATIENCE_MS, tries: 0, loaded: new Map() });
    });
  }

  /** Reads what the unit must know, then queues it. Streams of the round in flight are left by it as they then are. */
  private async enter(unit: Unit): Promise<void> {
    const known = ({ id, fresh }: Request): boolean => unit.tries === 0 && (fresh === true || this.current.has(id));
    const unknown = unit.requests.filter((request) => !known(request));
    try {
      unit.loaded = unknown.length > 0 ? await loadedOf(unknown, await this.read(unknown), this.keys) : new Map();
      this.ready.push(unit);
      if (!this.busy) {
        this.busy = true;
        setImmediate(() => void this.run());
      }
    } catch (fault) {
      this.later(unit, fault);
    }
  }

  /** Callers of one turn share one query. */
  private read(requests: readonly Request[]): Promise<Stored[]> {
    if (!this.wanted) {
      const ids = new Set<string>();
      const rows = new Promise<void>((turn) => setImmediate(turn)).then(() => {
        this.wanted = null;
        return readStreams(this.pool, [...ids]);
      });
      this.wanted = { ids, rows };
    }
    for (const { id } of requests) this.wanted.ids.add(id);
    return this.wanted.rows;
  }

  private async run(): Promise<void> {
    while (this.ready.length > 0) {
      const tails = new Map<string, Tail>();
      const plans = this.take().flatMap((unit) => this.plan(unit, tails) ?? []);
      this.current = tails;
      const kept = await this.commit(plans);
      this.settled = kept ? tails : new Map();
      this.current = new Map();
    }
    this.busy = false;
  }

  private take(): Unit[] {
    let requests = 0;
    const enough = this.ready.findIndex((unit) => (requests += unit.requests.length) >= ROUND);
    return this.ready.splice(0, enough < 0 ? this.ready.length : enough + 1);
  }

  /** Decides a unit. What needs no commit is answered at once; what must be read first goes back; `null` in both cases. */
  private plan(unit: Unit, tails: Map<string, Tail>): Plan | null {
    const own = new Map<string, Tail>();
    const steps: Step[] = [];
    let leans = false;
    try {
      for (const request of unit.requests) {
        const { id, fresh, decider } = request;
        leans ||= tails.has(id);
        const start = fresh && unit.tries === 0 ? newTail(decider) : undefined;
        const tail = own.get(id) ?? tails.get(id) ?? newer(this.settled.get(id), unit.loaded.get(id)?.tail) ?? start;
        if (!tail) {
          this.again(unit);
          return null;
        }
        const step = decideOn(request, tail);
        own.set(id, step.tail);
        steps.push(step);
      }
    } catch (bug) {
      unit.reject(bug);
      return null;
    }
    const plan = { unit, steps, added: steps.flatMap((step) => step.added) };
    if (plan.added.length === 0 && unit.also.length === 0 && !leans) {
      unit.resolve(outcomesOf(plan));
      return null;
    }
    for (const [id, tail] of own) tails.set(id, tail);
    return plan;
  }

  /** True when every plan was committed; whoever was not is decided again, or told its fault. */
  private async commit(plans: readonly Plan[]): Promise<boolean> {
    if (plans.length === 0) return true;
    try {
      await this.send(plans);
      return true;
    } catch (fault) {
      if (fault instanceof LogUnavailable) plans.forEach(({ unit }) => this.later(unit, fault));
      else if (fault instanceof StreamsMovedOn) await this.commit(this.partAgain(plans, fault.ids));
      else if (plans.length === 1) plans[0]?.unit.reject(fault);
      else await this.commitOneByOne(plans);
      return false;
    }
  }

  /** One of them is at fault, and the others must not suffer: each gets a commit of its own. */
  private async commitOneByOne(plans: readonly Plan[]): Promise<void> {
    const broken = new Set<string>();
    for (const plan of plans) {
      const [rest] = this.partAgain([plan], broken);
      if (!rest || !(await this.commit([rest]))) for (const { id } of plan.unit.requests) broken.add(id);
    }
  }

  /** Sends back every plan that stands on a broken stream, or on a plan sent back; returns the others. */
  private partAgain(plans: readonly Plan[], ids: Iterable<string>): Plan[] {
    const broken = new Set(ids);
    return plans.filter(({ unit }) => {
      if (!unit.requests.some(({ id }) => broken.has(id))) return true;
      for (const { id } of unit.requests) broken.add(id);
      this.again(unit);
      return false;
    });
  }

  private async send(plans: readonly Plan[]): Promise<void> {
    const added = plans.flatMap((plan) => plan.added);
    const subjects = added.map(({ pending }) => subjectOf(pending));
    const keys = await keysFor(this.keys, subjects);
    const events = added.map(({ pending }) => encode(pending, keys));
    const also = plans.flatMap(({ unit }) => unit.also);
    const { base, at } = await this.writer.commit(events, statementsOf(this.views, events), also);
    added.forEach(({ record }, i) => Object.assign(record, { position: base + i + 1, recordedAt: at }));
    for (const plan of plans) plan.unit.resolve(outcomesOf(plan));
    this.appended(added.map(({ record }) => record));
  }

  private again(unit: Unit): void {
    unit.tries += 1;
    void this.enter(unit);
  }

  private later(unit: Unit, fault: unknown): void {
    if (!(fault instanceof LogUnavailable) || Date.now() > unit.until) unit.reject(fault);
    else setTimeout(() => this.again(unit), RETRY_MS);
  }
}

const newer = (a: Tail | undefined, b: Tail | undefined): Tail | undefined =>
  a && b ? (a.version >= b.version ? a : b) : (a ?? b);

const outcomesOf = ({ steps }: Plan): Outcome[] =>
  steps.map(({ refusal, tail, events, repeated }) => refusal ?? { state: tail.state, version: tail.version, events, repeated });
