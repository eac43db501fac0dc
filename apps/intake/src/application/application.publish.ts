/** An accepted application for the other services, its personal part sealed as it is; and the answer to the partner who brought it. */
import { intake, partner } from '@qeyd/contracts';
import type { Publication, Publisher } from '@qeyd/event-store';
import type { ApplicationEvent, ApplicationFiled } from './application';

/** What the contract names leaves, and nothing else can. */
const filed = (data: ApplicationFiled['data']): Publication => {
  const { topic, type, version, data: clear } = intake.ApplicationFiled;
  const named = Object.entries(data).filter(([field]) => field in clear.properties);
  return { topic, type, version, data: Object.fromEntries(named), personal: true };
};

const accepted = ({ submission, ...data }: ApplicationFiled['data']): Publication[] => {
  if (!submission) return [];
  const { topic, type, version } = partner.replies(submission.partner)[0];
  const { application, reference, receivedAt, daysLate, warnings, receipt } = data;
  const answer = { submission: submission.id, accepted: 'application', id: application, reference };
  return [{ topic, type, version, data: { ...answer, receivedAt, daysLate, warnings, receipt } }];
};

export const applicationPublisher: Publisher<ApplicationEvent> = {
  category: 'application',
  on: {
    ApplicationFiled: ({ data }) => [filed(data), ...accepted(data)],
    FormKept: null,
    OutcomeRecorded: null,
    ApplicantInformed: null,
  },
};
