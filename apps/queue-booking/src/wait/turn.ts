/** Whose turn it is on a waiting list, and which places are kept for those who wait. */
import { bakuDate, later } from '@qeyd/calendar';
import type { CivilDate, Instant } from '@qeyd/core';
import { termOf, type Policies } from '../agenda/term';
import { adjacentPlaces, freePlaces, type Place, type Slot } from '../place/place';

/** A party on the list of one office and service. */
export interface Waiter {
  readonly wait: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly people: number;
  /** Since when it waits; whoever let an offer pass is last again. */
  readonly since: Instant;
  readonly offeredUntil: Instant | null;
}

/** Not offered a place at the moment. */
export const isFree = ({ offeredUntil }: Waiter, now: Instant): boolean => offeredUntil === null || offeredUntil <= now;

/** A place that begins sooner is for those who are near: whoever waits at home would lose the turn by it. */
export const reachable = (policies: Policies, now: Instant): Instant =>
  later(now, termOf(policies, 'waiting-reach', bakuDate(now)).value * 60_000);

/**
 * The places of a day that those who wait will be offered, each party the first that suits it. Nobody else is given them
 * meanwhile, so that it does not matter how soon the offer is made. `waiters` in the order of their turn; `from`: sooner than that
 * nobody of them could be there.
 */
export function keptFor<T extends Instant | number>(
  waiters: readonly Waiter[],
  on: CivilDate,
  slots: readonly Slot<T>[],
  taken: readonly Place<T>[],
  { now, from }: { readonly now: Instant; readonly from: T },
): Place<T>[] {
  const kept: Place<T>[] = [];
  for (const { people } of waiters.filter((one) => isFree(one, now) && one.from <= on && on <= one.until)) {
    const all = [...taken, ...kept];
    const [place] = freePlaces(slots, all, people, from);
    const first = slots.findIndex(({ startsAt }) => startsAt === place?.startsAt);
    if (place) kept.push(...(adjacentPlaces(slots, all, first, people) ?? []));
  }
  return kept;
}
