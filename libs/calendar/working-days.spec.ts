/** The calendar of non-working days, checked against published calendars and the examples of the office. */
import type { CivilDate } from '@qeyd/core';
import fc from 'fast-check';
import { addDays, addWorkingDays, calendarOf, daysBetween, isWorkingDay, nextWorkingDay, officialActs, weekday } from './index';

const span = (first: CivilDate, last: CivilDate): CivilDate[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_, day) => addDays(first, day));
const worked = (days: readonly CivilDate[]): CivilDate[] => days.filter((day) => isWorkingDay(day));

describe('The rules of article 105, in their order', () => {
  test('the day of mourning is not moved: 20 January 2019 is a Sunday, 21 January 2019 is worked', () => {
    expect(isWorkingDay('2019-01-21')).toBe(true);
    expect(isWorkingDay('2026-01-20')).toBe(false);
  });

  test.each([
    ['31 December 2017 is a Sunday', '2017-12-30', '2018-01-03'],
    ['1 and 2 January 2022 are a weekend', '2021-12-31', '2022-01-04'],
    ['28 May 2022 is a Saturday', '2022-05-28', '2022-05-30'],
    ['28 May 2023 is a Sunday', '2023-05-27', '2023-05-29'],
    ['15 June 2024 is a Saturday and Qurban 16–17 June', '2024-06-15', '2024-06-19'],
    ["2025 after the Cabinet's swap", '2025-03-20', '2025-03-31'],
    ['2026: Novruz and Ramazan meet', '2026-03-20', '2026-03-30'],
    ['2017: Ramazan falls on Armed Forces Day', '2017-06-24', '2017-06-28'],
    ['2018: Ramazan falls on the Day of National Salvation', '2018-06-15', '2018-06-19'],
    ['2026: Qurban falls on Independence Day', '2026-05-27', '2026-05-31'],
  ])('%s: off from %s to %s', (_, first, last) => {
    expect(worked(span(first, last))).toEqual([]);
    expect(worked([addDays(first, -1), addDays(last, 1)])).toEqual([addDays(first, -1), addDays(last, 1)]);
  });

  test('28 May 2022 moves to Monday 30 May and leaves Tuesday worked', () => {
    expect(worked(span('2022-05-27', '2022-05-31'))).toEqual(['2022-05-27', '2022-05-31']);
  });

  test("2025 before the Cabinet's swap: 10 March, 25 and 26 March and 1 April are off, 27 and 28 March are worked", () => {
    const before = calendarOf({ ...officialActs, swaps: officialActs.swaps.filter(({ off }) => !off.startsWith('2025-03')) });
    expect(span('2025-03-20', '2025-04-02').filter((day) => isWorkingDay(day, before))).toEqual([
      '2025-03-27',
      '2025-03-28',
      '2025-04-02',
    ]);
    expect(isWorkingDay('2025-03-10', before)).toBe(false);
  });

  test("2025 after the Cabinet's swap: 10 March and 1 April are worked", () => {
    expect(worked(['2025-03-10', '2025-04-01'])).toEqual(['2025-03-10', '2025-04-01']);
  });

  test('voting days are off for that one time', () => {
    expect(worked(['2013-10-09', '2016-09-26', '2018-04-11', '2019-12-23', '2024-02-07', '2025-01-29'])).toEqual([]);
  });

  test('Victory Day is a holiday from 2021 on', () => {
    expect([isWorkingDay('2019-11-08'), isWorkingDay('2022-11-08')]).toEqual([true, false]);
  });

  test('a Sunday swapped to be worked and then closed by the quarantine is off', () => {
    expect(isWorkingDay('2020-03-29')).toBe(false);
  });
});

describe('The production calendars of the Ministry of Labour', () => {
  test.each([
    [2018, ['2018-01-03', '2018-03-26', '2018-06-18', '2018-06-19']],
    [2021, ['2021-01-04', '2021-03-25', '2021-03-26', '2021-05-10', '2021-06-28']],
    [2026, ['2026-03-09', '2026-03-25', '2026-03-26', '2026-03-27', '2026-03-30', '2026-05-11', '2026-05-29', '2026-11-10']],
  ])('%i: the days given off because a holiday met a weekend or another holiday', (year, moved) => {
    const { holidays, feasts } = officialActs;
    const lawful = calendarOf({ holidays, feasts, swaps: [], daysOff: [] });
    const own = new Set([
      ...holidays.map(({ day }) => `${String(year)}-${day}`),
      ...feasts.flatMap(({ ramazan, qurban }) => [ramazan, addDays(ramazan, 1), qurban, addDays(qurban, 1)]),
    ]);
    const given = span(`${String(year)}-01-01`, `${String(year)}-12-31`).filter(
      (day) => weekday(day) < 6 && !own.has(day) && !isWorkingDay(day, lawful),
    );
    expect(given).toEqual(moved);
  });

  // 2019 was published as 242 with the voting day on 27 December; it was held on the 23rd, and 28 and 29 December came in by swap.
  test.each([
    [2019, 244],
    [2025, 239],
    [2026, 241],
  ])('%i has %i working days', (year, days) => {
    expect(worked(span(`${String(year)}-01-01`, `${String(year)}-12-31`))).toHaveLength(days);
  });
});

describe('The rows of the table', () => {
  test('every year from 2013 to 2027 has its Ramazan and its Qurban, with a source; only 2027 is an estimate', () => {
    expect(officialActs.feasts.map(({ ramazan }) => Number(ramazan.slice(0, 4)))).toEqual(
      Array.from({ length: 15 }, (_, year) => 2013 + year),
    );
    expect(officialActs.feasts.filter(({ source }) => source.startsWith('Estimate')).map(({ ramazan }) => ramazan)).toEqual([
      '2027-03-09',
    ]);
    const sources = [officialActs.holidays, officialActs.feasts, officialActs.swaps, officialActs.daysOff].flat();
    expect(sources.every(({ source }) => source.length > 10)).toBe(true);
  });

  test('a swap takes a day that was worked and gives back one that was not', () => {
    const unswapped = calendarOf({ ...officialActs, swaps: [], daysOff: [] });
    for (const { off, worked: back } of officialActs.swaps) {
      expect([off, isWorkingDay(off, unswapped)]).toEqual([off, true]);
      expect([back, isWorkingDay(back, unswapped)]).toEqual([back, false]);
    }
  });
});

describe('Counting working days', () => {
  const date = fc.integer({ min: 0, max: daysBetween('2012-06-01', '2028-06-01') }).map((day) => addDays('2012-06-01', day));
  const count = fc.nat({ max: 40 });

  test('5 working days from Thursday 19 March 2026 end on Monday 6 April 2026', () => {
    expect(addWorkingDays('2026-03-19', 5)).toBe('2026-04-06');
  });

  test('no day added is the day itself; a number of days that is not whole and from 0 is a fault', () => {
    expect(addWorkingDays('2026-03-21', 0)).toBe('2026-03-21');
    expect(() => addWorkingDays('2026-03-21', -1)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-03-21', 1.5)).toThrow(RangeError);
  });

  test('the next working day is worked, lies after the date, and nothing between them is worked', () => {
    fc.assert(
      fc.property(date, (day) => {
        const next = nextWorkingDay(day);
        expect(next > day).toBe(true);
        expect(worked(span(addDays(day, 1), next))).toEqual([next]);
      }),
    );
  });

  test('adding working days never goes back, and counts exactly the worked days on the way', () => {
    fc.assert(
      fc.property(date, date, count, (one, other, days) => {
        const [early, late] = [one, other].sort() as [CivilDate, CivilDate];
        expect(addWorkingDays(early, days) <= addWorkingDays(late, days)).toBe(true);
        expect(worked(span(addDays(early, 1), addWorkingDays(early, days)))).toHaveLength(days);
      }),
    );
  });

  test('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(date, count, count, (day, first, second) => {
        expect(addWorkingDays(addWorkingDays(day, first), second)).toBe(addWorkingDays(day, first + second));
      }),
    );
  });
});
