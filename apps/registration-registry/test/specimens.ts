/** A specimen person with specimen applications, and the policy table as it ships. */
import { seedRows } from '../src/codebook/codebook.seed';
import type { CodeBookRow } from '../src/codebook/row';
import type { Application, DataOf, RegistrationEvent } from '../src/registration/events';
import type { Register } from '../src/registration/register';
import type { Expire, ReportDeparture, WithdrawDeparture } from '../src/registration/registration';

export const policies: readonly CodeBookRow[] = seedRows().filter(({ book }) => book === 'policies');

/** `idOf(7)` is the seventh specimen id. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const person = idOf(1);

const tokens = { document: 'd'.repeat(43), name: 'n'.repeat(43), address: 'a'.repeat(43) };

export const personalFields = {
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  fathersName: null,
  birthDate: '1974-08-12',
  sex: 'female',
  documentCountry: 'UTO',
  documentType: 'passport',
  documentNumber: 'L898902C3',
  address: 'Baku, Specimen street 1',
  hostName: 'Specimen Hotel',
  applicantEmail: 'host@example.org',
  applicantPhone: null,
  guestEmail: 'anna@example.org',
} as const;

/** Visa-free, entered on 1 March 2026, filed on the third day by the owner of a dwelling. */
export const application = (changes: Partial<Application> = {}, n = 100): Application => ({
  application: idOf(n),
  reference: `SPECIMEN-${n}`,
  channel: 'website',
  filedBy: 'host',
  office: null,
  person,
  place: 'place-a',
  owner: null,
  company: false,
  citizenship: 'UTO',
  purpose: 'tourism',
  basis: 'visa-free',
  visa: null,
  enteredOn: '2026-03-01',
  movedInOn: '2026-03-01',
  receivedAt: '2026-03-03T08:00:00.000Z',
  daysLate: 0,
  policy: { name: 'filing-deadline', version: '2018-07-01', act: 'specimen' },
  warnings: [],
  language: 'az',
  ...personalFields,
  ...changes,
});

export const register = (filed: Application, changes: Partial<Register> = {}): Register => ({
  type: 'Register',
  registration: `${filed.application.slice(0, -1)}f`,
  application: filed,
  tokens,
  policies,
  at: '2026-03-03T08:00:01.000Z',
  ...changes,
});

export const reportDeparture = (leavesOn: string, receivedAt: string, departure = idOf(500)): ReportDeparture => ({
  type: 'ReportDeparture',
  notice: { departure, person, leavesOn, reportedBy: 'host', receivedAt },
  policies,
});

export const withdrawDeparture = (receivedAt: string, departure = idOf(500)): WithdrawDeparture => ({
  type: 'WithdrawDeparture',
  withdrawal: { departure, person, receivedAt },
});

export const expire = (today: string, n = 100): Expire => ({
  type: 'Expire',
  registration: register(application({}, n)).registration,
  today,
});

const policyOf = (code: string) => {
  const row = policies.find((candidate) => candidate.code === code);
  return row ? { name: row.code, version: row.validFrom, act: row.source } : null;
};
export const onlyOne = policyOf('one-registration');
export const departurePolicy = policyOf('departure');
export const visaFreePolicy = policyOf('period-visa-free');

/** The registration that follows from an application, as the specimen application is registered. */
export function stayRegistered(changes: Partial<Application> = {}, n = 100, terms: Partial<DataOf<'StayRegistered'>> = {}) {
  const { policy: filing, ...filed } = application(changes, n);
  const { registration, at: registeredAt } = register(application(changes, n));
  const set = { from: filed.enteredOn, toExclusive: '2026-05-30', policy: visaFreePolicy ?? filing, filing };
  return { type: 'StayRegistered', data: { ...filed, registration, registeredAt, tokens, ...set, ...terms } } as const;
}

export function stayDeregistered(reason: DataOf<'StayDeregistered'>['reason'], effectiveOn: string, n = 100) {
  const { application: id, reference, language } = application({}, n);
  const { registration } = register(application({}, n));
  const policy = reason === 'Departed' ? departurePolicy : reason === 'Expired' ? visaFreePolicy : onlyOne;
  const about = { registration, person, application: id, reference, language };
  return { type: 'StayDeregistered', data: { ...about, reason, effectiveOn, policy, ...personalFields } } as const;
}

export function departureRecorded(leavesOn: string, receivedAt: string, departure = idOf(500)): RegistrationEvent {
  const { registration } = register(application());
  const about = { registration, person, departure, leavesOn, reportedBy: 'host', language: 'az', receivedAt } as const;
  return { type: 'DepartureRecorded', data: { ...about, policy: departurePolicy, ...personalFields } };
}
