/** An accepted application for the other services, its personal part sealed as it is; with its receipt for the partner who brought it. */
import { intake, partner } from '@qeyd/contracts';
import type { Publication, Publisher } from '@qeyd/event-store';
import type { Receipts } from '../receipt/receipt.jws';
import { acceptanceOf, type ApplicationEvent, type ApplicationFiled } from './application';

const filed = ({ submission: _, ...data }: ApplicationFiled['data']): Publication => {
  const { topic, type, version } = intake.ApplicationFiled;
  return { topic, type, version, data, personal: true };
};

const accepted = (receipts: Receipts, { submission, ...data }: ApplicationFiled['data']): Publication[] => {
  if (!submission) return [];
  const { topic, type, version } = partner.replies(submission.partner)[0];
  const { application, reference, receivedAt, daysLate, warnings } = data;
  const receipt = receipts.of(acceptanceOf(data));
  const answer = { submission: submission.id, accepted: 'application', id: application, reference };
  return [{ topic, type, version, data: { ...answer, receivedAt, daysLate, warnings, receipt } }];
};

export const applicationPublisher = (receipts: Receipts): Publisher<ApplicationEvent> => ({
  category: 'application',
  on: {
    ApplicationFiled: ({ data }) => [filed(data), ...accepted(receipts, data)],
    FormKept: null,
    OutcomeRecorded: null,
    ApplicantInformed: null,
  },
});
