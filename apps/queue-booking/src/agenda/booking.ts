/** A booking in an agenda: who has which places, until when, and what others are told of it. */
import type { Instant } from '@qeyd/core';
import type { Place } from '../place/place';
import type { AgendaEvent, AgendaKey, BookingConfirmed, Party, PlaceHeld, Reminder, Visitor } from './events';

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
/** `reminded`: the last reminder of this place. */
export type Confirmed = Kept & { readonly status: 'confirmed'; readonly reminded: Reminder | null };
export type Ended = Kept & { readonly status: 'ended'; readonly how: 'expired' | 'given-up' | 'vacated' | 'cancelled' | 'over' };
export type Booking = Held | Confirmed | Ended;

/** When the first place begins and the last one ends. */
export const spanOf = ({ seats }: Kept): { readonly startsAt: Instant; readonly endsAt: Instant } => ({
  startsAt: seats.reduce((first, { startsAt }) => (startsAt < first ? startsAt : first), seats[0]?.startsAt ?? ''),
  endsAt: seats.reduce((last, { endsAt }) => (endsAt > last ? endsAt : last), ''),
});

/** When time ends it: a hold at `heldUntil`, a confirmed booking with its last place. */
export const untilOf = (booking: Held | Confirmed): Instant =>
  booking.status === 'held' ? booking.heldUntil : spanOf(booking).endsAt;

/** It has ended, recorded or not. */
export const isOver = (booking: Booking, at: Instant): boolean => booking.status === 'ended' || untilOf(booking) <= at;

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

/** The booking after one more of its visitors got a place. */
export function heldWith(known: Booking | undefined, { heldUntil, heldAt: takenAt, ...data }: PlaceHeld['data']): Held {
  const { office, service, on, booking, reference, channel, bookedBy, language, contact, sequence, ...seat } = data;
  const seats = known?.status === 'held' ? [...known.seats, seat] : [seat];
  const party = { booking, reference, channel, bookedBy, language, contact, sequence };
  return { status: 'held', key: { office, service, on }, party, seats, takenAt, heldUntil };
}
