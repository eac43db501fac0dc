/** A week of an office as a page shows it: one day is open, the others and the weeks beside it are links. */
import { addDays } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';

const WEEK = 7;

interface Day {
  readonly on: CivilDate;
  readonly places: readonly object[];
}

export interface Week<D extends Day> {
  readonly days: readonly D[];
  /** The one asked for, else the first with places. */
  readonly chosen: D | null;
  /** The first days of the weeks beside it; none before today. */
  readonly earlier: CivilDate | null;
  readonly later: CivilDate;
}

export function weekOf<D extends Day>(days: readonly D[], wanted: string | undefined, today: CivilDate): Week<D> {
  const first = days[0]?.on ?? today;
  const before = addDays(first, -WEEK);
  return {
    days,
    chosen: days.find(({ on }) => on === wanted) ?? days.find(({ places }) => places.length > 0) ?? null,
    earlier: first <= today ? null : before < today ? today : before,
    later: addDays(first, WEEK),
  };
}
