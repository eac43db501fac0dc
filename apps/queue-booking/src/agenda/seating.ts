/** Who sits where by record: an index of an agenda, made once for each of its states. */
import type { Instant } from '@qeyd/core';
import type { Place } from '../place/place';
import type { Agenda, Booking } from './booking';

interface Occupied extends Place {
  readonly booking: Booking;
}

export interface Seating {
  /** The seats taken for any part of `[from, to)`; to the end of the day without `to`. */
  between(from: Instant, to: Instant | null): Occupied[];
  /** The bookings in which the person has a seat. */
  of(person: string): readonly Booking[];
}

/** Bookings that have ended by record have no seat; whether time has ended one is for the reader to see. */
function makeSeating(agenda: Agenda): Seating {
  const byStart = new Map<Instant, Occupied[]>();
  const byPerson = new Map<string, Booking[]>();
  for (const booking of agenda.values()) {
    if (booking.status === 'ended') continue;
    for (const { startsAt, endsAt, seat, person } of booking.seats) {
      put(byStart, startsAt, { startsAt, endsAt, seat, booking });
      put(byPerson, person, booking);
    }
  }
  return {
    between: (from, to) =>
      [...byStart].flatMap(([start, seats]) => (to === null || start < to ? seats.filter(({ endsAt }) => endsAt > from) : [])),
    of: (person) => byPerson.get(person) ?? [],
  };
}

function put<T>(groups: Map<string, T[]>, key: string, one: T): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}

/** Those who are refused on a crowded day are all refused on the same state. */
const known = new WeakMap<Agenda, Seating>();

export function seatingOf(agenda: Agenda): Seating {
  const seating = known.get(agenda) ?? makeSeating(agenda);
  known.set(agenda, seating);
  return seating;
}
