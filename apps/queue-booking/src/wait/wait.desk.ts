/** The waiting list: people join and leave it, and whoever is first gets what becomes free. */
import { Injectable } from '@nestjs/common';
import { addDays, bakuDate, later } from '@qeyd/calendar';
import { isRefused, refuse, type Cause, type CivilDate, type Instant, type Refused } from '@qeyd/core';
import { EventLog, newId, ViewRefused, type Request } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy, referenceOf, Reservations } from '@qeyd/service';
import { agenda, type AgendaCommand } from '../agenda/agenda';
import { agendaId } from '../agenda/agenda.view';
import { takenPlaces } from '../agenda/taken.view';
import { StandingFinder, type BookingRow } from '../agenda/standing.finder';
import { termOf } from '../agenda/term';
import { admit } from '../booking/admission';
import { AdmissionDesk } from '../booking/admission.desk';
import type { Arrival, BookingRefusal } from '../booking/booking.desk';
import type { Guests } from '../booking/form';
import { OfficeBook } from '../office/office.cache';
import { dayOf } from '../office/opening';
import { PlaceFinder } from '../place/place.finder';
import { slotsOf } from '../place/place';
import { dayOffer, daysFrom, type NextPlace } from '../place/search';
import { isFree, reachable } from './turn';
import { wait, type WaitCommand, type Waiting, type WaitRefusal } from './wait';
import { WaitingLists, type ListKey } from './wait.cache';
import { isWaiting, type Listed } from './wait.view';

/** Who waits for what; the days from the first to the last. */
export interface WaitForm extends Guests, ListKey {
  readonly from: CivilDate;
  readonly until: CivilDate;
}

export type JoinRefusal = BookingRefusal | WaitRefusal | 'already-waiting' | 'place-free' | 'days-out-of-order';

/** A day of its own does not matter to whoever waits for any of several. */
const ofOneDay: readonly BookingRefusal[] = ['office-closed', 'not-released-yet'];

@Injectable()
export class WaitDesk {
  constructor(
    private readonly log: EventLog,
    private readonly lists: WaitingLists,
    private readonly admissions: AdmissionDesk,
    private readonly reservations: Reservations,
    private readonly finder: PlaceFinder,
    private readonly standings: StandingFinder,
    private readonly offices: OfficeBook,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  async join(form: WaitForm, { channel, bookedBy, slot, cause }: Arrival): Promise<Waiting | Refused<JoinRefusal>> {
    const at = this.clock.now();
    const { office, service, from, until, language } = form;
    const fingerprint = this.reservations.fingerprint(slot, form);
    const { id, fresh, fingerprint: known } = await this.reservations.reserve(slot, fingerprint, at);
    if (known !== fingerprint) return refuse('idempotency-key-reused');
    const earlier = fresh ? null : await this.find(id);
    if (earlier) return earlier;
    if (until < from) return refuse('days-out-of-order', { from, until });
    const admitted = admit((await this.offices.current()).get(office), { office, service, on: from }, channel, at);
    if (isRefused(admitted) && !ofOneDay.includes(admitted.refused)) return admitted;
    const free = await this.freePlaces(form);
    if (free.length > 0) return refuse('place-free', { on: free[0]?.on });
    const party = await this.admissions.partyOf({ ...form, on: from, services: [{ service, startsAt: '' }] }, at);
    if (isRefused(party)) return party;
    const { visitors, contact } = party;
    const persons = visitors.map(({ person }) => person);
    if (await isWaiting(this.log, persons, service)) return refuse('already-waiting');
    const what = { wait: id, reference: referenceOf(id), office, service, from, until, people: visitors.length };
    const terms = { ...what, channel, bookedBy, language, contact, begunAt: at };
    try {
      const outcome = await this.log.execute({ decider: wait, id, command: { type: 'Begin', terms, visitors }, cause });
      return isRefused(outcome) ? outcome : (outcome.state as Waiting);
    } catch (fault) {
      if (fault instanceof ViewRefused) return refuse('already-waiting');
      throw fault;
    }
  }

  async leave(id: string, cause: Cause): Promise<Waiting | Refused<WaitRefusal>> {
    const command = { type: 'End', reason: 'left', at: this.clock.now() } as const;
    const outcome = await this.log.execute({ decider: wait, id, command, cause });
    return isRefused(outcome) ? outcome : (outcome.state as Waiting);
  }

  async find(id: string): Promise<Waiting | null> {
    return (await this.log.load(wait, id)).state;
  }

  /** From 1; `null` for whoever is not on the list. */
  async positionOf({ terms }: Waiting): Promise<number | null> {
    const list = await this.lists.of(terms);
    const index = list.findIndex(({ wait: id }) => id === terms.wait);
    return index < 0 ? null : index + 1;
  }

  /** The places that whoever wants to wait could take at once, and come to. */
  async freePlaces({ office, service, from, until, people }: WaitForm): Promise<NextPlace[]> {
    const days = await this.finder.overview(
      office,
      { service, people: people.length },
      from,
      daysFrom(from, addDays(until, 1)).length,
    );
    const soonest = reachable(await this.codeBooks.current(), this.clock.now());
    return (days ?? []).flatMap(({ on, places }) =>
      places.filter(({ startsAt }) => startsAt > soonest).map((place) => ({ on, ...place })),
    );
  }

  /** Offers what is free on every list. */
  async serveAll(): Promise<void> {
    for (const key of await this.lists.all()) await this.serve(key);
  }

  /** Each in turn the first place that suits; whoever has one by now, or whose days are over, leaves the list. */
  async serve(key: ListKey): Promise<void> {
    for (const listed of await this.lists.of(key)) {
      const now = this.clock.now();
      const waiting = await this.find(listed.wait);
      if (!waiting || waiting.ended) continue;
      const persons = waiting.visitors.map(({ person }) => person);
      const rows = await this.standings.standingOf(persons, [key.service], now);
      const reason = rows.some(({ inForce, confirmed }) => inForce && confirmed)
        ? 'booked'
        : listed.until < bakuDate(now)
          ? 'over'
          : null;
      if (reason) await this.end(listed.wait, reason, now);
      else if (isFree(listed, now) && !rows.some(({ inForce }) => inForce)) await this.offer(listed, waiting, rows, now);
    }
  }

  private async offer(listed: Listed, { terms, visitors }: Waiting, lapsed: readonly BookingRow[], at: Instant) {
    const place = await this.firstPlace(listed, at);
    const office = (await this.offices.current()).get(listed.office);
    const day = place && office && dayOf(office, place.on);
    if (!place || !day) return;
    const { service, channel, bookedBy, language, contact } = terms;
    const key = { office: listed.office, service, on: place.on };
    const { value: minutes, policy } = termOf(await this.codeBooks.current(), 'waiting-offer', bakuDate(at));
    const heldUntil = later(at, minutes * 60_000);
    const booking = newId();
    const reference = referenceOf(booking);
    const party = { booking, reference, channel, bookedBy, language, contact, sequence: 0 };
    const asked = { agenda: key, party, visitors, startsAt: place.startsAt, slots: slotsOf(day, service) };
    const offer = { booking, reference, ...key, startsAt: place.startsAt, endsAt: place.endsAt, heldUntil };
    const offering: WaitCommand = { type: 'Offer', offer, at, policy };
    const hold: AgendaCommand = { type: 'Hold', asked, at, heldUntil };
    const lapses = lapsed.map((row) => {
      const command: AgendaCommand = { type: 'Lapse', booking: row.booking, at };
      return { decider: agenda, id: agendaId(row), command };
    });
    const steps = [
      { decider: wait, id: listed.wait, command: offering },
      ...lapses,
      { decider: agenda, id: agendaId(key), command: hold },
    ];
    await this.decide(steps, listed.wait);
  }

  private async end(id: string, reason: 'booked' | 'over', at: Instant): Promise<void> {
    const command: WaitCommand = { type: 'End', reason, at };
    await this.decide([{ decider: wait, id, command }], id);
  }

  /** As one, or not at all; when somebody was faster, the next sweep looks again. */
  private async decide(steps: readonly Omit<Request, 'cause'>[], id: string): Promise<void> {
    const chain = newId();
    const requests = steps.map((step, i) => {
      const cause = { id: `serve:${chain}:${String(i)}`, correlation: `wait-${id}`, actor: 'service:queue-booking' };
      return { ...step, cause };
    });
    await this.log.executeWhole(requests).catch((fault: unknown) => {
      if (!(fault instanceof ViewRefused)) throw fault;
    });
  }

  /** What is free by record, whoever else would be kept from it. */
  private async firstPlace({ office: code, service, from, until, people }: Listed, now: Instant): Promise<NextPlace | null> {
    const office = (await this.offices.current()).get(code);
    const today = bakuDate(now);
    const plan = office && dayOf(office, today)?.plan;
    if (!plan) return null;
    const last = addDays(today, plan.release.daysAhead);
    const [first, toExclusive] = [from < today ? today : from, addDays(until < last ? until : last, 1)];
    const taken = await takenPlaces(this.log, { offices: [code], service, from: first, toExclusive, now });
    const takenOn = taken(code);
    const soonest = reachable(await this.codeBooks.current(), now);
    for (const on of daysFrom(first, toExclusive)) {
      const { places } = dayOffer(office, on, takenOn, { service, people, now });
      const place = places.find(({ startsAt }) => startsAt > soonest);
      if (place) return { on, ...place };
    }
    return null;
  }
}
