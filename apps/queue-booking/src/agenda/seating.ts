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

/** The seats that are taken from one moment on; at `endsAt` the last of them is free again. */
interface Row {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly taken: readonly Occupied[];
}

/** One office, service and day. */
export interface Agenda {
  /** By their ids, those that ended among them. */
  readonly bookings: Dictionary<Booking>;
  /** By their ids, those that have not ended by record. They take seats, and are nobody's booking. */
  readonly offers: ReadonlyMap<string, Offered>;
  /** In the order of time. */
  readonly seats: readonly Row[];
  /** By person: the last booking in which the person got a place. */
  readonly visits: Dictionary<string>;
}

export const nobody: Agenda = { bookings: Dictionary.empty(), offers: new Map(), seats: [], visits: Dictionary.empty() };

/** The seats taken by record for any part of `[from, to)`; to the end of the day without `to`. */
export function seatsBetween({ seats }: Agenda, from: Instant, to: Instant | null): Occupied[] {
  const found: Occupied[] = [];
  for (const { startsAt, endsAt, taken } of seats) {
    if (to !== null && startsAt >= to) break;
    if (endsAt > from) for (const seat of taken) if (seat.endsAt === endsAt || seat.endsAt > from) found.push(seat);
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

function without(rows: readonly Row[], by: string, places: readonly Seated[] = []): readonly Row[] {
  const leave = (taken: readonly Occupied[]): Occupied[] => taken.filter((seat) => seat.by !== by);
  return [...new Set(places.map(({ startsAt }) => startsAt))].reduce((left, at) => changed(left, at, leave), rows);
}

function seated(rows: readonly Row[], by: string, places: readonly Seated[], until: Instant): readonly Row[] {
  return places.reduce((left, { startsAt, endsAt, seat }) => {
    return changed(left, startsAt, (taken) => [...taken, { startsAt, endsAt, seat, by, until }]);
  }, rows);
}

/** The rows after a change of one of them. */
function changed(
  rows: readonly Row[],
  startsAt: Instant,
  change: (taken: readonly Occupied[]) => readonly Occupied[],
): readonly Row[] {
  const at = rows.findLastIndex((row) => row.startsAt <= startsAt);
  const known = rows[at]?.startsAt === startsAt ? rows[at] : undefined;
  const taken = change(known?.taken ?? []);
  const row = { startsAt, endsAt: taken.reduce((last, { endsAt }) => (endsAt > last ? endsAt : last), ''), taken };
  return known ? rows.with(at, row) : rows.toSpliced(at + 1, 0, row);
}
