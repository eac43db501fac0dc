/** How many seats more than there are may be given out: what the policy in force allows, hour by hour, after who came before. */
import type { CivilDate } from '@qeyd/core';
import type { AppliedPolicy } from '@qeyd/contracts';
import type { Policies } from '../agenda/term';
import type { SeatsMore } from '../office/plan';
import { seatsMore, type Attendance, type Overbooking } from './attendance';

/** `days`: how far back the history is looked at. */
export interface OverbookingTerms extends Overbooking {
  readonly days: number;
  readonly policy: AppliedPolicy;
}

/** `null` while it is switched off. */
export function overbookingOn(book: Policies, on: CivilDate): OverbookingTerms | null {
  const row = book.find('policies', 'booking-overbooking', on);
  if (!row || row.attributes['enabled'] === false) return null;
  const { seats, riskPercent, days } = row.attributes;
  if (typeof seats !== 'number' || typeof riskPercent !== 'number' || typeof days !== 'number') return null;
  return { seats, risk: riskPercent / 100, days, policy: { name: row.code, version: row.validFrom, act: row.source } };
}

/** Who came to an office for a service in an hour of the day, as the clocks of Baku show it. */
export interface HourSeen extends Attendance {
  readonly office: string;
  readonly service: string;
  readonly hour: number;
}

/** Of each office that was seen. */
export function seatsMoreOf(seen: readonly HourSeen[], terms: Overbooking): ReadonlyMap<string, SeatsMore> {
  const keyOf = (office: string, service: string, hour: number): string => `${office}/${service}/${hour}`;
  const known = new Map(seen.map((one) => [keyOf(one.office, one.service, one.hour), one]));
  return new Map(
    seen.map(({ office }) => [
      office,
      (service, hour, seats) => {
        const found = known.get(keyOf(office, service, hour));
        return found ? seatsMore(found, seats, terms) : 0;
      },
    ]),
  );
}
