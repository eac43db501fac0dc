/** A notice: one message to one recipient about one fact; planned once, tried, and ended in a named state. */
import { later } from '@qeyd/calendar';
import type { Language, Payload, notification } from '@qeyd/contracts';
import { ERASED, refuse, type Decider, type Decision, type Instant } from '@qeyd/core';
import { overAt, type Matter, type People } from './matter';

export interface Plan extends People {
  readonly recipient: 'applicant' | 'guest' | 'visitor';
  readonly person: string;
  readonly application: string | null;
  readonly registration: string | null;
  readonly matter: Matter;
  readonly language: Language;
  /** Every attempt bears it, for ever: a mail server or reader that meets it twice can tell. */
  readonly messageId: string;
  readonly plannedAt: Instant;
  /** The end of the working day after the one that is counted from; for a place in the queue, its beginning. */
  readonly dueAt: Instant;
}

/** A notice to be: its id follows from `about` and `name`, so that the same event twice is one notice. */
export interface Draft {
  readonly about: string;
  readonly name: string;
  readonly plan: Omit<Plan, 'messageId'>;
}

export type FailReason = 'no-email' | 'refused-by-mail-server' | 'deadline-over' | 'erased';

/** What the mail server answered: its code (or the kind of silence) in clear, its words sealed, as they may repeat the address. */
interface Answer {
  readonly code: string;
  readonly reply: string;
}

/** The n-th attempt and what came of it. */
interface Attempt extends Answer {
  readonly person: string;
  readonly attempts: number;
}

export type NoticeEvent =
  | { type: 'NoticePlanned'; data: Plan }
  | { type: 'NoticeDeferred'; data: Attempt & { deferredAt: Instant; retryAt: Instant } }
  | { type: 'NoticeRejected'; data: Attempt & { rejectedAt: Instant; nextContact: boolean } }
  | { type: 'NoticeAccepted'; data: About & Attempt & { messageId: string; acceptedAt: Instant } }
  | { type: 'NoticeHandedOver'; data: About & { way: Way; handedOverAt: Instant } }
  | { type: 'NoticeFailed'; data: About & { reason: FailReason; failedAt: Instant } }
  /** Nobody needs it any more, planned or not: later news has overtaken it, or the place that it is about has begun. */
  | { type: 'NoticeLapsed'; data: { reason: LapseReason; lapsedAt: Instant } };

type LapseReason = 'overtaken' | 'over';

export type Way = Payload<typeof notification.NoticeHandedOver>['way'];

/** What every outcome repeats, so that its reader needs no other event. */
interface About {
  readonly kind: Matter['kind'];
  readonly recipient: Plan['recipient'];
  readonly application: string | null;
  readonly registration: string | null;
  readonly booking?: string;
}

export type NoticeCommand =
  | { type: 'Plan'; plan: Plan }
  | ({ type: 'RecordAccepted'; at: Instant } & Answer)
  | ({ type: 'RecordDeferred'; at: Instant } & Answer)
  | ({ type: 'RecordRejected'; at: Instant } & Answer)
  | { type: 'GiveUp'; at: Instant; reason: 'erased' }
  | { type: 'Lapse'; at: Instant; reason: LapseReason }
  | { type: 'HandOver'; at: Instant; way: Way };

export type NoticeRefusal = 'notice-unknown' | 'notice-already-accepted' | 'notice-lapsed';

interface Letter {
  readonly plan: Plan;
  /** The address to try now. */
  readonly to: string | null;
  readonly attempts: number;
}

export type Notice =
  /** `lapsed`: news about a later state of its matter was faster; it will not be planned. */
  | { readonly status: 'unplanned'; readonly lapsed: boolean }
  | ({ readonly status: 'planned' } & Letter)
  | ({ readonly status: 'deferred'; readonly retryAt: Instant } & Letter)
  | ({ readonly status: 'with-officer' } & Letter)
  | ({ readonly status: 'accepted' } & Letter)
  | ({ readonly status: 'handed-over' } & Letter)
  | ({ readonly status: 'lapsed' } & Letter);

function decide(command: NoticeCommand, notice: Notice): Decision<NoticeEvent, NoticeRefusal> {
  if (command.type === 'Plan') return notice.status === 'unplanned' && !notice.lapsed ? planned(command.plan) : [];
  if (command.type === 'Lapse') return isOpen(notice, command.reason) ? [lapsed(command.reason, command.at)] : [];
  if (notice.status === 'unplanned') return refuse('notice-unknown');
  const { status, plan, to, attempts } = notice;
  const waiting = status === 'planned' || status === 'deferred';
  const { at } = command;
  switch (command.type) {
    case 'RecordAccepted': {
      // A mail that went out is a fact, even if an officer was faster.
      if (status === 'accepted') return [];
      const data = { ...about(plan), ...attempt(notice, command), messageId: plan.messageId, acceptedAt: at };
      return [{ type: 'NoticeAccepted', data }];
    }
    case 'RecordDeferred': {
      if (!waiting) return [];
      const retryAt = later(at, BACK_OFF[Math.min(attempts, BACK_OFF.length - 1)] ?? HOUR);
      const deferred: NoticeEvent = { type: 'NoticeDeferred', data: { ...attempt(notice, command), deferredAt: at, retryAt } };
      if (isOver(plan, retryAt)) return [deferred, lapsed('over', at)];
      return retryAt > lastTry(plan) ? [deferred, failed(plan, 'deadline-over', at)] : [deferred];
    }
    case 'RecordRejected': {
      if (!waiting) return [];
      const nextContact = to === plan.email && isKnown(plan.otherEmail);
      const rejected: NoticeEvent = {
        type: 'NoticeRejected',
        data: { ...attempt(notice, command), rejectedAt: at, nextContact },
      };
      return nextContact ? [rejected] : [rejected, failed(plan, 'refused-by-mail-server', at)];
    }
    case 'GiveUp':
      return waiting ? [failed(plan, command.reason, at)] : [];
    case 'HandOver':
      if (status === 'handed-over') return [];
      if (status === 'accepted') return refuse('notice-already-accepted');
      if (status === 'lapsed') return refuse('notice-lapsed');
      return [{ type: 'NoticeHandedOver', data: { ...about(plan), way: command.way, handedOverAt: at } }];
  }
}

function evolve(notice: Notice, event: NoticeEvent): Notice {
  if (event.type === 'NoticePlanned') return { status: 'planned', plan: event.data, to: event.data.email, attempts: 0 };
  if (notice.status === 'unplanned') return event.type === 'NoticeLapsed' ? { ...notice, lapsed: true } : notice;
  const { plan, to, attempts } = notice;
  switch (event.type) {
    case 'NoticeDeferred':
      return { status: 'deferred', plan, to, attempts: event.data.attempts, retryAt: event.data.retryAt };
    case 'NoticeRejected':
      return { status: 'planned', plan, to: event.data.nextContact ? plan.otherEmail : to, attempts: event.data.attempts };
    case 'NoticeAccepted':
      return { status: 'accepted', plan, to, attempts: event.data.attempts };
    case 'NoticeHandedOver':
      return { status: 'handed-over', plan, to, attempts };
    case 'NoticeFailed':
      return { status: 'with-officer', plan, to, attempts };
    case 'NoticeLapsed':
      return { status: 'lapsed', plan, to, attempts };
  }
}

function planned(plan: Plan): readonly NoticeEvent[] {
  const event: NoticeEvent = { type: 'NoticePlanned', data: plan };
  return plan.email === null ? [event, failed(plan, 'no-email', plan.plannedAt)] : [event];
}

const attempt = ({ plan, attempts }: Letter, { code, reply }: Answer): Attempt => ({
  person: plan.person,
  attempts: attempts + 1,
  code,
  reply,
});

const failed = (plan: Plan, reason: FailReason, failedAt: Instant): NoticeEvent => ({
  type: 'NoticeFailed',
  data: { ...about(plan), reason, failedAt },
});

const lapsed = (reason: LapseReason, lapsedAt: Instant): NoticeEvent => ({ type: 'NoticeLapsed', data: { reason, lapsedAt } });

/** Somebody would still be told, by a notice that is there or is yet to be planned. */
const isOpen = (notice: Notice, reason: LapseReason): boolean =>
  notice.status === 'unplanned'
    ? !notice.lapsed && reason === 'overtaken'
    : ['planned', 'deferred', 'with-officer'].includes(notice.status);

const about = ({ matter, recipient, application, registration }: Plan): About => ({
  kind: matter.kind,
  recipient,
  application,
  registration,
  ...('booking' in matter && { booking: matter.booking }),
});

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the n-th failed attempt; a greylisting server lets the third or fourth pass. */
const BACK_OFF = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR];

/** A notice that could only be planned late still gets a day of tries. */
const lastTry = ({ dueAt, plannedAt }: Plan): Instant => {
  const dayOfTries = later(plannedAt, 24 * HOUR);
  return dayOfTries > dueAt ? dayOfTries : dueAt;
};

export const isKnown = (contact: string | null): contact is string => contact !== null && contact !== ERASED;

/** The place that it is about has begun. */
export const isOver = ({ matter }: Plan, at: Instant): boolean => {
  const end = overAt(matter);
  return end !== null && end <= at;
};

/** The notice whose delivery stops the clock of its application. */
export const confirmedBy = ({ recipient, application }: Pick<Plan, 'recipient' | 'application'>): string | null =>
  recipient === 'applicant' ? application : null;

const reply = { subject: 'person', fields: ['reply'] };

export const noticeDecider: Decider<Notice, NoticeCommand, NoticeEvent, NoticeRefusal> = {
  category: 'notice',
  initial: { status: 'unplanned', lapsed: false },
  decide,
  evolve,
  personal: {
    NoticePlanned: { subject: 'person', fields: ['name', 'address', 'hostName', 'email', 'otherEmail', 'phone'] },
    NoticeDeferred: reply,
    NoticeRejected: reply,
    NoticeAccepted: reply,
  },
};
