/** How an office receives people: dated plans and exceptional days, and what is wrong with a plan that cannot be kept. */
import { refuse, type CivilDate, type Refused } from '@qeyd/core';
import type { booking, Payload } from '@qeyd/contracts';

export type DatedPlan = Payload<typeof booking.OfficePlanSet>;
export type Plan = DatedPlan['plan'];
export type Opening = NonNullable<Payload<typeof booking.ExceptionalDaySet>['hours']>;
export type ExceptionalDay = Payload<typeof booking.ExceptionalDaySet>;
export type Channel = Plan['channels'][number];

/** How many seats more than the plan's `seats` may be given out in an hour of the day. */
export type SeatsMore = (service: string, hour: number, seats: number) => number;

/** An office as it is: at most one plan for each day on which one starts, at most one exception for a day. */
export interface Office {
  readonly plans: readonly DatedPlan[];
  readonly days: ReadonlyMap<CivilDate, ExceptionalDay>;
  /** None when left out: nothing is overbooked. */
  readonly more?: SeatsMore;
}

export type PlanRefusal = 'hours-empty' | 'named-twice' | 'seats-without-counters';

/** Nobody could keep the plan. */
export function faultOf({ hours, services, counters }: Plan): Refused<PlanRefusal> | null {
  const empty = hours.find((opening) => !isOpening(opening));
  if (empty) return refuse('hours-empty', { opens: empty.opens, closes: empty.closes });
  const name = twice(services.map(({ service }) => service)) ?? twice(counters.map(({ counter }) => counter));
  if (name !== null) return refuse('named-twice', { name });
  const crowded = overSeated(services, counters);
  return crowded && refuse('seats-without-counters', crowded);
}

/** Opens before it closes, and its breaks lie inside, one after the other. */
export function isOpening({ opens, closes, breaks }: Opening): boolean {
  const after = [opens, ...breaks.map(({ to }) => to)];
  return opens < closes && breaks.every(({ from, to }, i) => (after[i] ?? '') <= from && from < to && to <= closes);
}

const twice = (names: readonly string[]): string | null => names.find((name, i) => names.indexOf(name) !== i) ?? null;

/**
 * Seats of different services share counters, so each set of services must have as many counters that receive any of them as it
 * has seats (Hall's condition); the first set that has not.
 */
function overSeated(
  services: Plan['services'],
  counters: Plan['counters'],
): { seats: number; counters: number; services: string } | null {
  const seated = services.filter(({ seats }) => seats > 0);
  for (let set = 1; set < 2 ** seated.length; set++) {
    const chosen = seated.filter((_, i) => set & (1 << i));
    const names = chosen.map(({ service }) => service);
    const seats = chosen.reduce((sum, service) => sum + service.seats, 0);
    const able = counters.filter((counter) => counter.services.some((service) => names.includes(service))).length;
    if (seats > able) return { seats, counters: able, services: names.join(', ') };
  }
  return null;
}
