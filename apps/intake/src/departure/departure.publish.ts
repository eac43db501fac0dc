/** Departure notices for the register, and the answer to the partner who brought one. */
import { intake, partner, type Contract } from '@qeyd/contracts';
import type { Publication, Publisher } from '@qeyd/event-store';
import type { DepartureEvent } from './departure';

const publication = ({ topic, type, version }: Contract, data: object): Publication => ({ topic, type, version, data });

export const departurePublisher: Publisher<DepartureEvent> = {
  category: 'departure',
  on: {
    DepartureReported: ({ data: { submission, ...notice } }) => [
      publication(intake.DepartureReported, notice),
      ...(submission
        ? [
            publication(partner.replies(submission.partner)[0], {
              submission: submission.id,
              accepted: 'departure',
              id: notice.departure,
              reference: null,
              receivedAt: notice.receivedAt,
              daysLate: 0,
              warnings: [],
              receipt: null,
            }),
          ]
        : []),
    ],
    DepartureWithdrawn: ({ data }) => publication(intake.DepartureWithdrawn, data),
  },
};
