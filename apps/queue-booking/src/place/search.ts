/** Which places to offer: the days of an office, the next one, offices by distance, and several services one after the other. */
import { addDays, daysBetween } from '@qeyd/calendar';
import type { CivilDate, Instant } from '@qeyd/core';
import { dayOf, type OfficeDay } from '../office/opening';
import type { Office, Opening } from '../office/plan';
import { freePlaces, inWords, epochMinute, releasedAt, timesOf, type FreePlace, type Place } from './place';

/** What is asked of a day: a service for so many people who come together, from now on. */
export interface Wish {
  readonly service: string;
  readonly people: number;
  readonly now: Instant;
}

/** A day as it is offered. `released`: its places are given out already. */
export interface DayOffer {
  readonly on: CivilDate;
  readonly hours: Opening | null;
  readonly reason: string | null;
  readonly released: boolean;
  readonly places: readonly FreePlace[];
}

/** `takenOn` says what is taken of the service on a day. */
export type TakenOn = (on: CivilDate) => readonly Place<number>[];

export function dayOffer(office: Office, on: CivilDate, takenOn: TakenOn, wish: Wish): DayOffer {
  const day = dayOf(office, on);
  if (!day) return { on, hours: null, reason: null, released: false, places: [] };
  const released = isReleased(day, wish);
  return { on, hours: day.hours, reason: day.reason, released, places: released ? [...placesOn(day, takenOn, wish)] : [] };
}

const isReleased = ({ plan, on }: OfficeDay, { now }: Wish): boolean => releasedAt(plan, on) <= now;

function* placesOn(day: OfficeDay, takenOn: TakenOn, { service, people, now }: Wish): Generator<FreePlace> {
  for (const place of freePlaces(timesOf(day, service), takenOn(day.on), people, epochMinute(now))) yield inWords(place);
}

/** The days `[from, toExclusive)`. */
export const daysFrom = (from: CivilDate, toExclusive: CivilDate): CivilDate[] =>
  Array.from({ length: Math.max(0, daysBetween(from, toExclusive)) }, (_, i) => addDays(from, i));

export interface NextPlace extends FreePlace {
  readonly on: CivilDate;
}

/** The first place on these days; `null` when there is none. */
export function nextPlace(office: Office, days: readonly CivilDate[], takenOn: TakenOn, wish: Wish): NextPlace | null {
  for (const on of days) {
    const day = dayOf(office, on);
    const [place] = day && isReleased(day, wish) ? placesOn(day, takenOn, wish) : [];
    if (place) return { on, ...place };
  }
  return null;
}

/** One step of a visit for several services. */
export interface VisitStep extends FreePlace {
  readonly service: string;
}

/** Places for several services on one day at one office. */
export interface Visit {
  readonly office: string;
  readonly on: CivilDate;
  readonly steps: readonly VisitStep[];
}

/**
 * Several services in one visit: in the order asked for, each beginning when the one before is done or later; the shortest visit,
 * and of those the earliest. `null` when the day has none.
 */
export function visitOn(
  office: Office,
  on: CivilDate,
  services: readonly string[],
  takenOf: (service: string) => TakenOn,
  { people, now }: Omit<Wish, 'service'>,
): VisitStep[] | null {
  const offers = services.map((service) => dayOffer(office, on, takenOf(service), { service, people, now }).places);
  const visits = (offers[0] ?? []).map((first) => {
    const steps: VisitStep[] = [];
    for (const [i, service] of services.entries()) {
      const ready = steps.at(-1)?.endsAt ?? first.startsAt;
      const place = offers[i]?.find(({ startsAt }) => startsAt >= ready);
      if (!place) return null;
      steps.push({ service, ...place });
    }
    return steps;
  });
  const possible = visits.filter((steps) => steps !== null);
  const lasts = (steps: readonly VisitStep[]): number =>
    Date.parse(steps.at(-1)?.endsAt ?? '') - Date.parse(steps[0]?.startsAt ?? '');
  return possible.reduce<VisitStep[] | null>((best, steps) => (best && lasts(best) <= lasts(steps) ? best : steps), null);
}

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres along the great circle (haversine formula). */
export function distanceKm(a: Point, b: Point): number {
  const [dLat, dLon] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}
