/** Brings bookings in line with the hours of their office: withdraws what cannot be kept and offers other places, restores what can be kept again. */
import { Injectable } from '@nestjs/common';
import { addDays, bakuDate, later } from '@qeyd/calendar';
import { ERASED, isRefused, type Instant } from '@qeyd/core';
import { EventLog, newId, ViewRefused } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy } from '@qeyd/service';
import { agenda } from '../agenda/agenda';
import { agendaId, standingPlaces } from '../agenda/agenda.view';
import { isErased, spanOf, type Confirmed } from '../agenda/booking';
import { termOf } from '../agenda/term';
import { BookingDesk } from '../booking/booking.desk';
import { OfficeBook, type Offices } from '../office/office.cache';
import { dayOf } from '../office/opening';
import { PlaceFinder } from '../place/place.finder';
import { daysFrom, distanceKm, type Visit } from '../place/search';
import { restorationOf, withdrawalOf, type Step } from './exchange';
import { unkept } from './impact';
import { officesConcerned, withdrawnPlaces } from './withdrawal.view';

/** A place is looked for in so many days at the own office, then at so many near it, then on all days that its places are given out. */
const DAYS = 14;
const OFFICES = 5;
/** What was found may be taken meanwhile. */
const TRIES = 3;

@Injectable()
export class WithdrawalDesk {
  constructor(
    private readonly log: EventLog,
    private readonly bookings: BookingDesk,
    private readonly codeBooks: CodeBookCopy,
    private readonly offices: OfficeBook,
    private readonly finder: PlaceFinder,
    private readonly clock: Clock,
  ) {}

  /** Every office where somebody has a place. */
  async alignAll(): Promise<void> {
    for (const office of await officesConcerned(this.log, bakuDate(this.clock.now()))) await this.align(office);
  }

  /** May be done at any time and again: what is in line stays as it is. */
  async align(code: string): Promise<void> {
    const now = this.clock.now();
    const office = (await this.offices.fresh()).get(code);
    if (!office) return;
    const withdrawn = await withdrawnPlaces(this.log, code);
    const known = new Map(withdrawn.map((place) => [place.booking, place]));
    const lost = unkept(office, await standingPlaces(this.log, code, bakuDate(now), now));
    const booked = new Set(lost.flatMap(({ booking, offerFor }) => (offerFor === null ? [booking] : [])));
    for (const booking of booked) {
      const before = known.get(booking);
      if (!before || (before.offer === null && before.status === 'open')) await this.withdraw(booking, null);
    }
    const offers = new Map(lost.flatMap(({ booking, offerFor }) => (offerFor === null ? [] : [[booking, offerFor]])));
    for (const [offer, booking] of offers) await this.withdraw(booking, offer);
    for (const [booking, { endsAt }] of known) if (endsAt > now && !booked.has(booking)) await this.restore(booking);
  }

  private async withdraw(booking: string, instead: string | null): Promise<void> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const at = this.clock.now();
      const parts = (await this.bookings.find(booking)).filter((part) => part.status === 'confirmed');
      if (parts.some(isErased)) return; // nobody can be told
      const term = termOf(await this.codeBooks.current(), 'booking-offer', bakuDate(at));
      const until = later(at, term.value * 3_600_000);
      const isWhole = parts.every(({ seats }) => seats.every(({ surname }) => surname !== ERASED));
      const visit = tries < TRIES && isWhole ? await this.visitFor(parts, until) : null;
      const offering = visit && { offer: newId(), visit, until };
      const steps = withdrawalOf(parts, await this.offices.current(), { offering, instead, term, at });
      if (await this.decide(booking, steps)) return;
    }
  }

  private async restore(booking: string): Promise<void> {
    await this.decide(booking, restorationOf(await this.bookings.find(booking), this.clock.now()));
  }

  /** False when a place was taken by somebody else; any other refusal says that the booking has moved on. */
  private async decide(booking: string, steps: readonly Step[]): Promise<boolean> {
    const chain = newId();
    const requests = steps.map(({ key, command }) => {
      const cause = { id: `align:${chain}:${command.type}`, correlation: `booking-${booking}`, actor: 'service:queue-booking' };
      return { decider: agenda, id: agendaId(key), command, cause };
    });
    try {
      const outcome = await this.log.executeWhole(requests);
      return !isRefused(outcome) || !['place-taken', 'no-adjacent-places', 'no-such-place'].includes(outcome.refused);
    } catch (fault) {
      if (fault instanceof ViewRefused) return false;
      throw fault;
    }
  }

  /** After the term for the answer, and not before the day that was lost: whoever cannot come earlier is not asked to. */
  private async visitFor(parts: readonly Confirmed[], until: Instant): Promise<Visit | null> {
    const [first] = parts.toSorted((a, b) => (spanOf(a).startsAt < spanOf(b).startsAt ? -1 : 1));
    const offices = await this.offices.current();
    const own = first && offices.get(first.key.office);
    const plan = own && dayOf(own, bakuDate(until))?.plan;
    if (!first || !plan) return null;
    const { office, on } = first.key;
    const answered = addDays(bakuDate(until), 1);
    const from = on < answered ? answered : on;
    const services = parts.map(({ key }) => key.service);
    const find = (codes: readonly string[], days: number) =>
      this.finder.firstVisit(codes, services, daysFrom(from, addDays(from, days)), first.seats.length);
    const near = nearest(offices, office, first, bakuDate(until));
    return (await find([office], DAYS)) ?? (await find(near, DAYS)) ?? (await find([office], plan.release.daysAhead));
  }
}

/** The offices nearby that receive the services through the channel of the booking. */
function nearest(offices: Offices, code: string, { key, party }: Confirmed, on: string): string[] {
  const planOf = (office: string) => {
    const found = offices.get(office);
    return found ? (dayOf(found, on)?.plan ?? null) : null;
  };
  const here = planOf(code);
  const others = [...offices.keys()].flatMap((office) => {
    const plan = office === code ? null : planOf(office);
    const receives = plan?.channels.includes(party.channel) && plan.services.some(({ service }) => service === key.service);
    return here && plan && receives ? [{ office, far: distanceKm(here, plan) }] : [];
  });
  return others
    .toSorted((a, b) => a.far - b.far)
    .slice(0, OFFICES)
    .map(({ office }) => office);
}
