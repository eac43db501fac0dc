/** A booking in an agenda: who has which places, until when, and what others are told of it. */
import { ERASED, type Instant } from '@qeyd/core';
import type { Place } from '../place/place';
import type { AgendaEvent, AgendaKey, BookingConfirmed, Party, PlaceHeld } from './events';
import type { PlaceOffered, PlaceWithdrawn, Reminder, Visitor } from './events';

export type Seated = Place & Visitor;

interface Kept {
  readonly key: AgendaKey;
  readonly party: Party;
  /** In the order in which the visitors were named: the first one is told about the booking. */
  readonly seats: readonly Seated[];
  /** Since when they have these places. */
  readonly takenAt: Instant;
}

export type Held = Kept & { readonly status: 'held'; readonly heldUntil: Instant };
/** `reminded`: the last reminder of this place; `linkAt`: when its link was asked for. */
export type Confirmed = Kept & {
  readonly status: 'confirmed';
  readonly reminded: Reminder | null;
  readonly linkAt: Instant | null;
  readonly withdrawn: Withdrawal | null;
};
export type Ended = Kept & {
  readonly status: 'ended';
  readonly how: 'expired' | 'given-up' | 'vacated' | 'cancelled' | 'over' | 'missed';
};
export type Booking = Held | Confirmed | Ended;

/** Places kept for the booking of the party, which has others yet. */
export type Offered = Kept & { readonly offer: string; readonly offeredUntil: Instant };

/** The office took the place away, and what became of the place that it offered instead. */
export interface Withdrawal extends Pick<PlaceWithdrawn['data'], 'reason' | 'offer' | 'withdrawnAt'> {
  readonly reminded: boolean;
  readonly declined: boolean;
}

/** There is nobody to be told of it any more. */
export const isErased = ({ seats }: Kept): boolean => seats[0]?.surname === ERASED;

/** When the first place begins and the last one ends. */
export const spanOf = ({ seats }: Kept): { readonly startsAt: Instant; readonly endsAt: Instant } => ({
  startsAt: seats.reduce((first, { startsAt }) => (startsAt < first ? startsAt : first), seats[0]?.startsAt ?? ''),
  endsAt: seats.reduce((last, { endsAt }) => (endsAt > last ? endsAt : last), ''),
});

/** When time ends it: a hold at `heldUntil`, a confirmed booking with its last place, or later if another one is offered until then. */
export function untilOf(booking: Held | Confirmed): Instant {
  if (booking.status === 'held') return booking.heldUntil;
  const { endsAt } = spanOf(booking);
  const offered = offerOf(booking)?.until ?? endsAt;
  return offered > endsAt ? offered : endsAt;
}

/** It has ended, recorded or not. */
export const isOver = (booking: Booking, at: Instant): boolean => booking.status === 'ended' || untilOf(booking) <= at;

/** What is offered instead of a withdrawn place, until it is declined; its time may be over. */
export const offerOf = (booking: Booking): Withdrawal['offer'] =>
  booking.status === 'confirmed' && booking.withdrawn && !booking.withdrawn.declined ? booking.withdrawn.offer : null;

/** The record of an end that has come; nothing when there is nothing to record. */
export function endOf(booking: Booking, at: Instant): AgendaEvent[] {
  if (booking.status === 'ended' || !isOver(booking, at)) return [];
  const { booking: id } = booking.party;
  if (booking.status === 'confirmed') return [{ type: 'BookingOver', data: { booking: id, at } }];
  return [{ type: 'HoldEnded', data: { booking: id, reason: 'expired', at } }];
}

/** What the others are told; the personal part is that of the first visitor. */
export function aboutOf(booking: Booking): Omit<BookingConfirmed['data'], 'confirmedAt'> {
  const { key, party, seats } = booking;
  const { contact: _, ...told } = party;
  const { person = '', surname = '', givenNames = '', email = null, phone = null } = seats[0] ?? {};
  return { ...told, ...key, ...spanOf(booking), person, people: seats.length, surname, givenNames, email, phone };
}

/** The same, as the next change of the booking leaves it. */
export const changedOf = (booking: Booking): ReturnType<typeof aboutOf> => ({
  ...{ ...aboutOf(booking), sequence: booking.party.sequence + 1 },
});

/** The booking after one more of its visitors got a place. */
export function heldWith(known: Booking | undefined, data: PlaceHeld['data']): Held {
  const { office, service, on, booking, reference, channel, bookedBy, language, contact, sequence } = data;
  const { person, surname, givenNames, documentNumber, email, phone, startsAt, endsAt, seat, heldAt: takenAt, heldUntil } = data;
  const seated = { person, surname, givenNames, documentNumber, email, phone, startsAt, endsAt, seat };
  const seats = known?.status === 'held' ? [...known.seats, seated] : [seated];
  const party = { booking, reference, channel, bookedBy, language, contact, sequence };
  return { status: 'held', key: { office, service, on }, party, seats, takenAt, heldUntil };
}

/** The offer after a place was kept for one more of the visitors. */
export function offeredWith(known: Offered | undefined, data: PlaceOffered['data']): Offered {
  const { offer, offeredAt: heldAt, offeredUntil, ...held } = data;
  const { key, party, seats, takenAt } = heldWith(undefined, { ...held, heldAt, heldUntil: offeredUntil });
  return { offer, key, party, seats: [...(known?.seats ?? []), ...seats], takenAt, offeredUntil };
}
