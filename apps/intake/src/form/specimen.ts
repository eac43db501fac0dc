/** The specimen that the tests file: the ICAO specimen passport, a hotel, and the code-book rows that they need. */
import { codeBookOf } from '@qeyd/core';
import type { CodeBook, CodeBookRow } from '../codebook/codebook';
import type { Circumstances, StayForm } from './form';

const row = (
  book: string,
  code: string,
  attributes: CodeBookRow['attributes'] = {},
  validFrom = '2013-04-01',
  validToExclusive: string | null = null,
): CodeBookRow => ({
  book,
  code,
  validFrom,
  validToExclusive,
  names: { az: code, en: code, ru: code },
  attributes,
  source: `sample: ${code}`,
});

export const specimenRows: readonly CodeBookRow[] = [
  row('countries', 'UTO', { visaFreeDays: 90 }),
  row('countries', 'DEU'),
  row('countries', 'QAT', { visaFreeDays: 90 }),
  row('countries', 'KAZ', { visaFreeDays: 90 }),
  row('document-types', 'passport'),
  row('offices', 'rmd-baku'),
  row('offices', 'asan-baku-1'),
  row('purposes', 'tourism'),
  row('policies', 'filing-deadline', { days: 3 }, '2013-04-01', '2014-01-01'),
  row('policies', 'filing-deadline', { days: 10 }, '2014-01-01', '2018-07-01'),
  row('policies', 'filing-deadline', { days: 15 }, '2018-07-01'),
  row('policies', 'filing-deadline-KAZ', { enabled: false, days: 30 }, '2018-07-01'),
  row('policies', 'change-of-place-deadline', { workingDays: 5 }, '2019-07-24'),
  row('policies', 'period-visa-free', { days: 90 }),
  row('policies', 'period-visa'),
  row('policies', 'treaty-stay-QAT', { enabled: false, days: 30 }),
];

export const specimenBook: CodeBook = codeBookOf(specimenRows);

/** Filed by a hotel on 10 October 2026, a Saturday, for a guest who entered on the 5th without a visa. */
export const specimenForm: StayForm = {
  applicant: 'host',
  person: {
    surname: 'Eriksson',
    givenNames: 'Anna Maria',
    birthDate: '1974-08-12',
    sex: 'female',
    citizenship: 'UTO',
  },
  document: { country: 'UTO', type: 'passport', number: 'L898902C3', expiresOn: '2032-04-15' },
  stay: { basis: 'visa-free', enteredOn: '2026-10-05', purpose: 'tourism', address: 'Bakı, Nümunə küçəsi 1' },
  host: { kind: 'hotel', name: 'Specimen Hotel', email: 'host@example.org' },
  contact: { email: 'guest@example.org' },
  language: 'en',
};

export const specimenMrz = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3204153ZE184226B<<<<<16';

export const seenAt = (now: string, more: Partial<Circumstances> = {}): Circumstances => ({
  channel: 'website',
  filedBy: 'host',
  office: null,
  now,
  receivedAt: now,
  backdated: null,
  ticket: null,
  mrz: null,
  book: specimenBook,
  ...more,
});
