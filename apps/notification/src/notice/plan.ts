/** Which notices follow from what the register tells. */
import { addDays, bakuDate, workingDayDeadline } from '@qeyd/calendar';
import type { Payload, registry } from '@qeyd/contracts';
import { ERASED, type Instant } from '@qeyd/core';
import type { Matter, People } from './matter';
import { isKnown, type Plan } from './notice';

type Registry = typeof registry;
type EventName = Exclude<keyof Registry, 'endReason' | 'CodeBookRowSet'>;
type Told<T extends EventName> = Payload<Registry[T]>;

/** A notice to be: its id follows from `about` and `name`, so that the same event twice is one notice. */
export interface Draft {
  readonly about: string;
  readonly name: `${Matter['kind']}:${Plan['recipient']}`;
  readonly plan: Omit<Plan, 'messageId'>;
}

/** Total over the register's events about persons; `at` is the time of planning. */
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
    const { leavesOn, registration, departure } = told;
    if (told.reportedBy !== 'host') return [];
    return toGuest(told, departure, { kind: 'departure-recorded', leavesOn }, registration, null, at);
  },
  DepartureRevoked: () => [],
  DepartureNotApplied: () => [],
  /** A courtesy without a legal term: where no e-mail is known, nobody is called. */
  StayDeregistered: (told, at) => {
    const { reference, reason, effectiveOn, registration, application } = told;
    if (reason === 'Expired' && effectiveOn < addDays(bakuDate(at), -OLDEST_EXPIRY_TOLD)) return [];
    if (ownContacts(told)[0] === null) return [];
    return toGuest(told, registration, { kind: 'deregistered', reference, reason, effectiveOn }, registration, application, at);
  },
};

/** Days. After a long outage of ours nobody is told what they have long known. */
const OLDEST_EXPIRY_TOLD = 7;

type StayPeople = Pick<
  Told<'StayRegistered'>,
  'surname' | 'givenNames' | 'address' | 'hostName' | 'applicantEmail' | 'applicantPhone' | 'guestEmail'
>;
type Filed = StayPeople & Pick<Told<'StayRegistered'>, 'application' | 'person' | 'receivedAt' | 'language'>;

function toApplicant(told: Filed, matter: Matter, registration: string | null, at: Instant): Draft[] {
  if (told.surname === ERASED) return [];
  const { application, person, language } = told;
  const [email = null, otherEmail = null] = contacts(told.applicantEmail, told.hostName === null ? told.guestEmail : null);
  const term = { plannedAt: at, dueAt: workingDayDeadline(told.receivedAt) };
  const plan = {
    ...people(told),
    email,
    otherEmail,
    recipient: 'applicant',
    person,
    application,
    registration,
    matter,
    language,
    ...term,
  } as const;
  return [{ about: application, name: `${matter.kind}:applicant`, plan }];
}

function copyToGuest(told: Filed & { registration: string }, matter: Matter, at: Instant): Draft[] {
  const isCopy = told.hostName !== null && isKnown(told.guestEmail) && told.guestEmail !== told.applicantEmail;
  return isCopy ? toGuest(told, told.application, matter, told.registration, told.application, at) : [];
}

function toGuest(
  told: StayPeople & Pick<Filed, 'person' | 'language'>,
  about: string,
  matter: Matter,
  registration: string,
  application: string | null,
  at: Instant,
): Draft[] {
  if (told.surname === ERASED) return [];
  const { person, language } = told;
  const [email, otherEmail] = ownContacts(told);
  const term = { plannedAt: at, dueAt: workingDayDeadline(at) };
  const plan = {
    ...people(told),
    email,
    otherEmail,
    recipient: 'guest',
    person,
    application,
    registration,
    matter,
    language,
    ...term,
  } as const;
  return [{ about, name: `${matter.kind}:guest`, plan }];
}

const people = ({
  givenNames,
  surname,
  address,
  hostName,
  applicantPhone,
}: StayPeople): Omit<People, 'email' | 'otherEmail'> => ({
  name: `${givenNames} ${surname}`,
  address,
  hostName,
  phone: applicantPhone,
});

/** The person's own addresses: an application without a receiving party was filed by the person alone. */
const ownContacts = ({ guestEmail, applicantEmail, hostName }: StayPeople): readonly [string | null, string | null] => {
  const [first = null, second = null] = contacts(guestEmail, hostName === null ? applicantEmail : null);
  return [first, second];
};

const contacts = (...emails: readonly (string | null)[]): readonly string[] => [...new Set(emails.filter(isKnown))];
