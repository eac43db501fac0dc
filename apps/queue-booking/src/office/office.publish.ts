/** How an office receives people, for everyone who keeps the code-books. */
import { booking } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import type { OfficeEvent } from './office';

export const officePublisher: Publisher<OfficeEvent> = {
  category: 'office',
  on: {
    OfficePlanSet: ({ data }) => ({ ...booking.OfficePlanSet, data, personal: false }),
    ExceptionalDaySet: ({ data }) => ({ ...booking.ExceptionalDaySet, data, personal: false }),
    ExceptionalDayLifted: ({ data }) => ({ ...booking.ExceptionalDayLifted, data, personal: false }),
  },
};
