/** Shows what a change of an office would take away before it is made: how much, from whom, and where there are places instead. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { isRefused, type Refused } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { standingPlaces } from '../agenda/agenda.view';
import { office, type OfficeCommand, type OfficeRefusal } from '../office/office';
import { OfficeBook } from '../office/office.cache';
import { dayOf } from '../office/opening';
import type { Office } from '../office/plan';
import { PlaceFinder, type OfficeOffer } from '../place/place.finder';
import type { NextPlace } from '../place/search';
import { impactOf, lostBy, type Affected, type Impact } from './impact';

/** So many other offices are shown. */
const SHOWN = 3;

/** `next` is the next free place of the office as it would be, `offices` the nearest others. */
export interface AffectedService extends Affected {
  readonly service: string;
  readonly next: NextPlace | null;
  readonly offices: readonly OfficeOffer[];
}

export interface SeenImpact extends Impact {
  /** Names the change and every booking that it concerns: whoever confirms it has seen these and no others. */
  readonly impact: string;
  readonly services: readonly AffectedService[];
}

@Injectable()
export class ImpactFinder {
  constructor(
    private readonly log: EventLog,
    private readonly book: OfficeBook,
    private readonly finder: PlaceFinder,
    private readonly clock: Clock,
  ) {}

  async of(code: string, command: OfficeCommand): Promise<SeenImpact | Refused<OfficeRefusal>> {
    const now = this.clock.now();
    const before = (await this.book.fresh()).get(code) ?? office.initial;
    const changes = office.decide(command, before);
    if (isRefused(changes)) return changes;
    const after = changes.reduce((state, event) => office.evolve(state, event), before);
    const standing = await standingPlaces(this.log, code, bakuDate(now), now);
    const booked = standing.filter(({ offerFor }) => offerFor === null);
    const lost = lostBy(before, after, booked);
    const impact = impactOf(lost);
    const named = JSON.stringify([changes, ...new Set(lost.map(({ booking }) => booking))]);
    return {
      ...impact,
      impact: createHash('sha256').update(named).digest('hex'),
      services: await Promise.all(impact.services.map((each) => this.withPlaces(code, after, each))),
    };
  }

  private async withPlaces(code: string, after: Office, affected: Impact['services'][number]): Promise<AffectedService> {
    const asked = { service: affected.service, people: 1 };
    const plan = dayOf(after, bakuDate(this.clock.now()))?.plan ?? null;
    const [next, offices] = await Promise.all([this.finder.nextAt(code, after, asked), this.finder.offers(asked, plan)]);
    return { ...affected, next, offices: offices.filter((one) => one.office !== code).slice(0, SHOWN) };
  }
}
