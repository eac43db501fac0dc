/** What could be asked for instead of what was refused: other times of that office, or other offices. */
import { Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import { gather } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import type { BookingRefusal } from './booking.desk';
import type { Wanted } from './form';
import { OfficeBook } from '../office/office.cache';
import { dayOf } from '../office/opening';
import type { Opening } from '../office/plan';
import { PlaceFinder, type OfficeOffer } from '../place/place.finder';
import type { DayOffer, NextPlace, Point } from '../place/search';

/** So many of each are shown. */
const SHOWN = 3;
const DAYS = 7;
/** Those who are refused together share a look, so many of them at most. */
const BATCH = 500;

export interface Alternative {
  /** When the office is open on that day; people come individually, or on another day. */
  readonly hours?: Opening | null;
  readonly places?: readonly NextPlace[];
  /** Offices that receive the service, the nearest first. */
  readonly offices?: readonly OfficeOffer[];
}

/** From when on places are looked for. */
interface Look {
  readonly office: string;
  readonly service: string;
  readonly people: number;
  readonly from: CivilDate;
}

@Injectable()
export class Alternatives {
  private readonly lookAt = gather(BATCH, (looks: readonly Look[]) => this.daysOf(looks));

  constructor(
    private readonly finder: PlaceFinder,
    private readonly book: OfficeBook,
    private readonly clock: Clock,
  ) {}

  /** `null` where nothing helps but another request. */
  async to(refused: BookingRefusal, wanted: Wanted, people: number): Promise<Alternative | null> {
    switch (refused) {
      case 'place-taken':
      case 'no-such-place':
      case 'no-adjacent-places':
      case 'place-past':
      case 'office-closed':
      case 'day-over':
      case 'hold-expired':
      case 'offer-expired':
        return { places: await this.placesFor(wanted, people) };
      case 'individually-no-queue':
        return { hours: (await this.officeDay(wanted))?.hours ?? null };
      case 'service-not-received':
      case 'no-such-office':
      case 'channel-not-received':
        return { offices: await this.officesFor(wanted, people) };
      case 'not-released-yet':
      case 'already-booked':
      case 'booking-not-found':
      case 'booking-ended':
      case 'booking-changed':
      case 'too-late-to-change':
      case 'visitor-twice':
      case 'service-twice':
      case 'contact-limit-reached':
      case 'hold-limit-reached':
      case 'other-services':
      case 'nothing-offered':
      case 'booking-not-confirmed':
      case 'already-withdrawn':
      case 'place-not-withdrawn':
      case 'idempotency-key-reused':
        return null;
    }
  }

  private async officeDay({ office, on }: Wanted) {
    const found = (await this.book.current()).get(office);
    return found ? dayOf(found, on) : null;
  }

  private async placesFor({ office, on, services: [first] }: Wanted, people: number): Promise<NextPlace[]> {
    if (!first) return [];
    const today = bakuDate(this.clock.now());
    const from = on < today ? today : on;
    const [days = []] = await this.lookAt([{ office, service: first.service, people, from }]);
    const places = days.flatMap((day) => day.places.map((place) => ({ on: day.on, ...place })));
    const near = (place: NextPlace): number => Math.abs(Date.parse(place.startsAt) - Date.parse(first.startsAt));
    return places.toSorted((a, b) => near(a) - near(b)).slice(0, SHOWN);
  }

  /** When many want what few have, most are refused, and most of them want the same days. */
  private async daysOf(looks: readonly Look[]): Promise<DayOffer[][]> {
    const keyOf = (look: Look): string => JSON.stringify(look);
    const different = new Map(looks.map((look) => [keyOf(look), look]));
    const seen = [...different].map(async ([key, { office, from, ...asked }]): Promise<[string, DayOffer[]]> => {
      return [key, (await this.finder.overview(office, asked, from, DAYS)) ?? []];
    });
    const days = new Map(await Promise.all(seen));
    return looks.map((look) => days.get(keyOf(look)) ?? []);
  }

  private async officesFor(wanted: Wanted, people: number): Promise<OfficeOffer[]> {
    const [first] = wanted.services;
    if (!first) return [];
    const here: Point | null = (await this.officeDay(wanted))?.plan ?? null;
    const offers = await this.finder.offers({ service: first.service, people }, here);
    return offers.filter(({ office }) => office !== wanted.office).slice(0, SHOWN);
  }
}
