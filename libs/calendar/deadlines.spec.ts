/** Baku's days as instants, and the terms of the office counted in them. */
import fc from 'fast-check';
import {
  addDays,
  bakuDate,
  bakuInstant,
  bakuMinutes,
  daysBetween,
  endOfBakuDay,
  filingDeadline,
  instantOf,
  isCivilDate,
  isWorkingDay,
  startOfBakuDay,
  weekday,
  workingDayDeadline,
} from './index';

const from1970 = fc.integer({ min: 0, max: daysBetween('1970-01-02', '2099-12-30') }).map((day) => addDays('1970-01-02', day));
const instantSince2013 = fc
  .date({ min: new Date('2013-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('A civil date', () => {
  test('is a day that exists', () => {
    expect(['2026-02-28', '2024-02-29', '0001-01-01'].every(isCivilDate)).toBe(true);
    expect(['2026-02-29', '2026-2-3', '2026-02-03T00:00', '0000-01-01', '', 20260203, null].some(isCivilDate)).toBe(false);
  });

  test('that does not exist is a fault in arithmetic', () => {
    expect(() => addDays('yesterday', 1)).toThrow(RangeError);
    expect(() => daysBetween('2026-01-01', '2026-13-01')).toThrow(RangeError);
  });

  test('knows its weekday, Monday being 1', () => {
    expect([weekday('2026-11-22'), weekday('2026-11-23'), weekday('1969-12-28')]).toEqual([7, 1, 7]);
  });

  test('and an instant are written as Date writes them', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        const text = date.toISOString();
        expect(addDays(text.slice(0, 10), 0)).toBe(text.slice(0, 10));
        expect(instantOf(date.getTime())).toBe(text);
        const minute = date.getTime() - (((date.getTime() % 60_000) + 60_000) % 60_000);
        expect(instantOf(minute)).toBe(new Date(minute).toISOString());
      }),
    );
  });

  test('added and subtracted agree', () => {
    fc.assert(
      fc.property(from1970, fc.integer({ min: -9999, max: 9999 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });
});

describe('A day in Baku', () => {
  test.each([
    ['2026-11-22', '2026-11-21T20:00:00.000Z', 'UTC+4 since 2016'],
    ['2015-07-01', '2015-06-30T19:00:00.000Z', 'summer time, UTC+5'],
    ['2015-03-29', '2015-03-28T20:00:00.000Z', 'the day on which summer time began'],
    ['2015-03-30', '2015-03-29T19:00:00.000Z', 'the day after'],
    ['2015-10-25', '2015-10-24T19:00:00.000Z', 'the last change of the clocks'],
    ['2015-10-26', '2015-10-25T20:00:00.000Z', 'the day after'],
  ])('%s begins at %s (%s)', (date, instant) => {
    expect(startOfBakuDay(date)).toBe(instant);
  });

  test('begins when the date changes, in every year since 1970', () => {
    fc.assert(
      fc.property(from1970, (date) => {
        const start = startOfBakuDay(date);
        expect(bakuDate(start)).toBe(date);
        expect(bakuDate(new Date(Date.parse(start) - 1).toISOString())).toBe(addDays(date, -1));
      }),
      { numRuns: 2000 },
    );
  });

  test('is the day that Intl names, at any instant', () => {
    const intl = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Baku' });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-02T00:00:00Z'), max: new Date('2099-12-30T00:00:00Z'), noInvalidDate: true }),
        (instant) => {
          expect(bakuDate(instant.toISOString())).toBe(intl.format(instant));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('of something that is no instant is a fault', () => {
    expect(() => bakuDate('soon')).toThrow(RangeError);
  });
});

describe('Informing the applicant within 1 working day', () => {
  test.each([
    ['Friday 20 November 2026', '2026-11-20T08:00:00.000Z', '2026-11-23'],
    ['Saturday 21 November 2026', '2026-11-21T08:00:00.000Z', '2026-11-23'],
    ['Sunday 22 November 2026', '2026-11-22T08:00:00.000Z', '2026-11-23'],
    ['Thursday 19 March 2026', '2026-03-19T08:00:00.000Z', '2026-03-31'],
    ['Sunday 22 November 2026, 23:59:59.999 in Baku', '2026-11-22T19:59:59.999Z', '2026-11-23'],
    ['Monday 23 November 2026, 00:00 in Baku', '2026-11-22T20:00:00.000Z', '2026-11-24'],
  ])('received %s (%s): due at the end of %s', (_, receivedAt, lastDay) => {
    expect(workingDayDeadline(receivedAt)).toBe(endOfBakuDay(lastDay));
  });

  test('is due after the receipt, at the end of a working day, and an hour later is never due earlier', () => {
    fc.assert(
      fc.property(instantSince2013, (receivedAt) => {
        const due = workingDayDeadline(receivedAt);
        expect(due > receivedAt).toBe(true);
        expect(startOfBakuDay(bakuDate(due))).toBe(due);
        const lastDay = addDays(bakuDate(due), -1);
        expect(isWorkingDay(lastDay) && lastDay > bakuDate(receivedAt)).toBe(true);
        expect(workingDayDeadline(new Date(Date.parse(receivedAt) + 3_600_000).toISOString()) >= due).toBe(true);
      }),
    );
  });
});

describe('An hour in Baku', () => {
  test.each([
    ['2026-11-22', 9 * 60, '2026-11-22T05:00:00.000Z', 'UTC+4'],
    ['2015-07-01', 9 * 60, '2015-07-01T04:00:00.000Z', 'in summer time'],
    ['2015-03-29', 3 * 60 + 59, '2015-03-28T23:59:00.000Z', 'the minute before summer time began'],
    ['2015-03-29', 9 * 60, '2015-03-29T04:00:00.000Z', 'on the morning on which summer time had begun'],
    ['2015-10-25', 9 * 60, '2015-10-25T05:00:00.000Z', 'on the morning on which it had ended'],
  ])('%s, %i minutes after midnight, is %s (%s)', (date, minutes, instant) => {
    expect(bakuInstant(date, minutes)).toBe(instant);
  });

  test('is what the clocks show then, on every day since 1970 but in an hour that is skipped', () => {
    fc.assert(
      fc.property(from1970, fc.integer({ min: 6 * 60, max: 1439 }), (date, minutes) => {
        const instant = bakuInstant(date, minutes);
        expect([bakuDate(instant), bakuMinutes(instant)]).toEqual([date, minutes]);
      }),
    );
  });
});

describe('Filing within 15 days of arrival', () => {
  test.each([
    ['a working day', '2026-11-02', '2026-11-17'],
    ['a Sunday: the next Monday is in time', '2026-11-07', '2026-11-23'],
    ['inside Novruz: the first working day after it is in time', '2026-03-07', '2026-03-31'],
  ])('arrival + 15 is %s', (_, arrivedOn, last) => {
    expect(filingDeadline(arrivedOn, 15)).toBe(last);
  });

  test('is never before arrival + 15, and ends on a working day', () => {
    fc.assert(
      fc.property(from1970, (arrivedOn) => {
        const last = filingDeadline(arrivedOn, 15);
        expect(last >= addDays(arrivedOn, 15) && isWorkingDay(last)).toBe(true);
      }),
    );
  });
});
