/** What a change of an office's hours or plan takes away from those who have places there. */
import type { CivilDate } from '@qeyd/core';
import { dayOf } from '../office/opening';
import type { Office } from '../office/plan';
import { isKept, type Place } from '../place/place';

/** A place that somebody has; of a booking of several people each has one. */
export interface Given extends Place {
  readonly booking: string;
  readonly service: string;
  readonly on: CivilDate;
}

export interface Affected {
  readonly bookings: number;
  readonly people: number;
}

export interface Impact extends Affected {
  readonly days: readonly (Affected & { readonly on: CivilDate })[];
  readonly services: readonly (Affected & { readonly service: string })[];
}

/** Places that the office as it is cannot keep. */
export const unkept = <P extends Given>(office: Office, given: readonly P[]): P[] =>
  given.filter((place) => !isKept(dayOf(office, place.on), place.service, place));

/** Those that it could keep before. */
export const lostBy = <P extends Given>(before: Office, after: Office, given: readonly P[]): P[] => {
  const never = new Set(unkept(before, given));
  return unkept(after, given).filter((place) => !never.has(place));
};

export function impactOf(lost: readonly Given[]): Impact {
  const by = <K extends 'on' | 'service'>(key: K) =>
    [...new Set(lost.map((place) => place[key]))].sort().map((value) => ({
      ...affected(lost.filter((place) => place[key] === value)),
      [key]: value,
    })) as (Affected & Record<K, string>)[];
  return { ...affected(lost), days: by('on'), services: by('service') };
}

/** Whoever comes for several services is one person of each. */
const affected = (lost: readonly Given[]): Affected => ({
  bookings: new Set(lost.map(({ booking }) => booking)).size,
  people: lost.length,
});
