/** The legal terms of registration upon place of stay, as ends of days in Baku. */
import type { CivilDate, Instant } from '@qeyd/core';
import { bakuDate, startOfBakuDay } from './baku';
import { addDays } from './civil-date';
import { isWorkingDay, nextWorkingDay, official } from './working-days';

/** 24:00 of the day in Baku: the first instant that is too late. */
export const endOfBakuDay = (date: CivilDate): Instant => startOfBakuDay(addDays(date, 1));

/** "Within 1 working day": the end of the first working day after the day of receipt. */
export const workingDayDeadline = (receivedAt: Instant, calendar = official): Instant =>
  endOfBakuDay(nextWorkingDay(bakuDate(receivedAt), calendar));

/** "Within n days of arrival": the last day in time. Arrival is day 0; a last day that is not worked gives way to the next working day. */
export const filingDeadline = (arrivedOn: CivilDate, days: number, calendar = official): CivilDate => {
  const last = addDays(arrivedOn, days);
  return isWorkingDay(last, calendar) ? last : nextWorkingDay(last, calendar);
};
