/** What happens to the places of an agenda: one office, one service, one day. */
import type { CivilDate, Instant } from '@qeyd/core';
import type { booking, Payload } from '@qeyd/contracts';
import type { Place } from '../place/place';

/** Which agenda. */
export interface AgendaKey {
  readonly office: string;
  readonly service: string;
  readonly on: CivilDate;
}

/** One who comes; bound to the document, so that a place cannot be sold. */
export interface Visitor {
  readonly person: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly documentNumber: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** What stays of a booking wherever it is moved. */
export interface Party {
  readonly booking: string;
  readonly reference: string;
  readonly channel: Payload<typeof booking.BookingConfirmed>['channel'];
  readonly bookedBy: Payload<typeof booking.BookingConfirmed>['bookedBy'];
  readonly language: Payload<typeof booking.BookingConfirmed>['language'];
  /** Keyed hash of the e-mail address, else of the phone number: so many bookings may have one contact. */
  readonly contact: string | null;
  readonly sequence: number;
}

/** A person has a place until `heldUntil`, and longer if the booking is confirmed by then. */
export type PlaceHeld = {
  type: 'PlaceHeld';
  data: AgendaKey & Party & Place & Visitor & { readonly heldAt: Instant; readonly heldUntil: Instant };
};
/** The places of a hold are free again: its time was over when somebody else came, or it was given up. */
export type HoldEnded = {
  type: 'HoldEnded';
  data: { readonly booking: string; readonly reason: 'expired' | 'given-up'; readonly at: Instant };
};
export type BookingConfirmed = { type: 'BookingConfirmed'; data: Payload<typeof booking.BookingConfirmed> };
/** The booking left this agenda, or this place of it, for another. */
export type PlaceVacated = {
  type: 'PlaceVacated';
  data: { readonly booking: string; readonly to: AgendaKey; readonly at: Instant };
};
export type BookingMoved = { type: 'BookingMoved'; data: Payload<typeof booking.BookingMoved> };
/** Its visitor is told that the place is near. */
export type BookingReminded = { type: 'BookingReminded'; data: Payload<typeof booking.BookingReminded> };
export type Reminder = BookingReminded['data']['reminder'];
/** Its link is to be sent again to the address that the booking has. */
export type LinkRequested = { type: 'LinkRequested'; data: Payload<typeof booking.LinkRequested> };
export type BookingCancelled = { type: 'BookingCancelled'; data: Payload<typeof booking.BookingCancelled> };

/** The day of the places is over; recorded when it matters, as the end of a hold is. */
export type BookingOver = { type: 'BookingOver'; data: { readonly booking: string; readonly at: Instant } };

/** Nobody came for the places in time. */
export type BookingMissed = { type: 'BookingMissed'; data: Payload<typeof booking.BookingMissed> };

/** The office cannot keep the place; the booking stands all the same, until it is settled. */
export type PlaceWithdrawn = { type: 'PlaceWithdrawn'; data: Payload<typeof booking.PlaceWithdrawn> };
export type OfferReminded = { type: 'OfferReminded'; data: Payload<typeof booking.OfferReminded> };
export type OfferDeclined = { type: 'OfferDeclined'; data: Payload<typeof booking.OfferDeclined> };
export type PlaceRestored = { type: 'PlaceRestored'; data: Payload<typeof booking.PlaceRestored> };
export type VisitorInformed = { type: 'VisitorInformed'; data: Payload<typeof booking.VisitorInformed> };

/** A place is kept for the booking of a visitor that lost its own, most often in another agenda. */
export type PlaceOffered = {
  type: 'PlaceOffered';
  data: AgendaKey &
    Party &
    Place &
    Visitor & { readonly offer: string; readonly offeredAt: Instant; readonly offeredUntil: Instant };
};
/** The places of an offer are free again; `accepted`: for the booking to move in. */
export type OfferEnded = {
  type: 'OfferEnded';
  data: { readonly offer: string; readonly reason: OfferEnd | 'expired'; readonly at: Instant };
};
export type OfferEnd = 'accepted' | 'declined' | 'withdrawn';

export type AgendaEvent =
  | PlaceHeld
  | HoldEnded
  | BookingConfirmed
  | PlaceVacated
  | BookingMoved
  | BookingCancelled
  | BookingOver
  | BookingMissed
  | BookingReminded
  | LinkRequested
  | PlaceWithdrawn
  | OfferReminded
  | OfferDeclined
  | PlaceRestored
  | VisitorInformed
  | PlaceOffered
  | OfferEnded;
