/** An agenda as it stands: its bookings, and who sits where by record, so that a decision looks only at what is near. */
import { Dictionary, type Instant } from '@qeyd/core';
import type { Place } from '../place/place';
import { untilOf, type Booking } from './booking';

/** A seat that is taken by record: time ends it at `until`, and somebody else may have it then. */
export interface Occupied extends Place {
  readonly booking: string;
  readonly until: Instant;
}

/** One office, service and day. */
export interface Agenda {
  /** By their ids, those that ended among them. */
  readonly bookings: Dictionary<Booking>;
  /** By the beginning of their time. */
  readonly seats: ReadonlyMap<Instant, readonly Occupied[]>;
  /** By person: the last booking in which the person got a place. */
  readonly visits: Dictionary<string>;
}

export const nobody: Agenda = { bookings: Dictionary.empty(), seats: new Map(), visits: Dictionary.empty() };

/** The seats taken by record for any part of `[from, to)`; to the end of the day without `to`. */
export function seatsBetween({ seats }: Agenda, from: Instant, to: Instant | null): Occupied[] {
  const found: Occupied[] = [];
  for (const [start, occupied] of seats)
    if (to === null || start < to) for (const seat of occupied) if (seat.endsAt > from) found.push(seat);
  return found;
}

/** The booking in which the person had a place last. */
export function visitOf({ bookings, visits }: Agenda, person: string): Booking | undefined {
  const booking = visits.get(person);
  return booking === undefined ? undefined : bookings.get(booking);
}

/** The agenda with a booking as it is from now on. */
export function withBooking(agenda: Agenda, next: Booking): Agenda {
  const { booking } = next.party;
  const known = agenda.bookings.get(booking);
  const seats = new Map(agenda.seats);
  for (const startsAt of new Set(known?.seats.map((seat) => seat.startsAt)))
    seats.set(startsAt, seats.get(startsAt)?.filter((seat) => seat.booking !== booking) ?? []);
  if (next.status === 'ended') return { ...agenda, bookings: agenda.bookings.with(booking, next), seats };
  const until = untilOf(next);
  for (const { startsAt, endsAt, seat } of next.seats)
    seats.set(startsAt, [...(seats.get(startsAt) ?? []), { startsAt, endsAt, seat, booking, until }]);
  const visits = next.seats.reduce((found, { person }) => found.with(person, booking), agenda.visits);
  return { bookings: agenda.bookings.with(booking, next), seats, visits };
}
