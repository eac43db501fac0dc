/** Whoever comes to an office: the booking is found by its reference, by the document or by the name, and becomes a ticket. */
import { Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { isRefused, refuse, type Cause, type Instant, type Refused } from '@qeyd/core';
import { EventLog, idFrom, newId } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { Vault, type Identity } from '@qeyd/privacy';
import { CodeBookCopy, readReference } from '@qeyd/service';
import { agenda } from '../agenda/agenda';
import { agendaId, agendasOf } from '../agenda/agenda.view';
import { isOver, spanOf, type Booking } from '../agenda/booking';
import { termOf } from '../agenda/term';
import { OfficeBook } from '../office/office.cache';
import { dayOf } from '../office/opening';
import type { Plan } from '../office/plan';
import { AccessRecord } from './access.record';
import { day, type Arrival, type DayCommand, type DayRefusal } from './day';
import { dayId } from './day.view';
import { nameText } from './name';
import type { Day, Ticket } from './ticket';

/** By one of them. */
export interface Sign {
  readonly reference?: string;
  readonly document?: Identity;
  readonly surname?: string;
}

export type CheckInRefusal =
  DayRefusal | 'no-such-office' | 'service-not-received' | 'booking-not-found' | 'booking-not-today' | 'name-not-unique';

@Injectable()
export class DayDesk {
  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
    private readonly codeBooks: CodeBookCopy,
    private readonly offices: OfficeBook,
    private readonly access: AccessRecord,
    private readonly clock: Clock,
  ) {}

  /** The next part of the booking that has not got its ticket. */
  async checkIn(office: string, sign: Sign, priority: boolean, cause: Cause): Promise<Ticket | Refused<CheckInRefusal>> {
    const at = this.clock.now();
    const parts = await this.partsToday(office, sign, at, cause);
    if (isRefused(parts)) return parts;
    const { state } = await this.today(office);
    const issued = new Set(Array.from(state.values(), ({ booking, service }) => `${booking ?? ''}:${service}`));
    const inTime = parts.toSorted((a, b) => (spanOf(a).startsAt < spanOf(b).startsAt ? -1 : 1));
    const open = inTime.filter(({ party, key }) => !issued.has(`${party.booking}:${key.service}`));
    const part = open.find(({ status }) => status === 'confirmed') ?? open[0] ?? inTime.at(-1);
    if (!part) return refuse('booking-not-found');
    const policies = await this.codeBooks.current();
    const [early, late] = [termOf(policies, 'booking-early', bakuDate(at)), termOf(policies, 'booking-late', bakuDate(at))];
    const { service } = part.key;
    return this.issue(office, at, cause, {
      ...{ ticket: idFrom(part.party.booking, service), service, booking: part.party.booking, priority },
      people: part.seats.length,
      dueAt: spanOf(part).startsAt,
      window: { early: early.value, late: late.value },
    });
  }

  /** Somebody without a place, who is called between those who have one. */
  async admit(
    office: string,
    wish: Pick<Ticket, 'service' | 'people' | 'priority'>,
    cause: Cause,
  ): Promise<Ticket | Refused<CheckInRefusal>> {
    const at = this.clock.now();
    return this.issue(office, at, cause, { ...wish, ticket: newId(), booking: null, dueAt: at, window: null });
  }

  /** The ticket as the command leaves it. */
  async decide(office: string, on: string, command: DayCommand, cause: Cause): Promise<Ticket | Refused<DayRefusal>> {
    const outcome = await this.log.execute({ decider: day, id: dayId(office, on), command, cause });
    if (isRefused(outcome)) return outcome;
    const [event] = outcome.events;
    const named = event && 'ticket' in event.data ? event.data.ticket : 'ticket' in command ? command.ticket : '';
    const found = outcome.state.get(named) ?? ticketBefore(outcome.state, command);
    if (!found) throw new Error(`A ticket of ${office} was decided on and is not there`);
    return found;
  }

  async today(office: string): Promise<{ readonly on: string; readonly state: Day; readonly plan: Plan | null }> {
    const on = bakuDate(this.clock.now());
    const found = (await this.offices.current()).get(office);
    const { state } = await this.log.load(day, dayId(office, on));
    return { on, state, plan: (found && dayOf(found, on)?.plan) ?? null };
  }

  private async issue(
    office: string,
    at: Instant,
    cause: Cause,
    arrival: Omit<Arrival, 'office' | 'on' | 'series'>,
  ): Promise<Ticket | Refused<CheckInRefusal>> {
    const on = bakuDate(at);
    const found = (await this.offices.current()).get(office);
    const plan = found && dayOf(found, on)?.plan;
    if (!plan) return refuse('no-such-office', { office });
    const index = plan.services.findIndex(({ service }) => service === arrival.service);
    if (index < 0) return refuse('service-not-received', { service: arrival.service });
    const series = String.fromCharCode(65 + index);
    return this.decide(office, on, { type: 'Issue', arrival: { ...arrival, office, on, series }, at }, cause);
  }

  private async partsToday(
    office: string,
    sign: Sign,
    at: Instant,
    cause: Cause,
  ): Promise<readonly Booking[] | Refused<CheckInRefusal>> {
    const on = bakuDate(at);
    const found = sign.surname === undefined ? await this.partsBy(sign) : await this.partsNamed(office, on, sign.surname, cause);
    const standing = found.filter((part) => part.status === 'confirmed' || (part.status === 'ended' && part.how === 'missed'));
    const here = standing.filter(({ key }) => key.office === office && key.on === on);
    const [elsewhere] = standing.filter((part) => !isOver(part, at));
    if (here.length === 0 && elsewhere)
      return refuse('booking-not-today', { office: elsewhere.key.office, on: elsewhere.key.on });
    if (here.length === 0) return refuse('booking-not-found');
    const bookings = new Set(here.map(({ party }) => party.booking));
    return bookings.size > 1 && sign.surname !== undefined ? refuse('name-not-unique', { count: bookings.size }) : here;
  }

  private async partsBy({ reference, document }: Sign): Promise<Booking[]> {
    const keys = document
      ? await agendasOf(this.log, 'person', (await this.vault.identify([document]))[0] ?? '')
      : await agendasOf(this.log, 'reference', readReference(reference ?? '') ?? '');
    const agendas = await this.log.states(agenda, keys.map(agendaId));
    return agendas.flatMap(({ bookings }, i) => bookings.get(keys[i]?.booking ?? '') ?? []);
  }

  /** Names are sealed: the agendas of the day are opened, here and nowhere else, to look for one. */
  private async partsNamed(office: string, on: string, surname: string, cause: Cause): Promise<Booking[]> {
    const { plan } = await this.today(office);
    const ids = (plan?.services ?? []).map(({ service }) => agendaId({ office, service, on }));
    const agendas = await this.log.states(agenda, ids);
    const isNamed = ({ seats }: Booking): boolean => seats.some((seat) => nameText(seat.surname) === nameText(surname));
    const named = agendas.flatMap(({ bookings }) => bookings.values().filter(isNamed));
    const people = named.flatMap(({ seats }) => seats.map(({ person }) => person));
    await this.access.keep(cause, office, 'check-in-by-name', people);
    return named;
  }
}

/** Of a booking that was checked in already, or of an application that is attached already. */
const ticketBefore = (state: Day, command: DayCommand): Ticket | undefined =>
  [...state.values()].find(({ booking, service, applications }) =>
    command.type === 'Issue'
      ? booking === command.arrival.booking && service === command.arrival.service
      : command.type === 'Attach' && applications.includes(command.reference),
  );
