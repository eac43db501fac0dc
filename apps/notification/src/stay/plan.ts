/** Which notices follow from what the register tells. */
import { addDays, bakuDate, workingDayDeadline } from '@qeyd/calendar';
import type { intake, Payload, registry } from '@qeyd/contracts';
import { ERASED, type Instant } from '@qeyd/core';
import type { Matter, People } from '../notice/matter';
import { isKnown, type Draft } from '../notice/notice';

type Registry = typeof registry;
/** The events about persons, but for a departure that was taken back or had no effect: nobody is told. */
type EventName = Exclude<keyof Registry, 'endReason' | 'CodeBookRowSet' | 'DepartureRevoked' | 'DepartureNotApplied'>;
/** An event with its personal part opened. */
export type Told<T extends EventName> = Payload<Registry[T]> & (typeof intake.stayPersonal)['static'];

/** Total over the events; `at` is the time of planning. */
export const plans: {
  readonly [T in EventName]: (told: Told<T>, at: Instant) => Draft[];
} = {
  StayRegistered: (told, at) => {
    const { reference, from, toExclusive, daysLate, registration } = told;
    const matter = { kind: 'registered', reference, from, toExclusive, daysLate, act: told.policy.act } as const;
    return [...toApplicant(told, matter, registration, at), ...copyToGuest(told, matter, at)];
  },
  DuplicateLinked: (told, at) => {
    const { reference, from, toExclusive, registration } = told;
    return toApplicant(told, { kind: 'duplicate', reference, from, toExclusive }, registration, at);
  },
  RegistrationNotRequired: (told, at) => {
    const { reference, registration } = told;
    return toApplicant(told, { kind: 'not-required', reference }, registration, at);
  },
  RegistrationDeclined: (told, at) => {
    const { reference, reason } = told;
    return toApplicant(told, { kind: 'declined', reference, reason }, null, at);
  },
  /** The person is told what the host reported; who reported a departure in person knows of it. */
  DepartureRecorded: (told, at) => {
    if (told.reportedBy !== 'host') return [];
    const { leavesOn } = told;
    return toGuest(told, told.departure, null, { kind: 'departure-recorded', leavesOn }, at);
  },
  /** A courtesy without a legal term: where no e-mail is known, nobody is called. */
  StayDeregistered: (told, at) => {
    const { reference, reason, effectiveOn, registration, application } = told;
    if (reason === 'Expired' && effectiveOn < addDays(bakuDate(at), -OLDEST_EXPIRY_TOLD)) return [];
    if (contacts(told.guestEmail, told.applicantEmail).length === 0) return [];
    return toGuest(told, registration, application, { kind: 'deregistered', reference, reason, effectiveOn }, at);
  },
};

/** Days. After a long outage of ours nobody is told what they have long known. */
const OLDEST_EXPIRY_TOLD = 7;

type Filed = Told<'StayRegistered' | 'DuplicateLinked' | 'RegistrationNotRequired' | 'RegistrationDeclined'>;
type Ended = Told<'DepartureRecorded' | 'StayDeregistered'>;

/** Whose confirmation the law asks for; without an e-mail an officer prints it or calls. */
function toApplicant(told: Filed, matter: Matter, registration: string | null, at: Instant): Draft[] {
  const contact = { email: contacts(told.applicantEmail)[0] ?? null, otherEmail: null };
  const term = { plannedAt: at, dueAt: workingDayDeadline(told.receivedAt) };
  return drafted(told.application, told, {
    ...contact,
    ...term,
    recipient: 'applicant',
    application: told.application,
    registration,
    matter,
  });
}

function copyToGuest(told: Told<'StayRegistered'>, matter: Matter, at: Instant): Draft[] {
  const [email] = contacts(told.guestEmail);
  if (email === undefined || email === told.applicantEmail) return [];
  const { application, registration } = told;
  const term = { plannedAt: at, dueAt: workingDayDeadline(at) };
  return drafted(application, told, { email, otherEmail: null, ...term, recipient: 'guest', application, registration, matter });
}

/** To the person; where only the applicant's e-mail is known, that is the person's own or the host's, who may pass it on. */
function toGuest(told: Ended, about: string, application: string | null, matter: Matter, at: Instant): Draft[] {
  const [email = null, otherEmail = null] = contacts(told.guestEmail, told.applicantEmail);
  const term = { plannedAt: at, dueAt: workingDayDeadline(at) };
  return drafted(about, told, {
    email,
    otherEmail,
    ...term,
    recipient: 'guest',
    application,
    registration: told.registration,
    matter,
  });
}

/** Of a person whose data were erased nothing can be told any more. */
function drafted(
  about: string,
  told: Filed | Ended,
  rest: Omit<Draft['plan'], 'person' | 'language' | keyof People> & Pick<People, 'email' | 'otherEmail'>,
): Draft[] {
  if (told.surname === ERASED) return [];
  const { person, language, givenNames, surname, address, hostName, applicantPhone: phone } = told;
  const plan = { ...rest, person, language, name: `${givenNames} ${surname}`, address, hostName, phone };
  return [{ about, name: `${plan.matter.kind}:${plan.recipient}`, plan }];
}

const contacts = (...emails: readonly (string | null)[]): readonly string[] => [...new Set(emails.filter(isKnown))];
