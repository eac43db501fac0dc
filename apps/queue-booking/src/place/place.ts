/** The places of a day, computed: from the opening hours, the length of a service and its seats, less what is taken. */
import { addDays, bakuInstant } from '@qeyd/calendar';
import type { CivilDate, Instant } from '@qeyd/core';
import type { OfficeDay } from '../office/opening';
import type { Opening, Plan } from '../office/plan';

/** A stretch of time in which so many people are received, on the seats 1 … `seats`. Half-open. */
export interface Slot {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly seats: number;
}

/** One seat for one stretch of time: what one person takes. */
export interface Place {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly seat: number;
}

/**
 * The slots of a service on a day, in order; none when the office is closed or does not receive it by queue. A seat that is given out besides
 * those of the plan has a number above theirs, and is one person's like any other.
 */
export function slotsOf({ on, plan, hours, more = () => 0 }: OfficeDay, service: string): Slot[] {
  const found = plan.services.find((one) => one.service === service);
  if (!hours || !found || plan.receives === 'walk-in' || found.seats === 0) return [];
  return stretchesOf(hours).flatMap(([begin, end]) => {
    const count = Math.floor((end - begin) / found.minutes);
    const times = Array.from({ length: count + 1 }, (_, n) => bakuInstant(on, begin + n * found.minutes));
    return times.slice(1).map((endsAt, n): Slot => {
      const hour = Math.floor((begin + n * found.minutes) / 60);
      return { startsAt: times[n] ?? endsAt, endsAt, seats: found.seats + more(service, hour, found.seats) };
    });
  });
}

/** From opening to the first break, and so on, in minutes after midnight. */
function stretchesOf({ opens, closes, breaks }: Opening): [begin: number, end: number][] {
  const ends = [...breaks.map(({ from }) => from), closes].map(minutesOf);
  return [opens, ...breaks.map(({ to }) => to)].map((begin, i) => [minutesOf(begin), ends[i] ?? 0]);
}

/**
 * The office is open for the service during all of the place and has the seat, though the place may be none of today's slots. Where
 * more seats are given out than there are, the number of one says nothing.
 */
export function isKept(day: OfficeDay | null, service: string, { startsAt, endsAt, seat }: Place): boolean {
  if (!day?.hours || day.plan.receives === 'walk-in') return false;
  const { seats = 0 } = day.plan.services.find((one) => one.service === service) ?? {};
  const open = stretchesOf(day.hours).map((stretch) => stretch.map((minutes) => bakuInstant(day.on, minutes)));
  return (day.more ? seats > 0 : seat <= seats) && open.some(([begin = '', end = '']) => begin <= startsAt && endsAt <= end);
}

/** `13:30` as minutes after midnight. */
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** When the places of a day are given out. */
export const releasedAt = ({ release }: Plan, on: CivilDate): Instant =>
  bakuInstant(addDays(on, -release.daysAhead), minutesOf(release.at));

/** The seats of a slot on which nobody sits for any part of it; lengths may have changed since those were taken. */
export function freeSeats({ startsAt, endsAt, seats }: Slot, taken: readonly Place[]): number[] {
  const isTaken = new Uint8Array(seats + 1); // forgets a seat that the plan has no more
  let [begins, ends, isNow] = ['', '', false];
  for (const { startsAt: from, endsAt: to, seat } of taken) {
    if (from !== begins || to !== ends) [begins, ends, isNow] = [from, to, from < endsAt && startsAt < to]; // neighbours share their time
    if (isNow) isTaken[seat] = 1;
  }
  const free: number[] = [];
  for (let seat = 1; seat <= seats; seat++) if (!isTaken[seat]) free.push(seat);
  return free;
}

/**
 * Places for people who come together, beginning in the slot with the index `first`: as many as fit side by side, the others in
 * the slots that follow without a gap; `null` when there are not enough.
 */
export const adjacentPlaces = (slots: readonly Slot[], taken: readonly Place[], first: number, people: number): Place[] | null =>
  sideBySide(slots, (slot) => freeSeats(slot, taken), first, people);

function sideBySide(
  slots: readonly Slot[],
  freeIn: (slot: Slot, index: number) => readonly number[],
  first: number,
  people: number,
): Place[] | null {
  const places: Place[] = [];
  for (let i = first; places.length < people; i++) {
    const slot = slots[i];
    if (!slot || (i > first && slots[i - 1]?.endsAt !== slot.startsAt)) return null;
    const free = freeIn(slot, i);
    if (free.length === 0) return null;
    const { startsAt, endsAt } = slot;
    for (const seat of free.slice(0, people - places.length)) places.push({ startsAt, endsAt, seat });
  }
  return places;
}

/** A beginning that so many people may choose. */
export interface FreePlace {
  readonly startsAt: Instant;
  /** When the last of them is done. */
  readonly endsAt: Instant;
  /** How many seats are free at the beginning. */
  readonly free: number;
}

/** Where so many people may begin after an instant, in order of time. */
export function freePlaces(slots: readonly Slot[], taken: readonly Place[], people: number, after: Instant): FreePlace[] {
  const free = slots.map((slot) => freeSeats(slot, taken));
  return slots.flatMap(({ startsAt, endsAt }, i) => {
    const places = startsAt > after ? sideBySide(slots, (_, at) => free[at] ?? [], i, people) : null;
    return places ? [{ startsAt, endsAt: places.at(-1)?.endsAt ?? endsAt, free: free[i]?.length ?? 0 }] : [];
  });
}
