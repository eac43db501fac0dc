/** The weeks of an office to which a booking can be moved: for several services the open day shows the one visit that has room for all. */
import { Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { Clock, type Language } from '@qeyd/platform';
import { QueueClient, type DayOffer } from '../api/queue.client';
import type { Fields } from '../page/page.fields';
import { weekOf, type Week } from '../place/week';

/** What is moved, and where it is. */
export interface Moved {
  readonly office: string;
  readonly on: string;
  readonly people: number;
  /** In order of time. */
  readonly services: readonly string[];
}

@Injectable()
export class MoveWeeks {
  constructor(
    private readonly queue: QueueClient,
    private readonly clock: Clock,
  ) {}

  /** From the first day that the address names, with the day that it opens; else the present one, if it has places yet. */
  async of({ office, on, people, services }: Moved, query: Fields, language: Language): Promise<Week<DayOffer>> {
    const asked = { service: services[0] ?? '', people: String(people), from: query['from'] ?? on };
    const days = await this.queue.days(office, asked, language);
    const present = days.find((day) => day.on === on && day.places.length > 0);
    const week = weekOf(days, query['on'] ?? present?.on, bakuDate(this.clock.now()));
    if (!week.chosen || services.length === 1) return week;
    const steps = await this.queue.visit(office, services, week.chosen.on, people, language);
    const [first] = steps;
    const places = first ? [{ ...first, startsAt: steps.map(({ startsAt }) => startsAt).join() }] : [];
    return { ...week, chosen: { ...week.chosen, places } };
  }
}

/** The place that the address names; of several services it names the beginning of each. */
export function wantedIn({ on = '', startsAt = '' }: Fields, { office, services }: Moved) {
  const begins = startsAt.split(',');
  return { office, on, services: services.map((service, i) => ({ service, startsAt: begins[i] ?? '' })) };
}
