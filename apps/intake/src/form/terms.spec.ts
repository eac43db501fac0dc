import fc from 'fast-check';
import { addDays } from '@qeyd/calendar';
import type { StayForm } from './form';
import { specimenBook, specimenForm } from './specimen';
import { stayEnd, timeliness, warningsOf } from './terms';

const form = (stay: Partial<StayForm['stay']>, citizenship = 'UTO'): StayForm => ({
  ...specimenForm,
  person: { ...specimenForm.person, citizenship },
  stay: { ...specimenForm.stay, ...stay },
});
const late = (stay: Partial<StayForm['stay']>, receivedOn: string, citizenship?: string) =>
  timeliness(form(stay, citizenship), receivedOn, specimenBook);

describe('The period of stay', () => {
  const end = (stay: Partial<StayForm['stay']>) => stayEnd(form(stay).stay, specimenBook);

  it('is ninety days without a visa, counted from the entry', () => expect(end({ enteredOn: '2026-10-05' })).toBe('2027-01-03'));
  it('is the days on the visa', () => {
    expect(end({ basis: 'visa', enteredOn: '2026-10-05', visa: { number: 'V', days: 30 } })).toBe('2026-11-04');
  });
  it('never outlasts the visa, whose last day is a day of stay', () => {
    const visa = { number: 'V', days: 30, validUntil: '2026-10-20' };
    expect(end({ basis: 'visa', enteredOn: '2026-10-05', visa })).toBe('2026-10-21');
  });
  it('is not known when nothing bounds it', () => expect(end({ basis: 'other' })).toBeNull());
});

describe('An application is in time', () => {
  it('on the fifteenth day after the day of arrival', () => {
    expect(late({ enteredOn: '2026-10-05' }, '2026-10-20')).toMatchObject({ daysLate: 0 });
  });
  it('and one day late on the sixteenth', () => {
    expect(late({ enteredOn: '2026-10-05' }, '2026-10-21')).toMatchObject({ daysLate: 1 });
  });
  it('on the next working day when the last day is none: Novruz and Ramazan of 2026', () => {
    expect(late({ enteredOn: '2026-03-05' }, '2026-03-31')).toMatchObject({ daysLate: 0 });
    expect(late({ enteredOn: '2026-03-05' }, '2026-04-01')).toMatchObject({ daysLate: 1 });
  });
  it('within five working days of moving to a new place', () => {
    const stay = { enteredOn: '2026-02-10', movedInOn: '2026-03-19' };
    expect(late(stay, '2026-04-06')).toMatchObject({ daysLate: 0, policy: { name: 'change-of-place-deadline' } });
    expect(late(stay, '2026-04-07')).toMatchObject({ daysLate: 1 });
  });
  it('within fifteen days all the same when the first place was taken a day after the entry', () => {
    const stay = { enteredOn: '2026-10-05', movedInOn: '2026-10-06' };
    expect(late(stay, '2026-10-20')).toMatchObject({ daysLate: 0, policy: { name: 'filing-deadline' } });
  });
  it.each([
    ['2013-06-10', '2013-06-14', 1, '2013-04-01'],
    ['2014-06-02', '2014-06-13', 1, '2014-01-01'],
    ['2018-07-02', '2018-07-17', 0, '2018-07-01'],
  ])('by the rule of its day: entered %s, received %s, %i days late', (enteredOn, receivedOn, daysLate, version) => {
    expect(late({ enteredOn }, receivedOn)).toMatchObject({ daysLate, policy: { version } });
  });
  it('within fifteen days for citizens of Kazakhstan too, while their treaty row is off', () => {
    expect(late({ enteredOn: '2026-10-05' }, '2026-10-21', 'KAZ')).toMatchObject({ daysLate: 1 });
  });

  it('never less late a day later', () => {
    const day = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(day, day, day, (moved, received, more) => {
        const enteredOn = '2025-01-01';
        const stay = { enteredOn, movedInOn: addDays(enteredOn, moved) };
        const [today, then] = [received, received + more].map((days) => late(stay, addDays(enteredOn, days))?.daysLate ?? 0);
        return (today ?? 0) <= (then ?? 0);
      }),
    );
  });
});

describe('An officer is warned', () => {
  it('when the document expires during the stay', () => {
    const short = { ...specimenForm, document: { ...specimenForm.document, expiresOn: '2027-01-01' } };
    expect(warningsOf(short, specimenBook)).toEqual(['document-expires-during-stay']);
  });
  it('not when it expires on the last day of the stay', () => {
    const enough = { ...specimenForm, document: { ...specimenForm.document, expiresOn: '2027-01-02' } };
    expect(warningsOf(enough, specimenBook)).toEqual([]);
  });
  it('when a treaty limits the stay, though its row is switched off', () => {
    expect(warningsOf(form({}, 'QAT'), specimenBook)).toEqual(['treaty-limits-stay']);
  });
  it('when somebody entered without a visa whose country needs one', () => {
    expect(warningsOf(form({}, 'DEU'), specimenBook)).toEqual(['citizenship-needs-visa']);
  });
});
