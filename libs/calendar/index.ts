/** Civil dates in Baku, working days and the legal terms counted in them; pure, and correct for every year. */
export { addDays, daysBetween, isCivilDate, weekday } from './civil-date';
export type { Weekday } from './civil-date';
export { bakuClock, bakuDate, bakuInstant, bakuMinutes, startOfBakuDay } from './baku';
export { instantOf, later } from './instant';
export { officialActs } from './acts';
export type { Acts } from './acts';
export { addWorkingDays, calendarOf, isWorkingDay, nextWorkingDay, official } from './working-days';
export type { WorkingCalendar } from './working-days';
export { endOfBakuDay, filingDeadline, workingDayDeadline } from './deadlines';
