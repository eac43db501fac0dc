/** The acts that make days working or non-working, each with its source; complete for 2013–2026, estimated for 2027. */
import type { CivilDate } from '@qeyd/core';

/** A holiday of every year. `day` is `MM-DD`; a holiday that does not move is lost when it falls on a weekend. */
export interface YearlyHoliday {
  readonly day: string;
  readonly name: string;
  readonly sinceYear: number;
  readonly moves: boolean;
  readonly source: string;
}

/** The first day of each of the two feasts, as fixed for one year; both last two days. */
export interface Feasts {
  readonly ramazan: CivilDate;
  readonly qurban: CivilDate;
  readonly source: string;
}

/** Two days that changed places: `off` was a working day, `worked` was not. */
export interface Swap {
  readonly off: CivilDate;
  readonly worked: CivilDate;
  readonly source: string;
}

/** A day declared non-working for one time, whatever it was before. */
export interface DayOff {
  readonly on: CivilDate;
  readonly source: string;
}

export interface Acts {
  readonly holidays: readonly YearlyHoliday[];
  readonly feasts: readonly Feasts[];
  readonly swaps: readonly Swap[];
  readonly daysOff: readonly DayOff[];
}

const yearly = (days: readonly string[], name: string, sinceYear: number, source: string): YearlyHoliday[] =>
  days.map((day) => ({ day, name, sinceYear, moves: true, source }));

const article105 = 'Labour Code, art. 105 (2)';

const holidays: readonly YearlyHoliday[] = [
  ...yearly(['01-01'], 'New Year', 1999, article105),
  ...yearly(['01-02'], 'New Year', 2006, `${article105}, as amended on 30 Dec 2005`),
  { day: '01-20', name: 'Day of national mourning', sinceYear: 1999, moves: false, source: 'Labour Code, art. 106' },
  ...yearly(['03-08'], "Women's Day", 1999, article105),
  ...yearly(['03-20', '03-21'], 'Novruz', 1999, article105),
  ...yearly(['03-22', '03-23', '03-24'], 'Novruz', 2007, `${article105}, as amended by law 194-IIIQD of 8 Dec 2006`),
  ...yearly(['05-09'], 'Day of Victory over Fascism', 1999, article105),
  ...yearly(['05-28'], 'Independence Day (until 2021 Republic Day)', 1999, article105),
  ...yearly(['06-15'], 'Day of National Salvation', 1999, article105),
  ...yearly(['06-26'], 'Armed Forces Day', 1999, article105),
  ...yearly(['11-08'], 'Victory Day', 2021, `${article105}, as amended after the order of 3 Dec 2020`),
  ...yearly(['11-09'], 'State Flag Day', 2010, `${article105}, as amended after the order of 17 Nov 2009`),
  ...yearly(['12-31'], 'Day of Solidarity of Azerbaijanis of the World', 1999, article105),
];

const feastsOf = (ramazan: CivilDate, qurban: CivilDate, source: string): Feasts => ({ ramazan, qurban, source });
const cabinetFeasts = (year: number) =>
  `Cabinet of Ministers, decision on the days of Novruz, Ramazan and Qurban ${String(year)}`;

const feasts: readonly Feasts[] = [
  feastsOf('2013-08-08', '2013-10-15', `${cabinetFeasts(2013)} (as reported)`),
  feastsOf('2014-07-28', '2014-10-04', `${cabinetFeasts(2014)}, 17 Dec 2013`),
  feastsOf('2015-07-17', '2015-09-24', `${cabinetFeasts(2015)}, Nov 2014 (as reported)`),
  feastsOf('2016-07-06', '2016-09-12', `${cabinetFeasts(2016)} (as reported)`),
  feastsOf('2017-06-26', '2017-09-01', `${cabinetFeasts(2017)}, no. 483 of 25 Nov 2016`),
  feastsOf('2018-06-15', '2018-08-22', `${cabinetFeasts(2018)} (as in the production calendar of 20 Dec 2017)`),
  feastsOf('2019-06-05', '2019-08-12', `${cabinetFeasts(2019)}, 19 Dec 2018`),
  feastsOf('2020-05-24', '2020-07-31', `${cabinetFeasts(2020)}, 2 Dec 2019`),
  feastsOf('2021-05-13', '2021-07-20', `${cabinetFeasts(2021)}, 3 Dec 2020`),
  feastsOf('2022-05-02', '2022-07-09', `${cabinetFeasts(2022)}, 1 Dec 2021`),
  feastsOf('2023-04-21', '2023-06-28', `${cabinetFeasts(2023)} (as reported)`),
  feastsOf('2024-04-10', '2024-06-16', `${cabinetFeasts(2024)}, 9 Dec 2023`),
  feastsOf('2025-03-30', '2025-06-06', `${cabinetFeasts(2025)}, Dec 2024 (as reported)`),
  feastsOf('2026-03-20', '2026-05-27', `${cabinetFeasts(2026)}, no. 362 of 2 Dec 2025`),
  feastsOf(
    '2027-03-09',
    '2027-05-16',
    'Estimate by the Umm al-Qura calendar; the Cabinet of Ministers fixes the days in Dec 2026',
  ),
];

const swap = (off: CivilDate, worked: CivilDate, source: string): Swap => ({ off, worked, source });
const cabinetSwap = (when: string) => `Cabinet of Ministers under Labour Code, art. 105 (7): ${when}`;

const swaps: readonly Swap[] = [
  swap('2013-01-03', '2012-12-29', cabinetSwap('decision reported on 22 Dec 2012')),
  swap('2013-01-04', '2012-12-30', cabinetSwap('decision reported on 22 Dec 2012')),
  swap('2014-01-03', '2013-12-28', cabinetSwap('decision of Dec 2013 (as reported)')),
  swap('2014-01-06', '2013-12-29', cabinetSwap('decision of Dec 2013 (as reported)')),
  swap('2020-01-03', '2019-12-28', cabinetSwap('decision of Dec 2019 (as reported)')),
  swap('2020-01-06', '2019-12-29', cabinetSwap('decision of Dec 2019 (as reported)')),
  swap('2020-03-27', '2020-03-29', cabinetSwap('decision of early 2020 (as reported)')),
  swap('2020-05-27', '2020-05-31', cabinetSwap('decision reported on 22 May 2020')),
  swap('2021-05-11', '2021-05-08', cabinetSwap('decision of May 2021 (as reported)')),
  swap('2021-05-12', '2021-05-16', cabinetSwap('decision of May 2021 (as reported)')),
  swap('2021-07-19', '2021-07-17', cabinetSwap('decision reported on 1 Jul 2021')),
  swap('2022-03-07', '2022-03-05', cabinetSwap('decision no. 69 of 3 Mar 2022')),
  swap('2022-11-07', '2022-11-05', cabinetSwap('decision of autumn 2022 (as reported)')),
  swap('2023-06-27', '2023-06-24', cabinetSwap('decision of 25 May 2023')),
  swap('2023-06-30', '2023-06-25', cabinetSwap('decision of 25 May 2023')),
  swap('2023-11-10', '2023-11-04', cabinetSwap('decision reported on 20 Oct 2023')),
  swap('2024-01-04', '2023-12-30', cabinetSwap('decision of Dec 2023 (as reported)')),
  swap('2024-01-05', '2024-01-07', cabinetSwap('decision of Dec 2023 (as reported)')),
  swap('2024-04-12', '2024-04-06', cabinetSwap('decision of spring 2024 (as reported)')),
  swap('2024-11-12', '2024-11-16', cabinetSwap('decision of autumn 2024 (as reported)')),
  swap('2024-11-13', '2024-11-23', cabinetSwap('decision of autumn 2024 (as reported)')),
  swap('2024-12-30', '2024-12-28', cabinetSwap('decision reported on 28 Nov 2024')),
  swap('2025-01-03', '2024-12-29', cabinetSwap('decision reported on 28 Nov 2024')),
  swap('2025-03-27', '2025-03-10', cabinetSwap('decision reported on 15 Feb 2025')),
  swap('2025-03-28', '2025-04-01', cabinetSwap('decision reported on 15 Feb 2025')),
  swap('2025-06-27', '2025-06-21', cabinetSwap('decision reported on 17 Jun 2025')),
];

const votingDay = (on: CivilDate, what: string): DayOff => ({ on, source: `Election Code, art. 8.2: ${what}` });
const quarantine = (on: CivilDate, when: string): DayOff => ({
  on,
  source: `Cabinet of Ministers, special working regime of the quarantine: ${when}`,
});

/** Voting days on a Sunday (parliament 2015, 2020, 2024) need no row. */
const daysOff: readonly DayOff[] = [
  votingDay('2013-10-09', 'presidential election'),
  votingDay('2014-12-23', 'municipal elections'),
  votingDay('2016-09-26', 'referendum'),
  votingDay('2018-04-11', 'presidential election'),
  votingDay('2019-12-23', 'municipal elections'),
  ...['2020-03-29', '2020-03-30', '2020-03-31', '2020-04-01', '2020-04-02', '2020-04-03'].map((on) =>
    quarantine(on, 'decision of 25 Mar 2020'),
  ),
  quarantine('2020-05-29', 'decision reported on 22 May 2020'),
  votingDay('2024-02-07', 'presidential election'),
  votingDay('2025-01-29', 'municipal elections'),
];

/** What was in force when this was written; a later act is a new row. */
export const officialActs: Acts = { holidays, feasts, swaps, daysOff };
