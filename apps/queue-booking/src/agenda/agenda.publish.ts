/** What of an agenda leaves: the bookings, their personal part sealed. Who only looked at a place is nobody's business. */
import { booking } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import type { AgendaEvent } from './events';

const {
  BookingConfirmed,
  BookingMoved,
  BookingCancelled,
  BookingReminded,
  LinkRequested,
  BookingMissed,
  PlaceWithdrawn,
  OfferReminded,
  OfferDeclined,
  PlaceRestored,
  VisitorInformed,
} = booking;

export const agendaPublisher: Publisher<AgendaEvent> = {
  category: 'agenda',
  on: {
    PlaceHeld: null,
    HoldEnded: null,
    BookingConfirmed: ({ data }) => ({ ...BookingConfirmed, data, personal: true }),
    PlaceVacated: null,
    BookingMoved: ({ data }) => ({ ...BookingMoved, data, personal: true }),
    BookingCancelled: ({ data }) => ({ ...BookingCancelled, data, personal: true }),
    BookingOver: null,
    BookingMissed: ({ data }) => ({ ...BookingMissed, data, personal: true }),
    BookingReminded: ({ data }) => ({ ...BookingReminded, data, personal: true }),
    LinkRequested: ({ data }) => ({ ...LinkRequested, data, personal: true }),
    PlaceWithdrawn: ({ data }) => ({ ...PlaceWithdrawn, data, personal: true }),
    OfferReminded: ({ data }) => ({ ...OfferReminded, data, personal: true }),
    OfferDeclined: ({ data }) => ({ ...OfferDeclined, data, personal: false }),
    PlaceRestored: ({ data }) => ({ ...PlaceRestored, data, personal: true }),
    VisitorInformed: ({ data }) => ({ ...VisitorInformed, data, personal: false }),
    PlaceOffered: null,
    OfferEnded: null,
  },
};
