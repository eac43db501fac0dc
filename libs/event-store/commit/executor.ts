/** Group commit: units that arrive while a commit is in flight are decided together and share the next one. */
import type { Pool } from 'pg';
import type { Recorded } from '@qeyd/core';
import { encode, keysFor, storedAs, subjectOf, type Stored } from '../stored/codec';
import { LogUnavailable, StreamsMovedOn } from '../faults';
import { readStreams } from '../stored/reader';
import { RecentTails } from './recent-tails';
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
  /** Streams of the round that was in flight when it came: what that round leaves is newer than the unit. */
  following: ReadonlySet<string>;
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
  /** The streams of the round in flight, and what the last committed rounds left of theirs. */
  private current: ReadonlyMap<string, Tail> = new Map();
  private readonly recent = new RecentTails();
  private wanted: { ids: Set<string>; rows: Promise<Stored[]> } | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly writer: Writer,
    private readonly views: readonly View<never>[],
    private readonly keys: KeyRing | null,
    private readonly appended: (events: readonly Recorded[], rows: readonly Stored[]) => void,
  ) {}

  submit(requests: readonly Request[], also: readonly Statement[]): Promise<readonly Outcome[]> {
    return new Promise((resolve, reject) => {
      const until = Date.now() + PATIENCE_MS;
      void this.enter({ requests, also, resolve, reject, until, tries: 0, loaded: new Map(), following: new Set() });
    });
  }

  /** Reads what the unit must know, then queues it. A second try reads everything. */
  private async enter(unit: Unit): Promise<void> {
    const isKnown = ({ id, fresh, decider }: Request): boolean =>
      fresh === true || this.current.has(id) || this.recent.find(id, decider.category) !== undefined;
    const unknown = unit.requests.filter((request) => unit.tries > 0 || !isKnown(request));
    unit.following = new Set(unit.requests.map(({ id }) => id).filter((id) => this.current.has(id)));
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
      if (kept) this.recent.keep(tails);
      else this.recent.forget(tails.keys());
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
        const inRound = own.get(id) ?? tails.get(id);
        const start = fresh && unit.tries === 0 ? newTail(decider) : undefined;
        const loaded = unit.loaded.get(id)?.tail;
        const tail = inRound ?? newer(this.recent.find(id, decider.category), loaded) ?? start;
        const step = tail?.category === decider.category ? decideOn(request, tail) : null;
        // Events added to what is only believed of a stream are checked by the append; that there are none must not rest on a belief.
        const isSure = (inRound ?? loaded) !== undefined || unit.following.has(id);
        if (!step || (!isSure && step.added.length === 0 && !step.repeated)) {
          this.again(unit);
          return null;
        }
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
    const records = added.map(({ record }) => record);
    this.appended(
      records,
      events.map((event, i) => storedAs(event, base + i + 1, at)),
    );
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
