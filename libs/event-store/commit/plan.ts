/** What becomes of the requests and statements of one unit: decided on what is known of their streams, then encoded for the log. */
import type { Encoded } from '../stored/codec';
import type { RecentTails } from './recent-tails';
import type { Outcome, Request, Statement } from '../types';
import { decideOn, newTail, type Added, type Step, type Tail } from './tail';

export interface UnitOptions {
  readonly also?: readonly Statement[];
  /** One refusal refuses all of it; it has no statements. */
  readonly whole?: boolean;
}

/** Requests and statements that commit together or not at all. */
export interface Unit extends Required<UnitOptions> {
  readonly requests: readonly Request[];
  readonly resolve: (outcomes: readonly Outcome[] | Promise<readonly Outcome[]>) => void;
  readonly reject: (fault: unknown) => void;
  /** After this time (ms since the epoch) an unreachable log is an answer. */
  readonly until: number;
  tries: number;
  loaded: ReadonlyMap<string, Tail>;
  /** Streams that plans before it were writing when it came: what these leave is newer than the unit. */
  following: ReadonlySet<string>;
}

export interface Plan {
  readonly unit: Unit;
  readonly steps: readonly Step[];
  readonly added: readonly Added[];
  /** What the unit leaves of its streams. */
  readonly tails: ReadonlyMap<string, Tail>;
  /** True when it stands on a plan that is not committed yet, so that it cannot be answered before. */
  readonly leans: boolean;
  /** How often somebody had been erased when it was made: of a later time it must not be remembered. */
  readonly generation: number;
  /** `null` until its events are sealed and hashed. */
  events: readonly Encoded[] | null;
}

/** Decides a unit on the tails that earlier plans will leave, else on those known; `null` when it must be read first. Throws what a rule throws. */
export function planOf(unit: Unit, pending: ReadonlyMap<string, Tail>, recent: RecentTails, generation: number): Plan | null {
  const tails = new Map<string, Tail>();
  const steps: Step[] = [];
  for (const request of unit.requests) {
    const { id, fresh, decider } = request;
    const sure = tails.get(id) ?? pending.get(id);
    const start = fresh && unit.tries === 0 ? newTail(decider) : undefined;
    const loaded = unit.loaded.get(id);
    const tail = sure ?? newer(recent.find(id, decider.category), loaded) ?? start;
    const step = tail?.category === decider.category ? decideOn(request, tail) : null;
    // Events added to what is only believed of a stream are checked by the append; that there are none must not rest on a belief.
    const isSure = (sure ?? loaded) !== undefined || unit.following.has(id);
    if (!step || (!isSure && step.added.length === 0 && !step.earlier)) return null;
    tails.set(id, step.tail);
    steps.push(step);
  }
  const leans = unit.requests.some(({ id }) => pending.has(id));
  const refused = unit.whole && steps.some(({ refusal }) => refusal);
  if (refused) return { unit, steps, added: [], tails: standing(unit, pending), leans, generation, events: [] };
  return { unit, steps, added: steps.flatMap((step) => step.added), tails, leans, generation, events: null };
}

/** What a unit that is refused leaves as it is, and leans on. */
const standing = ({ requests }: Unit, pending: ReadonlyMap<string, Tail>): ReadonlyMap<string, Tail> =>
  new Map(requests.flatMap(({ id }) => (pending.has(id) ? [[id, pending.get(id) as Tail]] : [])));

export const newer = (a: Tail | undefined, b: Tail | undefined): Tail | undefined =>
  a && b ? (a.version >= b.version ? a : b) : (a ?? b);

/** Of a repetition still without the events that answered its cause. */
export const outcomesOf = ({ steps }: Plan): Outcome[] =>
  steps.map(({ refusal, tail, added, earlier }) => {
    const events = added.map(({ record }) => record);
    return refusal ?? { state: tail.state, version: tail.version, events, repeated: earlier !== null };
  });

export const streamsOf = (plans: readonly Plan[]): string[] => plans.flatMap(({ tails }) => [...tails.keys()]);
