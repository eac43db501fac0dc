/** Group commit: what arrives while a commit is in flight is decided and encoded meanwhile, and shares the next one. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Recorded } from '@qeyd/core';
import { encode, keysFor, storedAs, subjectOf } from '../stored/codec';
import type { Stored } from '../stored/row';
import { LogUnavailable, StreamsMovedOn } from '../faults';
import type { StreamReader } from '../stored/streams';
import { TailLoader } from './loader';
import { outcomesOf, planOf, streamsOf, type Plan, type Unit, type UnitOptions } from './plan';
import { RecentTails } from './recent-tails';
import type { Tail } from './tail';
import type { Answered, ErasureNews, KeyRing, Outcome, Request, View } from '../types';
import { statementsOf } from '../view';
import type { Committed, Writer } from './writer';

/** Requests of one commit, at most. */
const ROUND = 1000;
/** Requests after which a commit leaves, if none is in flight: to prepare so many takes about as long as a commit of few. */
const SLICE = 128;
const PATIENCE_MS = 15_000;
const RETRY_MS = 100;
/** Where a round came to stand that only had to wait for the one before it. */
const NOWHERE: Committed = { base: 0, at: '' };

export class Executor {
  private ready: Unit[] = [];
  private preparing = false;
  private committing = false;
  /** Decided in this order, on what those before them leave; whoever is in flight has left the list. */
  private plans: Plan[] = [];
  /** The streams as these plans and those in flight leave them. */
  private readonly pending = new Map<string, Tail>();
  private readonly recent = new RecentTails();
  private readonly loader: TailLoader;

  constructor(
    streams: StreamReader,
    private readonly writer: Writer,
    private readonly views: readonly View<never>[],
    private readonly keys: (KeyRing & ErasureNews) | null,
    private readonly appended: (events: readonly Recorded[], rows: readonly Stored[]) => void,
  ) {
    this.loader = new TailLoader(streams, this.recent, keys);
    this.keys?.onErased(() => this.forget());
  }

  submit(requests: readonly Request[], { also = [], whole = false }: UnitOptions = {}): Promise<readonly Outcome[]> {
    return new Promise((resolve, reject) => {
      const until = Date.now() + PATIENCE_MS;
      void this.enter({ requests, also, whole, resolve, reject, until, tries: 0, loaded: new Map(), following: new Set() });
    });
  }

  /** The streams as they are stored now. */
  load(requests: readonly Pick<Request, 'id' | 'decider'>[]): Promise<ReadonlyMap<string, Tail>> {
    return this.loader.load(requests);
  }

  /** Reads what the unit must know, then queues it. A second try reads what nobody knows yet, to be sure. */
  private async enter(unit: Unit): Promise<void> {
    const isKnown = ({ id, fresh, decider }: Request): boolean =>
      fresh === true || this.pending.has(id) || this.recent.find(id, decider.category) !== undefined;
    const unknown = unit.requests.filter((request) => unit.tries > 0 || !isKnown(request));
    unit.following = new Set(unit.requests.map(({ id }) => id).filter((id) => this.pending.has(id)));
    const { generation } = this.loader;
    try {
      unit.loaded = unknown.length > 0 ? await this.load(unknown) : new Map();
    } catch (fault) {
      this.later(unit, fault);
      return;
    }
    if (generation !== this.loader.generation) return this.enter(unit);
    this.ready.push(unit);
    if (this.preparing) return;
    this.preparing = true;
    setImmediate(() => void this.prepare());
  }

  private async prepare(): Promise<void> {
    while (this.ready.length > 0) {
      const plans = firstOf(this.ready, SLICE, (unit) => unit.requests.length).flatMap((unit) => this.plan(unit) ?? []);
      await this.encode(plans);
      void this.leave();
      if (this.ready.length > 0) await turn(); // the answer to the round in flight may have come
    }
    this.preparing = false;
  }

  /** What needs no commit is answered at once; what must be read first goes back; `null` in both cases. */
  private plan(unit: Unit): Plan | null {
    try {
      const plan = planOf(unit, this.pending, this.recent, this.loader.generation);
      if (!plan) this.again(unit);
      else if (plan.added.length === 0 && unit.also.length === 0 && !plan.leans) this.answer(plan);
      else {
        for (const [id, tail] of plan.tails) this.pending.set(id, tail);
        this.plans.push(plan);
        return plan;
      }
    } catch (bug) {
      unit.reject(bug);
    }
    return null;
  }

  /** Seals and hashes; what cannot be is told so, alone. */
  private async encode(plans: readonly Plan[]): Promise<void> {
    try {
      const subjects = plans.flatMap(({ added }) => added.map(({ pending }) => subjectOf(pending)));
      const keys = await keysFor(this.keys, subjects);
      for (const plan of plans) plan.events = plan.added.map(({ pending }) => encode(pending, keys));
    } catch (fault) {
      if (plans.length > 1 && !(fault instanceof LogUnavailable)) for (const plan of plans) await this.encode([plan]);
      else
        this.fail(
          plans.filter((plan) => this.plans.includes(plan)),
          fault,
        );
    }
  }

  /** One round after the other, each with all that is encoded. */
  private async leave(): Promise<void> {
    if (this.committing) return;
    this.committing = true;
    for (let round = this.round(); round.length > 0; round = this.round()) {
      await this.commit(round);
      if (this.plans.length < SLICE) await turn(); // who was just answered may ask again, and come along
    }
    this.committing = false;
  }

  private round(): Plan[] {
    const waiting = this.plans.findIndex(({ events }) => events === null);
    const encoded = waiting < 0 ? this.plans : this.plans.slice(0, waiting);
    const round = firstOf([...encoded], ROUND, ({ unit }) => unit.requests.length);
    this.plans = this.plans.slice(round.length);
    return round;
  }

  /** True when every plan was committed; whoever was not is decided again, or told its fault. */
  private async commit(plans: readonly Plan[]): Promise<boolean> {
    try {
      await this.send(plans);
      return true;
    } catch (fault) {
      const others = fault instanceof StreamsMovedOn ? this.sendBack(plans, fault.ids) : plans;
      if (fault instanceof StreamsMovedOn) await (others.length > 0 && this.commit(others));
      else if (plans.length === 1 || fault instanceof LogUnavailable) this.fail(plans, fault);
      else await this.commitOneByOne(plans);
      return false;
    }
  }

  /** One of them is at fault, and the others must not suffer: each gets a commit of its own. */
  private async commitOneByOne(plans: readonly Plan[]): Promise<void> {
    for (let [plan, ...rest] = plans; plan; [plan, ...rest] = rest) {
      if (!(await this.commit([plan]))) rest = this.sendBack(rest, streamsOf([plan]));
    }
  }

  private async send(plans: readonly Plan[]): Promise<void> {
    const records = plans.flatMap((plan) => plan.added.map(({ record }) => record));
    const events = plans.flatMap((plan) => plan.events ?? []);
    const also = plans.flatMap(({ unit }) => unit.also);
    const isNothing = events.length + also.length === 0;
    const { base, at } = isNothing ? NOWHERE : await this.writer.commit(events, statementsOf(this.views, events), also);
    records.forEach((record, i) => Object.assign(record, { position: base + i + 1, recordedAt: at }));
    for (const plan of plans) {
      const { tails, generation } = plan;
      if (generation === this.loader.generation) this.recent.keep(tails);
      for (const [id, tail] of tails) if (this.pending.get(id) === tail) this.pending.delete(id);
    }
    for (const plan of plans) this.answer(plan);
    this.appended(
      records,
      events.map((event, i) => storedAs(event, base + i + 1, at)),
    );
  }

  /** A repetition is told what was recorded the first time. */
  private answer(plan: Plan): void {
    const { unit, steps } = plan;
    const outcomes = outcomesOf(plan);
    if (!steps.some(({ earlier }) => earlier)) return unit.resolve(outcomes);
    const recall = async (outcome: Outcome, i: number): Promise<Outcome> => {
      const [step, request] = [steps[i], unit.requests[i]];
      if (!step?.earlier || !request) return outcome;
      return { ...(outcome as Answered), events: await this.loader.eventsOf(request, step.earlier) };
    };
    unit.resolve(Promise.all(outcomes.map(recall)));
  }

  /** Whoever leans on these is decided again. */
  private fail(plans: readonly Plan[], fault: unknown): void {
    const failed = new Set(plans);
    this.plans = this.plans.filter((plan) => !failed.has(plan));
    for (const { unit } of plans) this.later(unit, fault);
    this.sendBack([], streamsOf(plans));
  }

  /**
   * Decides again every plan that stands on a broken stream, or on a plan sent back, in this list and in those that wait
   * behind it; returns the others of the list.
   */
  private sendBack(plans: readonly Plan[], ids: Iterable<string>): Plan[] {
    const broken = new Set(ids);
    const isBroken = ({ tails }: Plan): boolean => {
      if (![...tails.keys()].some((id) => broken.has(id))) return false;
      for (const id of tails.keys()) broken.add(id);
      return true;
    };
    const back = new Set([...plans, ...this.plans].filter(isBroken));
    this.plans = this.plans.filter((plan) => !back.has(plan));
    for (const id of broken) this.pending.delete(id);
    this.recent.doubt(broken);
    for (const { unit } of back) this.again(unit);
    return plans.filter((plan) => !back.has(plan));
  }

  /** Somebody was erased: nothing that was opened before is kept, and who has decided on it and is not in flight decides again. */
  private forget(): void {
    this.loader.forget(); // before anybody decides again on what it knew
    const waiting = this.ready.splice(0);
    this.sendBack([], [...this.pending.keys()]);
    for (const unit of waiting) this.again(unit);
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

/** Takes from the front of the list until it has so many requests; at least one entry. */
function firstOf<T>(list: T[], most: number, requestsOf: (one: T) => number): T[] {
  let requests = 0;
  const enough = list.findIndex((one) => (requests += requestsOf(one)) >= most);
  return list.splice(0, enough < 0 ? list.length : enough + 1);
}
