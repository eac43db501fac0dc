/** The places of a day, computed: from the opening hours, the length of a service and its seats, less what is taken. */
import { addDays, bakuClock, bakuInstant, instantOf } from '@qeyd/calendar';
import type { CivilDate, Instant } from '@qeyd/core';
import type { OfficeDay } from '../office/opening';
import type { Opening, Plan } from '../office/plan';

const MINUTE = 60_000;

/** An instant, or a minute of the epoch where many are compared. */
type Time = Instant | number;

/** Half-open. */
interface Stretch<T extends Time> {
  readonly startsAt: T;
  readonly endsAt: T;
}

/** A stretch of time in which so many people are received, on the seats 1 … `seats`. */
export interface Slot<T extends Time = Instant> extends Stretch<T> {
  readonly seats: number;
}

/** One seat for one stretch of time: what one person takes. */
export interface Place<T extends Time = Instant> extends Stretch<T> {
  readonly seat: number;
}

/**
 * The slots of a service on a day, in order; none when the office is closed or does not receive it by queue. A seat that is given out besides
 * those of the plan has a number above theirs, and is one person's like any other.
 */
export function timesOf({ on, plan, hours, more = () => 0 }: OfficeDay, service: string): Slot<number>[] {
  const found = plan.services.find((one) => one.service === service);
  if (!hours || !found || plan.receives === 'walk-in' || found.seats === 0) return [];
  const { minutes, seats } = found;
  const timeAt = bakuClock(on);
  const slots: Slot<number>[] = [];
  for (const [begin, end] of stretchesOf(hours))
    for (let from = begin; from + minutes <= end; from += minutes) {
      const given = seats + more(service, Math.floor(from / 60), seats);
      slots.push({ startsAt: timeAt(from), endsAt: timeAt(from + minutes), seats: given });
    }
  return slots;
}

/** The same, as they are named where places are given. */
export const slotsOf = (day: OfficeDay, service: string): Slot[] => timesOf(day, service).map(inWords);

export const inWords = <S extends Stretch<number>>(stretch: S): Omit<S, keyof Stretch<number>> & Stretch<Instant> => ({
  ...stretch,
  startsAt: instantOf(stretch.startsAt * MINUTE),
  endsAt: instantOf(stretch.endsAt * MINUTE),
});

/** The minute of the epoch, with a fraction if the instant lies within it. */
export const epochMinute = (at: Instant): number => Date.parse(at) / MINUTE;

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
export function freeSeats<T extends Time>({ startsAt, endsAt, seats }: Slot<T>, taken: readonly Place<T>[]): number[] {
  const isTaken = new Uint8Array(seats + 1); // forgets a seat that the plan has no more
  let last: Place<T> | null = null;
  let isNow = false;
  for (const place of taken) {
    const isSame = place.startsAt === last?.startsAt && place.endsAt === last.endsAt; // neighbours share their time
    if (!isSame) isNow = place.startsAt < endsAt && startsAt < place.endsAt;
    if (isNow) isTaken[place.seat] = 1;
    last = place;
  }
  const free: number[] = [];
  for (let seat = 1; seat <= seats; seat++) if (!isTaken[seat]) free.push(seat);
  return free;
}

/**
 * Places for people who come together, beginning in the slot with the index `first`: as many as fit side by side, the others in
 * the slots that follow without a gap; `null` when there are not enough.
 */
export const adjacentPlaces = <T extends Time>(
  slots: readonly Slot<T>[],
  taken: readonly Place<T>[],
  first: number,
  people: number,
): Place<T>[] | null => sideBySide(slots, (slot) => freeSeats(slot, taken), first, people);

function sideBySide<T extends Time>(
  slots: readonly Slot<T>[],
  freeIn: (slot: Slot<T>, index: number) => readonly number[],
  first: number,
  people: number,
): Place<T>[] | null {
  const places: Place<T>[] = [];
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

/** A beginning that so many people may choose: until the last of them is done. */
export interface FreePlace<T extends Time = Instant> extends Stretch<T> {
  /** How many seats are free at the beginning. */
  readonly free: number;
}

/** Where so many people may begin after a moment, in order of time; what nobody asks for is not computed. */
export function* freePlaces<T extends Time>(
  slots: readonly Slot<T>[],
  taken: readonly Place<T>[],
  people: number,
  after: T,
): Generator<FreePlace<T>> {
  const known: number[][] = [];
  const freeIn = (slot: Slot<T>, i: number): readonly number[] => (known[i] ??= freeSeats(slot, taken));
  for (const [i, slot] of slots.entries()) {
    const places = slot.startsAt > after ? sideBySide(slots, freeIn, i, people) : null;
    if (places) yield { startsAt: slot.startsAt, endsAt: places.at(-1)?.endsAt ?? slot.endsAt, free: freeIn(slot, i).length };
  }
}
