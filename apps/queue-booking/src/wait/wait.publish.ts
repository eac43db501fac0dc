/** What of a waiting list leaves: who joined, what was offered, and the end; who came along stays. */
import { booking } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import type { WaitEvent } from './wait';

const { WaitBegun, WaitOffered, WaitEnded } = booking;

export const waitPublisher: Publisher<WaitEvent> = {
  category: 'wait',
  on: {
    WaiterNamed: null,
    WaitBegun: ({ data }) => ({ ...WaitBegun, data, personal: true }),
    WaitOffered: ({ data }) => ({ ...WaitOffered, data, personal: true }),
    WaitEnded: ({ data }) => ({ ...WaitEnded, data, personal: false }),
  },
};
