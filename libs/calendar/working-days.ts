/** Which days are worked, by the rules of Labour Code art. 105 and 106 in their order; the week is Monday to Friday. */
import type { CivilDate } from '@qeyd/core';
import { officialActs, type Acts } from './acts';
import { addDays, weekday } from './civil-date';

/** Says of any date whether it is worked. Outside the years of the acts only weekends and the yearly holidays are known. */
export type WorkingCalendar = (date: CivilDate) => boolean;

const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));
const isWeekend = (date: CivilDate): boolean => weekday(date) > 5;

/** The days off of one year before swaps and one-time acts; the year before is computed along, for 31 December can move into January. */
const lawfulDaysOff = ({ holidays, feasts }: Acts, year: number): ReadonlySet<CivilDate> => {
  const yearly = [year - 1, year].flatMap((inYear) =>
    holidays
      .filter(({ sinceYear }) => sinceYear <= inYear)
      .map(({ day, moves }) => ({ on: `${String(inYear).padStart(4, '0')}-${day}`, moves })),
  );
  const feastDays = feasts
    .filter(({ ramazan }) => yearOf(ramazan) === year - 1 || yearOf(ramazan) === year)
    .flatMap(({ ramazan, qurban }) => [ramazan, addDays(ramazan, 1), qurban, addDays(qurban, 1)]);
  const yearlyDays = new Set(yearly.map(({ on }) => on));
  const off = new Set([...yearlyDays, ...feastDays]);

  const giveNextWorkingDayOff = (holiday: CivilDate): void => {
    let day = holiday;
    do day = addDays(day, 1);
    while (isWeekend(day) || off.has(day));
    off.add(day);
  };
  const moving = new Set([...yearly.filter(({ moves }) => moves).map(({ on }) => on), ...feastDays]);
  for (const day of [...moving].sort()) if (isWeekend(day)) giveNextWorkingDayOff(day);
  for (const day of feastDays) if (yearlyDays.has(day)) giveNextWorkingDayOff(day);
  return off;
};

/** The calendar that follows from these acts. A one-time day off wins over a swap, a swap over the holidays. */
export const calendarOf = (acts: Acts): WorkingCalendar => {
  const oneTime = new Set(acts.daysOff.map(({ on }) => on));
  const swapped = new Map(acts.swaps.flatMap(({ off, worked }) => [[off, false] as const, [worked, true] as const]));
  const years = new Map<number, ReadonlySet<CivilDate>>();
  const daysOffIn = (year: number): ReadonlySet<CivilDate> => {
    const known = years.get(year) ?? lawfulDaysOff(acts, year);
    years.set(year, known);
    return known;
  };
  return (date) => !oneTime.has(date) && (swapped.get(date) ?? (!isWeekend(date) && !daysOffIn(yearOf(date)).has(date)));
};

/** The calendar by the official acts. */
export const official: WorkingCalendar = calendarOf(officialActs);

export const isWorkingDay = (date: CivilDate, calendar = official): boolean => calendar(date);

/** The first working day after the date, never the date itself. */
export const nextWorkingDay = (date: CivilDate, calendar = official): CivilDate => {
  let day = addDays(date, 1);
  while (!calendar(day)) day = addDays(day, 1);
  return day;
};

/** The date itself is day 0, whether worked or not; throws a RangeError when `days` is not a whole number from 0. */
export const addWorkingDays = (date: CivilDate, days: number, calendar = official): CivilDate => {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of working days: ${String(days)}`);
  let day = date;
  for (let counted = 0; counted < days; counted++) day = nextWorkingDay(day, calendar);
  return day;
};
