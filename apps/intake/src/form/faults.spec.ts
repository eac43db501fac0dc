import { faultsOf } from './faults';
import type { Circumstances, StayForm } from './form';
import { seenAt, specimenForm } from './specimen';

const NOW = '2026-10-10T08:00:00.000Z';
const faults = (form: StayForm, more: Partial<Circumstances> = {}, now = NOW) => faultsOf(form, seenAt(now, more));
const stay = (more: Partial<StayForm['stay']>): StayForm => ({ ...specimenForm, stay: { ...specimenForm.stay, ...more } });
const person = (more: Partial<StayForm['person']>): StayForm => ({
  ...specimenForm,
  person: { ...specimenForm.person, ...more },
});
const document = (more: Partial<StayForm['document']>): StayForm => ({
  ...specimenForm,
  document: { ...specimenForm.document, ...more },
});
const visa = (more: Omit<NonNullable<StayForm['stay']['visa']>, 'number'>, enteredOn = '2026-10-05') =>
  stay({ basis: 'visa', enteredOn, visa: { number: 'V1', ...more } });

describe('A form is taken', () => {
  it('when nothing is wrong with it', () => expect(faults(specimenForm)).toEqual([]));
  it('for a stay of 15 days or less, which is registered voluntarily', () => expect(faults(visa({ days: 7 }))).toEqual([]));
  it('when it comes late', () => expect(faults(stay({ enteredOn: '2026-08-01' }))).toEqual([]));
  it('for a person whose day of birth is not known', () => {
    expect(faults(person({ birthDate: '1974-08-00' }))).toEqual([]);
    expect(faults(person({ birthDate: '1974-00-00' }))).toEqual([]);
  });
  it('for a child born on the day of entry', () => expect(faults(person({ birthDate: '2026-10-05' }))).toEqual([]));
  it('when the basis of entry is neither visa nor visa-free and nothing tells the period', () => {
    expect(faults(stay({ basis: 'other' }))).toEqual([]);
  });
  it('on the last day of a visa-free stay, up to midnight in Baku', () => {
    expect(faults(stay({ enteredOn: '2026-07-13' }), {}, '2026-10-10T19:59:59.999Z')).toEqual([]);
  });
});

describe('A form is refused', () => {
  it.each<[reason: string, form: StayForm, pointer: string, code: string]>([
    ['the entry lies in the future', stay({ enteredOn: '2026-10-11' }), '/stay/enteredOn', 'entry-in-future'],
    ['ninety days without a visa are over', stay({ enteredOn: '2026-07-12' }), '/stay/enteredOn', 'stay-period-over'],
    ['the days of the visa are over', visa({ days: 5 }), '/stay/enteredOn', 'stay-period-over'],
    ['the visa is no longer valid', visa({ days: 90, validUntil: '2026-10-09' }), '/stay/enteredOn', 'stay-period-over'],
    ['the visa tells neither days nor validity', visa({}), '/stay/visa', 'visa-period-missing'],
    ['the visa is missing', stay({ basis: 'visa' }), '/stay/visa', 'visa-period-missing'],
    ['a visa stands beside visa-free entry', stay({ visa: { number: 'V1', days: 30 } }), '/stay/visa', 'visa-not-expected'],
    ['the person was born after the entry', person({ birthDate: '2026-10-06' }), '/person/birthDate', 'birth-after-entry'],
    ['the day of birth does not exist', person({ birthDate: '1974-02-30' }), '/person/birthDate', 'date'],
    ['a day of birth has no month', person({ birthDate: '1974-00-12' }), '/person/birthDate', 'date'],
    ['the document had expired', document({ expiresOn: '2026-10-04' }), '/document/expiresOn', 'document-expired-before-entry'],
    ['the document was issued after its end', document({ issuedOn: '2033-01-01' }), '/document/issuedOn', 'issued-after-expiry'],
    ['the number says nothing', document({ number: '--' }), '/document/number', 'document-number-unreadable'],
    ['moving in was before entry', stay({ movedInOn: '2026-10-04' }), '/stay/movedInOn', 'moved-in-before-entry'],
    ['moving in lies in the future', stay({ movedInOn: '2026-10-11' }), '/stay/movedInOn', 'moved-in-in-future'],
    ['the citizenship is in no code-book', person({ citizenship: 'ZZZ' }), '/person/citizenship', 'unknown-country'],
    ['the country is in no code-book', document({ country: 'ZZZ' }), '/document/country', 'unknown-country'],
    ['the type of document is unknown', document({ type: 'napkin' }), '/document/type', 'unknown-document-type'],
    ['the purpose is unknown', stay({ purpose: 'magic' }), '/stay/purpose', 'unknown-purpose'],
  ])('when %s', (_reason, form, pointer, code) => {
    expect(faults(form)).toEqual([{ pointer, code }]);
  });

  it('with all its faults at once', () => {
    const form = { ...person({ birthDate: '2027-01-01' }), document: { ...specimenForm.document, type: 'napkin' } };
    expect(faults(form).map(({ code }) => code)).toEqual(['birth-after-entry', 'unknown-document-type']);
  });

  it('when a host applies and no receiving party is named', () => {
    const { host: _, ...form } = specimenForm;
    expect(faults(form)).toEqual([{ pointer: '/host', code: 'host-missing' }]);
  });

  it('when a foreigner applies as somebody else', () => {
    expect(faults(specimenForm, { filedBy: 'foreigner' })).toEqual([{ pointer: '/applicant', code: 'not-the-applicant' }]);
  });

  it('when the office is unknown', () => {
    expect(faults(specimenForm, { filedBy: 'officer', office: 'nowhere' })).toEqual([
      { pointer: '/office', code: 'unknown-office' },
    ]);
  });
});

describe('An officer at the counter', () => {
  const onDay = (on: string, reason: string | null) =>
    faults(specimenForm, { filedBy: 'officer', channel: 'counter', office: 'rmd-baku', backdated: { on, reason } });

  it('may date an application back by three days with a reason', () => expect(onDay('2026-10-07', 'power cut')).toEqual([]));
  it('may not date it back by four', () => {
    expect(onDay('2026-10-06', 'power cut')).toEqual([{ pointer: '/receivedOn', code: 'received-too-long-ago' }]);
  });
  it('must give the reason', () => {
    expect(onDay('2026-10-09', ' ')).toEqual([{ pointer: '/receivedReason', code: 'reason-missing' }]);
  });
  it('needs no reason for today', () => expect(onDay('2026-10-10', null)).toEqual([]));
  it('may not date it forward', () => {
    expect(onDay('2026-10-11', 'holiday')).toEqual([{ pointer: '/receivedOn', code: 'received-in-future' }]);
  });
});

describe('A partner', () => {
  const sentAt = (receivedAt: string) => faults(specimenForm, { filedBy: 'partner', channel: 'asan', receivedAt });

  it('may have a clock that is five minutes fast', () => expect(sentAt('2026-10-10T08:05:00.000Z')).toEqual([]));
  it('is refused when the message comes from further in the future', () => {
    expect(sentAt('2026-10-10T08:05:00.001Z')).toEqual([{ pointer: '', code: 'sent-in-future' }]);
  });
});
