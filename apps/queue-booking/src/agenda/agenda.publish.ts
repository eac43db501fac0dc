/** What of an agenda leaves: the bookings, their personal part sealed. Who only looked at a place is nobody's business. */
import { booking } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import type { AgendaEvent } from './events';

const { BookingConfirmed, BookingMoved, BookingCancelled, BookingReminded } = booking;

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
    BookingReminded: ({ data }) => ({ ...BookingReminded, data, personal: true }),
  },
};
