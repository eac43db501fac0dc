/** What of the day leaves: who came, was called, was served and was missed, and what they filed, without a name. */
import { ticket } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import type { DayEvent } from './day';

const { TicketIssued, TicketCalled, TicketServed, TicketMissed, ApplicationAttached } = ticket;

export const dayPublisher: Publisher<DayEvent> = {
  category: 'day',
  on: {
    TicketIssued: ({ data }) => ({ ...TicketIssued, data, personal: false }),
    TicketCalled: ({ data }) => ({ ...TicketCalled, data, personal: false }),
    TicketParked: null,
    TicketResumed: null,
    TicketTransferred: null,
    TicketServed: ({ data }) => ({ ...TicketServed, data, personal: false }),
    TicketMissed: ({ data }) => ({ ...TicketMissed, data, personal: false }),
    ApplicationUnattached: null,
    ApplicationAttached: ({ data }) => ({ ...ApplicationAttached, data, personal: false }),
  },
};
