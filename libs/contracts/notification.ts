/** What notification tells: what became of each notice, and the clock of one working day. */
import { Type } from '@sinclair/typebox';
import { closed, contract, described, instant, nullable, oneOf, text, uuid } from './contract';

export const noticeKind = oneOf([
  'registered',
  'duplicate',
  'not-required',
  'declined',
  'departure-recorded',
  'deregistered',
  'booking-confirmed',
  'booking-moved',
  'booking-cancelled',
  'booking-reminder',
  'booking-missed',
  'booking-link',
  'place-withdrawn',
  'offer-reminder',
  'place-restored',
  'wait-begun',
  'place-offered',
]);
export const recipient = oneOf(['applicant', 'guest', 'visitor']);
const aboutNotice = {
  ...{ notice: uuid, kind: noticeKind, recipient, application: nullable(uuid), registration: nullable(uuid) },
  booking: Type.Optional(described('The booking that the notice was about.', uuid)),
};
const aboutClock = { clock: uuid, application: uuid, startedAt: instant, dueAt: instant };

export const NoticeAccepted = contract(
  'notification',
  'NoticeAccepted',
  1,
  "The recipient's mail server accepted the notice.",
  closed({
    ...aboutNotice,
    messageId: text(200),
    acceptedAt: instant,
    attempts: Type.Integer({ minimum: 1 }),
  }),
);

export const NoticeHandedOver = contract(
  'notification',
  'NoticeHandedOver',
  1,
  'The notice was printed at the counter or told by phone.',
  closed({
    ...aboutNotice,
    way: oneOf(['printed', 'phone']),
    handedOverAt: instant,
  }),
);

export const NoticeFailed = contract(
  'notification',
  'NoticeFailed',
  1,
  'No way to deliver the notice is left but an officer.',
  closed({
    ...aboutNotice,
    reason: text(60),
    failedAt: instant,
  }),
);

export const ConfirmationClockStarted = contract(
  'notification',
  'ConfirmationClockStarted',
  1,
  'The clock of one working day to inform the applicant started.',
  closed(aboutClock),
);
export const ConfirmationClockMet = contract(
  'notification',
  'ConfirmationClockMet',
  1,
  'The applicant was informed in time, or late after all.',
  closed({
    ...aboutClock,
    metAt: instant,
    notice: nullable(uuid),
  }),
);
export const ConfirmationClockAtRisk = contract(
  'notification',
  'ConfirmationClockAtRisk',
  1,
  'The due time is near and the applicant is not informed.',
  closed({ ...aboutClock, at: instant }),
);
export const ConfirmationClockMissed = contract(
  'notification',
  'ConfirmationClockMissed',
  1,
  'The due time passed and the applicant is not informed.',
  closed({ ...aboutClock, at: instant }),
);
