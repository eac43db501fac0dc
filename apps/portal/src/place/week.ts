/** A week, or a few, of an office as a page shows it: one day is open, the others and the weeks beside it are links. */
import { addDays } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';

interface Day {
  readonly on: CivilDate;
  readonly places: readonly object[];
}

/** `hours`: `null` when closed. `released`: its places are given out by now. */
interface Offered extends Day {
  readonly hours: object | null;
  readonly released: boolean;
}

export interface Week<D extends Day> {
  readonly days: readonly D[];
  /** The one asked for, else the first with places. */
  readonly chosen: D | null;
  /** The first days of the weeks beside it; none before today. */
  readonly earlier: CivilDate | null;
  readonly later: CivilDate;
}

export function weekOf<D extends Day>(days: readonly D[], wanted: string | undefined, today: CivilDate, length = 7): Week<D> {
  const first = days[0]?.on ?? today;
  const before = addDays(first, -length);
  return {
    days,
    chosen: days.find(({ on }) => on === wanted) ?? days.find(({ places }) => places.length > 0) ?? null,
    earlier: first <= today ? null : before < today ? today : before,
    later: addDays(first, length),
  };
}

/** The first and the last of the first days in a row on which nothing is left, a closed day among them or not; `null`: there are none. */
export function fullDays(days: readonly Offered[]): { readonly from: CivilDate; readonly until: CivilDate } | null {
  const open = days.filter(({ hours, released }) => hours && released);
  const first = open.findIndex(({ places }) => places.length === 0);
  if (first < 0) return null;
  const free = open.findIndex(({ places }, i) => i > first && places.length > 0);
  const full = open.slice(first, free < 0 ? undefined : free);
  return { from: full[0]?.on ?? '', until: full.at(-1)?.on ?? '' };
}
