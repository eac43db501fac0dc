/** Finds places: computed from the plans in memory and from what the view says is taken at this moment. */
import { Injectable } from '@nestjs/common';
import { addDays, bakuDate } from '@qeyd/calendar';
import type { CivilDate, Instant } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy } from '@qeyd/service';
import { takenPlaces } from '../agenda/taken.view';
import { OfficeBook } from '../office/office.cache';
import { dayOf, planOn } from '../office/opening';
import type { Channel, Office } from '../office/plan';
import { keptFor, reachable } from '../wait/turn';
import { WaitingLists, type ListKey } from '../wait/wait.cache';
import { epochMinute, timesOf } from './place';
import {
  dayOffer,
  daysFrom,
  distanceKm,
  nextPlace,
  visitOn,
  type DayOffer,
  type NextPlace,
  type Point,
  type TakenOn,
  type Visit,
  type VisitStep,
} from './search';

/** So many days are looked through first, and each time twice as many: the first places are most often near. */
const NEAR = 1;

/** An office that receives the service, as it is offered; `place` is `null` where people come individually or none is free. */
export interface OfficeOffer {
  readonly office: string;
  readonly receives: 'queue' | 'walk-in';
  readonly channels: readonly Channel[];
  readonly distanceKm: number | null;
  readonly place: NextPlace | null;
}

interface Asked {
  readonly service: string;
  readonly people: number;
}

@Injectable()
export class PlaceFinder {
  constructor(
    private readonly log: EventLog,
    private readonly book: OfficeBook,
    private readonly lists: WaitingLists,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  /** The days `[from, from + days)` of an office, from today on; `null` when there is no such office. */
  async overview(office: string, { service, people }: Asked, from: CivilDate, days: number): Promise<DayOffer[] | null> {
    const now = this.clock.now();
    const found = (await this.book.current()).get(office);
    if (!found) return null;
    const toExclusive = addDays(from, days);
    const taken = await takenPlaces(this.log, { offices: [office], service, from, toExclusive, now });
    const takenOn = await this.lessKept(found, { office, service }, taken(office), now);
    return daysFrom(from, toExclusive).map((on) => dayOffer(found, on, takenOn, { service, people, now }));
  }

  /** The offices that receive the service, each with its next place: nearest first, or earliest where no point is given. */
  async offers(asked: Asked, near: Point | null): Promise<OfficeOffer[]> {
    const now = this.clock.now();
    const today = bakuDate(now);
    const offices = [...(await this.book.current())].flatMap(([code, office]) => {
      const plan = planOn(office, today);
      return plan?.services.some(({ service }) => service === asked.service) ? [{ code, office, plan }] : [];
    });
    const next = await this.nextPlaces(new Map(offices.map(({ code, office }) => [code, office])), asked, now);
    const offers = offices.map(({ code, plan }) => ({
      office: code,
      ...{ receives: plan.receives, channels: plan.channels },
      distanceKm: near && Math.round(distanceKm(near, plan) * 10) / 10,
      place: next.get(code) ?? null,
    }));
    const rank = ({ distanceKm: far, place }: OfficeOffer): string =>
      far === null ? (place?.startsAt ?? '~') : String(Math.round(far * 10)).padStart(9, '0');
    return offers.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /** The places of a visit for several services on one day. */
  async visit(office: string, services: readonly string[], on: CivilDate, people: number): Promise<VisitStep[] | null> {
    const now = this.clock.now();
    const found = (await this.book.current()).get(office);
    if (!found) return null;
    const toExclusive = addDays(on, 1);
    const taken = await Promise.all(
      services.map(async (service) => {
        const places = await takenPlaces(this.log, { offices: [office], service, from: on, toExclusive, now });
        return this.lessKept(found, { office, service }, places(office), now);
      }),
    );
    return visitOn(found, on, services, (service) => taken[services.indexOf(service)] ?? (() => []), { people, now });
  }

  /** The first visit for these services on one of the days, at the first of the offices that has any. */
  async firstVisit(
    offices: readonly string[],
    services: readonly string[],
    days: readonly CivilDate[],
    people: number,
  ): Promise<Visit | null> {
    for (const office of offices)
      for (const on of days) {
        const steps = await this.visit(office, services, on, people);
        if (steps && steps.length > 0) return { office, on, steps };
      }
    return null;
  }

  /** The next place that the office, as it would be, has for the service. */
  async nextAt(office: string, planned: Office, asked: Asked): Promise<NextPlace | null> {
    return (await this.nextPlaces(new Map([[office, planned]]), asked, this.clock.now())).get(office) ?? null;
  }

  private async nextPlaces(
    offices: ReadonlyMap<string, Office>,
    { service, people }: Asked,
    now: Instant,
  ): Promise<Map<string, NextPlace>> {
    const found = new Map<string, NextPlace>();
    const today = bakuDate(now);
    const horizons = new Map([...offices].map(([code, office]) => [code, (planOn(office, today)?.release.daysAhead ?? 0) + 1]));
    const last = Math.max(0, ...horizons.values());
    for (let [ahead, stretch] = [0, NEAR]; ahead < last; ahead += stretch, stretch *= 2) {
      const open = [...offices].filter(([code]) => !found.has(code) && ahead < (horizons.get(code) ?? 0));
      if (open.length === 0) break;
      const [from, toExclusive] = [addDays(today, ahead), addDays(today, ahead + stretch)];
      const taken = await takenPlaces(this.log, { offices: open.map(([code]) => code), service, from, toExclusive, now });
      const days = daysFrom(from, toExclusive);
      for (const [code, office] of open) {
        const takenOn = await this.lessKept(office, { office: code, service }, taken(code), now);
        const place = nextPlace(office, days, takenOn, { service, people, now });
        if (place) found.set(code, place);
      }
    }
    return found;
  }

  /** Those who wait come first: what they will be offered is not free for others. */
  private async lessKept(office: Office, key: ListKey, takenOn: TakenOn, now: Instant): Promise<TakenOn> {
    const waiters = await this.lists.of(key);
    if (waiters.length === 0) return takenOn;
    const from = epochMinute(reachable(await this.codeBooks.current(), now));
    return (on) => {
      const day = dayOf(office, on);
      const taken = takenOn(on);
      return day ? [...taken, ...keptFor(waiters, on, timesOf(day, key.service), taken, { now, from })] : taken;
    };
  }
}
