/** Code-books and the policy table: dated rows, one at most on a day. */
import fc from 'fast-check';
import { addDays } from '@qeyd/calendar';
import { isInForce } from '@qeyd/core';
import { specify } from '@qeyd/testing';
import { codebook, type CodeBookEvent } from './codebook';
import { seedRows } from './codebook.seed';
import { appliedOn, missingTerm, policyOn } from './policy';
import { overlap, type CodeBookRow } from './row';

const { given } = specify(codebook);

const row = (changes: Partial<CodeBookRow> = {}): CodeBookRow => ({
  book: 'policies',
  code: 'filing-deadline',
  validFrom: '2018-07-01',
  validToExclusive: null,
  names: { az: 'Müddət', en: 'Deadline', ru: 'Срок' },
  attributes: { days: 15 },
  source: 'specimen',
  ...changes,
});
const set = (changes: Partial<CodeBookRow> = {}) => ({ type: 'SetRow', row: row(changes) }) as const;
const wasSet = (changes: Partial<CodeBookRow> = {}): CodeBookEvent => ({ type: 'CodeBookRowSet', data: row(changes) });

describe('A row of a code-book', () => {
  it('is set for a period', () => {
    given().when(set()).then(wasSet());
  });

  it('is not set again when nothing in it differs, whatever the order of its attributes', () => {
    given(wasSet({ attributes: { days: 15, note: 'x' } }))
      .when(set({ attributes: { note: 'x', days: 15 } }))
      .thenNothing();
  });

  it('that starts on the same day takes the place of the one that stands: so a row is closed', () => {
    given(wasSet())
      .when(set({ validToExclusive: '2027-01-01' }))
      .then(wasSet({ validToExclusive: '2027-01-01' }));
  });

  it('follows the one before it without a gap or an overlap', () => {
    given(wasSet({ validToExclusive: '2027-01-01' }))
      .when(set({ validFrom: '2027-01-01', attributes: { days: 20 } }))
      .then(wasSet({ validFrom: '2027-01-01', attributes: { days: 20 } }));
  });

  it('is refused when its period overlaps that of another row', () => {
    given(wasSet())
      .when(set({ validFrom: '2027-01-01' }))
      .thenRefused('period-overlaps', { validFrom: '2018-07-01' });
  });

  it('is refused when its period is empty', () => {
    given()
      .when(set({ validToExclusive: '2018-07-01' }))
      .thenRefused('period-empty');
  });

  it.each([[{}], [{ days: 0 }], [{ days: 1.5 }], [{ days: '15' }]])('of a policy is refused with the terms %j', (attributes) => {
    given().when(set({ attributes })).thenRefused('policy-term-missing', { term: 'days' });
  });

  it('never stands against another: on no day two rows of a code are in force', () => {
    const date = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-01-01', n));
    const rows = fc.array(fc.record({ validFrom: date, validToExclusive: fc.option(date) }), { maxLength: 20 });
    fc.assert(
      fc.property(rows, date, (changes, day) => {
        const state = changes.reduce((standing, change) => {
          const decision = codebook.decide(set(change), standing);
          return 'refused' in decision ? standing : decision.reduce(codebook.evolve, standing);
        }, codebook.initial);
        expect(state.filter((standing) => isInForce(standing, day)).length).toBeLessThanOrEqual(1);
        for (const a of state) for (const b of state) if (a !== b) expect(overlap(a, b)).toBe(false);
      }),
    );
  });
});

describe('The policy table as it ships', () => {
  const rows = seedRows();

  it.each([
    ['2013-05-01', 3],
    ['2014-01-01', 10],
    ['2018-06-30', 10],
    ['2018-07-01', 15],
    ['2026-11-22', 15],
  ])('on %s gives %i days to file', (on, days) => {
    expect(policyOn(rows, 'filing-deadline', on)?.attributes).toEqual({ days });
  });

  it('knows 5 working days for a change of place since 24 July 2019', () => {
    expect(policyOn(rows, 'change-of-place-deadline', '2019-07-23')).toBeNull();
    expect(policyOn(rows, 'change-of-place-deadline', '2019-07-24')?.attributes).toEqual({ workingDays: 5 });
  });

  it.each(['filing-deadline-KAZ', 'treaty-stay-QAT', 'treaty-stay-CHN', 'booking-overbooking'])('has %s switched off', (code) => {
    expect(rows.some((candidate) => candidate.code === code)).toBe(true);
    expect(policyOn(rows, code, '2026-11-22')).toBeNull();
  });

  it('names policy, version and legal act of what was applied', () => {
    expect(appliedOn(rows, 'period-visa-free', '2026-03-01')).toEqual({
      name: 'period-visa-free',
      version: '2013-04-01',
      act: expect.stringContaining('90 days') as string,
    });
  });

  it('has every term that the rules need, and a source for every row', () => {
    expect(rows.filter((candidate) => candidate.book === 'policies').map(missingTerm)).toEqual(
      rows.filter((candidate) => candidate.book === 'policies').map(() => null),
    );
    expect(rows.filter(({ source }) => source === '')).toEqual([]);
  });

  it('has one row a code and day in every book', () => {
    const dated = rows.map(({ book, code, validFrom }) => `${book}/${code}/${validFrom}`);
    expect(new Set(dated).size).toBe(dated.length);
  });

  it('has the countries in three languages, and those without a visa marked', () => {
    const countries = rows.filter(({ book }) => book === 'countries');
    expect(countries.length).toBeGreaterThan(250);
    expect(countries.find(({ code }) => code === 'KAZ')).toMatchObject({ attributes: { visaFree: true, visaFreeDays: 90 } });
    const visaFree = countries.filter(({ attributes }) => attributes['visaFree'] === true).map(({ code }) => code);
    expect(visaFree.sort()).toEqual('ARE BLR GEO KAZ KGZ MDA QAT RUS TJK TUR UKR UZB'.split(' '));
    expect(countries.find(({ code }) => code === 'UTO')).toMatchObject({ source: 'sample' });
  });

  it('has the 10 offices of the Service and its regional departments and 21 ASAN centres', () => {
    const kinds = rows.filter(({ book }) => book === 'offices').map(({ attributes }) => attributes['kind']);
    expect(kinds.filter((kind) => kind === 'asan')).toHaveLength(21);
    expect(kinds.filter((kind) => kind !== 'asan')).toHaveLength(10);
  });
});
