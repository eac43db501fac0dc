/** An agenda as it stands: its bookings, and who sits where by record, so that a decision looks only at what is near. */
import { Dictionary, type Instant } from '@qeyd/core';
import type { Place } from '../place/place';
import { untilOf, type Booking, type Offered, type Seated } from './booking';

/** A seat that is taken by record: time ends it at `until`, and somebody else may have it then. */
export interface Occupied extends Place {
  /** The id of the booking, or of the offer. */
  readonly by: string;
  readonly until: Instant;
}

/** One office, service and day. */
export interface Agenda {
  /** By their ids, those that ended among them. */
  readonly bookings: Dictionary<Booking>;
  /** By their ids, those that have not ended by record. They take seats, and are nobody's booking. */
  readonly offers: ReadonlyMap<string, Offered>;
  /** By the beginning of their time. */
  readonly seats: ReadonlyMap<Instant, readonly Occupied[]>;
  /** By person: the last booking in which the person got a place. */
  readonly visits: Dictionary<string>;
}

export const nobody: Agenda = { bookings: Dictionary.empty(), offers: new Map(), seats: new Map(), visits: Dictionary.empty() };

/** The seats taken by record for any part of `[from, to)`; to the end of the day without `to`. */
export function seatsBetween({ seats }: Agenda, from: Instant, to: Instant | null): Occupied[] {
  const found: Occupied[] = [];
  for (const [start, occupied] of seats) {
    if (to !== null && start >= to) continue;
    let [ends, reaches] = ['', false];
    for (const seat of occupied) {
      if (seat.endsAt !== ends) [ends, reaches] = [seat.endsAt, seat.endsAt > from]; // who begin together most often end together
      if (reaches) found.push(seat);
    }
  }
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
  const left = without(agenda.seats, booking, agenda.bookings.get(booking)?.seats);
  const bookings = agenda.bookings.with(booking, next);
  if (next.status === 'ended') return { ...agenda, bookings, seats: left };
  const visits = next.seats.reduce((found, { person }) => found.with(person, booking), agenda.visits);
  return { ...agenda, bookings, seats: seated(left, booking, next.seats, untilOf(next)), visits };
}

/** The agenda with an offer as it is from now on. */
export function withOffer(agenda: Agenda, next: Offered): Agenda {
  const { offer } = next;
  const left = without(agenda.seats, offer, agenda.offers.get(offer)?.seats);
  const seats = seated(left, offer, next.seats, next.offeredUntil);
  return { ...agenda, offers: new Map(agenda.offers).set(offer, next), seats };
}

export function withoutOffer(agenda: Agenda, offer: string): Agenda {
  const offers = new Map([...agenda.offers].filter(([id]) => id !== offer));
  return { ...agenda, offers, seats: without(agenda.seats, offer, agenda.offers.get(offer)?.seats) };
}

function without(seats: Agenda['seats'], by: string, taken: readonly Seated[] = []): Map<Instant, readonly Occupied[]> {
  const left = new Map(seats);
  for (const startsAt of new Set(taken.map((seat) => seat.startsAt)))
    left.set(startsAt, left.get(startsAt)?.filter((seat) => seat.by !== by) ?? []);
  return left;
}

/** Changes `seats`, which is nobody else's yet. */
function seated(seats: Map<Instant, readonly Occupied[]>, by: string, taken: readonly Seated[], until: Instant): Agenda['seats'] {
  for (const { startsAt, endsAt, seat } of taken)
    seats.set(startsAt, [...(seats.get(startsAt) ?? []), { startsAt, endsAt, seat, by, until }]);
  return seats;
}
