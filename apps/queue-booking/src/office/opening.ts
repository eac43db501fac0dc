/** When an office is open on a day: by its plan, its exceptional days and, where it keeps them, the days off. */
import { isWorkingDay, weekday } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import type { DatedPlan, Office, Opening, Plan, SeatsMore } from './plan';

/** A day of an office. `hours` is `null` when it is closed, `reason` says why if somebody said it. */
export interface OfficeDay {
  readonly on: CivilDate;
  readonly plan: Plan;
  readonly hours: Opening | null;
  readonly reason: string | null;
  readonly more?: SeatsMore;
}

/** The plan in force: the last that has begun; `null` before the first. */
export function planOn({ plans }: Office, on: CivilDate): Plan | null {
  let last: DatedPlan | null = null;
  for (const plan of plans) if (plan.validFrom <= on && (!last || last.validFrom < plan.validFrom)) last = plan;
  return last?.plan ?? null;
}

/** `null` when no plan is in force. */
export function dayOf(office: Office, on: CivilDate): OfficeDay | null {
  const plan = planOn(office, on);
  if (!plan) return null;
  const exception = office.days.get(on);
  const known = { on, plan, ...(office.more && { more: office.more }) };
  if (exception) return { ...known, hours: exception.hours, reason: exception.reason };
  return { ...known, hours: usualHours(plan, on), reason: null };
}

function usualHours({ hours, holidays }: Plan, on: CivilDate): Opening | null {
  const day = weekday(on);
  // A weekend is not a day off by law for an office that works then; a holiday is.
  if (holidays === 'closed' && day <= 5 && !isWorkingDay(on)) return null;
  const found = hours.find(({ weekdays, season }) => weekdays.includes(day) && (!season || isInSeason(season, on.slice(5))));
  return found ? { opens: found.opens, closes: found.closes, breaks: found.breaks } : null;
}

/** Days as `MM-DD`; a season may reach over New Year. */
const isInSeason = ({ from, to }: { readonly from: string; readonly to: string }, day: string): boolean =>
  from <= to ? from <= day && day <= to : from <= day || day <= to;
