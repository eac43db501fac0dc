/** A refusal goes back to the partner whose message it was. */
import { partner } from '@qeyd/contracts';
import type { Publisher } from '@qeyd/event-store';
import type { SubmissionRefused } from './submission';

export const submissionPublisher: Publisher<SubmissionRefused> = {
  category: 'submission',
  on: {
    SubmissionRefused: ({ data: { partner: name, ...refusal } }) => {
      const [, { topic, type, version }] = partner.replies(name);
      return { topic, type, version, data: refusal };
    },
  },
};
