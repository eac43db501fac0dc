/** What must be known before an agenda decides: the slots of the day, who the visitors are, and what they have already. */
import { Injectable } from '@nestjs/common';
import { bakuDate, startOfBakuDay } from '@qeyd/calendar';
import { isRefused, refuse, type Instant, type Refused } from '@qeyd/core';
import { Vault } from '@qeyd/privacy';
import { CodeBookCopy } from '@qeyd/service';
import { OfficeBook } from '../office/office.cache';
import type { Slot } from '../place/place';
import { PlaceFinder } from '../place/place.finder';
import { WaitingLists } from '../wait/wait.cache';
import { admit, type AdmissionRefusal } from './admission';
import type { Party, Visitor } from '../agenda/events';
import { StandingFinder, type BookingRow } from '../agenda/standing.finder';
import { agendasWanted, contactText, type HoldForm, type Wanted } from './form';
import { termOf } from '../agenda/term';

export type PartyRefusal = 'visitor-twice' | 'already-booked' | 'contact-limit-reached' | 'hold-limit-reached';

/** Who comes. `lapsed`: what time has ended of their bookings of these services, though no record says so yet. */
export interface Admitted {
  readonly visitors: readonly Visitor[];
  readonly contact: string | null;
  readonly lapsed: readonly BookingRow[];
}

@Injectable()
export class AdmissionDesk {
  constructor(
    private readonly standings: StandingFinder,
    private readonly vault: Vault,
    private readonly codeBooks: CodeBookCopy,
    private readonly offices: OfficeBook,
    private readonly lists: WaitingLists,
    private readonly finder: PlaceFinder,
  ) {}

  /** The slots of each service, in order. */
  async slotsOf(
    wanted: Wanted,
    channel: Party['channel'],
    at: Instant,
  ): Promise<(readonly Slot[])[] | Refused<AdmissionRefusal>> {
    const office = (await this.offices.current()).get(wanted.office);
    const twice = wanted.services.find(({ service }, i) => wanted.services.findIndex((one) => one.service === service) < i);
    if (twice) return refuse('service-twice', { service: twice.service });
    const days = agendasWanted(wanted).map((key) => admit(office, key, channel, at));
    return days.find((day) => isRefused(day)) ?? (days as (readonly Slot[])[]);
  }

  /** A place that is free, and that somebody on the waiting list will be offered. */
  async isKeptForOthers(wanted: Wanted, people: number): Promise<boolean> {
    const { office, on, services } = wanted;
    for (const { service, startsAt } of services) {
      if ((await this.lists.of({ office, service })).length === 0) continue;
      const [day] = (await this.finder.overview(office, { service, people }, on, 1)) ?? [];
      if (!day?.places.some((place) => place.startsAt === startsAt)) return true;
    }
    return false;
  }

  async partyOf(form: HoldForm, at: Instant): Promise<Admitted | Refused<PartyRefusal>> {
    const visitors = await this.identify(form);
    const people = visitors.map(({ person }) => person);
    if (new Set(people).size < people.length) return refuse('visitor-twice');
    const contact = this.contactOf(form);
    const services = form.services.map(({ service }) => service);
    const [rows, limit] = await Promise.all([
      this.standings.standingOf(people, services, at),
      this.limitReached(people, contact, at),
    ]);
    if (rows.some(({ inForce }) => inForce)) return refuse('already-booked');
    return limit ?? { visitors, contact, lapsed: rows };
  }

  private async identify({ people, email, phone }: HoldForm): Promise<Visitor[]> {
    const persons = await this.vault.identify(people.map(({ document }) => document));
    return people.map(({ surname, givenNames, document }, i) => {
      return { person: persons[i] ?? '', surname, givenNames, documentNumber: document.number, email, phone };
    });
  }

  private contactOf(form: HoldForm): string | null {
    const contact = contactText(form);
    return contact === null ? null : this.vault.blindIndex('contact', contact);
  }

  private async limitReached(
    people: readonly string[],
    contact: string | null,
    at: Instant,
  ): Promise<Refused<PartyRefusal> | null> {
    const today = bakuDate(at);
    const policies = await this.codeBooks.current();
    const active = termOf(policies, 'booking-contact-limit', today).value;
    if (contact !== null && (await this.standings.countByContact(contact, at)) >= active)
      return refuse('contact-limit-reached', { active });
    const perDay = termOf(policies, 'booking-hold-limit', today).value;
    const begun = await this.standings.countBegun(people, startOfBakuDay(today));
    return begun >= perDay ? refuse('hold-limit-reached', { perDay }) : null;
  }
}
