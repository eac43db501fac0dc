/** What is to be expected of an office's days, and what a past one would have been with another policy. */
import { Injectable } from '@nestjs/common';
import { addDays, bakuDate } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy } from '@qeyd/service';
import { OfficeBook } from '../office/office.cache';
import { dayOf } from '../office/opening';
import type { Office } from '../office/plan';
import { daysFrom } from '../place/search';
import { slotsOf } from '../place/place';
import { expectedNoShows, riskOfMore, seatsMore, type Overbooking } from './attendance';
import { seenByHour, seenBySlot, type SlotSeen } from './attendance.view';
import { replay, type Outcome, type PastSlot } from './back-test';
import { overbookingOn, type HourSeen, type OverbookingTerms } from './overbooking';

/** Without a policy in force, so many days are looked back. */
const DAYS = 90;
/** The risks of so many seats more are shown. */
const SHOWN = 5;

/** `risks`: of one seat more in a slot, of two, …: the probability that more people come than there are seats. `more` is what may be given out. */
export interface HourForecast extends Omit<HourSeen, 'office'> {
  readonly noShows: number;
  readonly seats: number;
  readonly risks: readonly number[];
  readonly more: number;
}

export interface Forecast {
  readonly terms: OverbookingTerms | null;
  readonly days: number;
  readonly hours: readonly HourForecast[];
}

/** What is tried on the days `[from, toExclusive)`; `limit` is the wait in minutes that is too long. */
export interface Trial extends Overbooking {
  readonly service: string;
  readonly from: CivilDate;
  readonly toExclusive: CivilDate;
  readonly days: number;
  readonly limit: number;
}

/** A day as it was, and as it would have been with so many `seats` given out besides. */
export interface TriedDay {
  readonly on: CivilDate;
  readonly was: Outcome;
  readonly would: Outcome & { readonly seats: number };
}

@Injectable()
export class ForecastFinder {
  constructor(
    private readonly log: EventLog,
    private readonly codeBooks: CodeBookCopy,
    private readonly book: OfficeBook,
    private readonly clock: Clock,
  ) {}

  /** `null` when there is no such office. */
  async forecast(office: string): Promise<Forecast | null> {
    const today = bakuDate(this.clock.now());
    const found = (await this.book.current()).get(office);
    if (!found) return null;
    const terms = overbookingOn(await this.codeBooks.current(), today);
    const days = terms?.days ?? DAYS;
    const services = new Map(dayOf(found, today)?.plan.services.map(({ service, seats }) => [service, seats]));
    const seen = await seenByHour(this.log, { from: addDays(today, -days), toExclusive: today }, office);
    const hours = seen.map(({ service, hour, booked, came }) => {
      const seats = services.get(service) ?? 0;
      const risks = Array.from({ length: SHOWN }, (_, i) => riskOfMore({ booked, came }, seats + i + 1, seats));
      const more = terms ? seatsMore({ booked, came }, seats, terms) : 0;
      return { service, hour, booked, came, noShows: expectedNoShows({ booked, came }), seats, risks, more };
    });
    return { terms, days, hours };
  }

  /** Each day is judged by what was known before it. Days on which the office was closed are left out; `null` when there is no such office. */
  async tried(office: string, trial: Trial): Promise<TriedDay[] | null> {
    const found = (await this.book.current()).get(office);
    if (!found) return null;
    const { service, from, toExclusive, days } = trial;
    const seen = await seenBySlot(this.log, { from: addDays(from, -days), toExclusive }, office, service);
    return daysFrom(from, toExclusive).flatMap((on) => triedDay(found, on, seen, trial) ?? []);
  }
}

/** The plan's own seats: what was given out besides is no seat on which somebody can sit. */
function triedDay(office: Office, on: CivilDate, seen: readonly SlotSeen[], trial: Trial): TriedDay | null {
  const { service, days, limit } = trial;
  const day = dayOf({ plans: office.plans, days: office.days }, on);
  const slots = day ? slotsOf(day, service) : [];
  if (slots.length === 0) return null;
  const before = seen.filter((slot) => slot.on < on && slot.on >= addDays(on, -days));
  const past = slots.map(({ startsAt, endsAt, seats }): PastSlot => {
    const here = seen.find((slot) => slot.startsAt === startsAt);
    const known = before.filter(({ hour }) => hour === here?.hour);
    const total = (of: 'booked' | 'came') => known.reduce((sum, slot) => sum + slot[of], 0);
    const more = here ? seatsMore({ booked: total('booked'), came: total('came') }, seats, trial) : 0;
    const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;
    return { seats, minutes, booked: here?.booked ?? 0, came: here?.came ?? 0, more };
  });
  const taken = past.filter(({ booked, seats }) => booked >= seats);
  return {
    on,
    was: replay(
      past.map((slot) => ({ ...slot, more: 0 })),
      limit,
    ),
    would: { ...replay(past, limit), seats: taken.reduce((sum, { more }) => sum + more, 0) },
  };
}
