/** Everything that keeps a form from being filed, found at once, so that the applicant corrects it in one go. */
import { addDays, bakuDate, isCivilDate } from '@qeyd/calendar';
import { documentNumber, type Instant } from '@qeyd/core';
import type { Circumstances, Fault, FaultCode, StayForm } from './form';
import { mrzFaults } from './mrz';
import { stayEnd } from './terms';

/** An officer may enter what came in up to so many days ago. */
const BACKDATING_DAYS = 3;
/** The clock of a partner may be so far ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** A rule holds (`true`) or gives a fault. */
type Rule = readonly [holds: boolean, pointer: string, code: FaultCode];

const broken = (rules: readonly Rule[]): Fault[] =>
  rules.filter(([holds]) => !holds).map(([, pointer, code]) => ({ pointer, code }));

/** An unknown day or month is `00`; a known day needs its month. */
const isBirthDate = (date: string): boolean =>
  date.endsWith('-00-00') || isCivilDate(date.endsWith('-00') ? `${date.slice(0, 8)}01` : date);

export function faultsOf(form: StayForm, seen: Circumstances): Fault[] {
  return [
    ...broken(filerRules(form, seen)),
    ...broken(receiptRules(seen)),
    ...broken(personRules(form)),
    ...broken(stayRules(form, bakuDate(seen.receivedAt), seen)),
    ...broken(codeRules(form, bakuDate(seen.receivedAt), seen)),
    ...(seen.mrz === null ? [] : mrzFaults(form, seen.mrz)),
  ];
}

const filerRules = ({ applicant, host }: StayForm, { filedBy }: Circumstances): readonly Rule[] => [
  [filedBy === 'officer' || filedBy === 'partner' || filedBy === applicant, '/applicant', 'not-the-applicant'],
  [applicant !== 'host' || host !== undefined, '/host', 'host-missing'],
];

const isAhead = (receivedAt: Instant, now: Instant): boolean => Date.parse(receivedAt) > Date.parse(now) + CLOCK_SKEW_MS;

const receiptRules = ({ receivedAt, now, backdated }: Circumstances): readonly Rule[] => [
  [!isAhead(receivedAt, now) || backdated !== null, '', 'sent-in-future'],
  [!backdated || backdated.on <= bakuDate(now), '/receivedOn', 'received-in-future'],
  [!backdated || backdated.on >= addDays(bakuDate(now), -BACKDATING_DAYS), '/receivedOn', 'received-too-long-ago'],
  [!backdated || backdated.on >= bakuDate(now) || Boolean(backdated.reason?.trim()), '/receivedReason', 'reason-missing'],
];

const personRules = ({ person, document, stay }: StayForm): readonly Rule[] => [
  [isBirthDate(person.birthDate), '/person/birthDate', 'date'],
  [person.birthDate <= stay.enteredOn, '/person/birthDate', 'birth-after-entry'],
  [documentNumber(document.number) !== '', '/document/number', 'document-number-unreadable'],
  [document.expiresOn >= stay.enteredOn, '/document/expiresOn', 'document-expired-before-entry'],
  [!document.issuedOn || document.issuedOn <= document.expiresOn, '/document/issuedOn', 'issued-after-expiry'],
];

function stayRules({ stay }: StayForm, receivedOn: string, { book }: Circumstances): readonly Rule[] {
  const { basis, visa, enteredOn, movedInOn = enteredOn } = stay;
  const end = stayEnd(stay, book);
  const bounded = visa?.days !== undefined || visa?.validUntil !== undefined;
  return [
    [enteredOn <= receivedOn, '/stay/enteredOn', 'entry-in-future'],
    [movedInOn >= enteredOn, '/stay/movedInOn', 'moved-in-before-entry'],
    [movedInOn <= receivedOn || enteredOn > receivedOn, '/stay/movedInOn', 'moved-in-in-future'],
    [basis !== 'visa' || bounded, '/stay/visa', 'visa-period-missing'],
    [basis !== 'visa-free' || visa === undefined, '/stay/visa', 'visa-not-expected'],
    [end === null || receivedOn < end, '/stay/enteredOn', 'stay-period-over'],
  ];
}

function codeRules({ person, document, stay }: StayForm, on: string, { book, office }: Circumstances): readonly Rule[] {
  const known = (name: string, code: string): boolean => book.find(name, code, on) !== null;
  return [
    [known('countries', person.citizenship), '/person/citizenship', 'unknown-country'],
    [known('countries', document.country), '/document/country', 'unknown-country'],
    [known('document-types', document.type), '/document/type', 'unknown-document-type'],
    [known('purposes', stay.purpose), '/stay/purpose', 'unknown-purpose'],
    [office === null || known('offices', office), '/office', 'unknown-office'],
  ];
}
