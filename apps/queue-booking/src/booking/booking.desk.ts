/** Takes, keeps, moves and gives back places, through whatever channel: brings the rules what they need, and lets them decide as one. */
import { Injectable } from '@nestjs/common';
import { bakuDate, later } from '@qeyd/calendar';
import { isRefused, refuse, type Cause, type Instant, type Refused } from '@qeyd/core';
import { EventLog, ViewRefused } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy, referenceOf, Reservations, type Slot as Reserving } from '@qeyd/service';
import type { AdmissionRefusal } from './admission';
import { AdmissionDesk, type PartyRefusal } from './admission.desk';
import { agenda, type AgendaCommand, type AgendaRefusal } from '../agenda/agenda';
import { offerOf, spanOf, type Booking } from '../agenda/booking';
import { agendaId, agendasOf } from '../agenda/agenda.view';
import type { AgendaKey, OfferEnd, Party } from '../agenda/events';
import type { Agenda } from '../agenda/seating';
import { agendasWanted, type HoldForm, type Wanted } from './form';
import { termOf, type Term } from '../agenda/term';
import { Releases } from '../wait/release.job';

/** Who comes to the desk, through what, and by what a repetition is recognised. */
export interface Arrival extends Pick<Party, 'channel' | 'bookedBy'> {
  readonly slot: Reserving | null;
  readonly cause: Cause;
}

export type BookingRefusal =
  AdmissionRefusal | PartyRefusal | AgendaRefusal | 'other-services' | 'nothing-offered' | 'idempotency-key-reused';

/** The parts of a booking, one for each of its services; or why there are none. */
export type Answer = readonly Booking[] | Refused<BookingRefusal>;

interface Step {
  readonly key: AgendaKey;
  readonly command: AgendaCommand;
  /** Recognises a repetition. */
  readonly cause: string;
}

/** What the database refuses although the rules allowed it: another process was faster. */
const constraints: Readonly<Record<string, BookingRefusal>> = {
  place_given_once: 'place-taken',
  one_booking_of_a_service: 'already-booked',
};

@Injectable()
export class BookingDesk {
  constructor(
    private readonly log: EventLog,
    private readonly admissions: AdmissionDesk,
    private readonly reservations: Reservations,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
    private readonly releases: Releases,
  ) {}

  async hold(form: HoldForm, { channel, bookedBy, slot, cause }: Arrival): Promise<Answer> {
    const at = this.clock.now();
    const fingerprint = this.reservations.fingerprint(slot, form);
    const { id: booking, fresh, fingerprint: known } = await this.reservations.reserve(slot, fingerprint, at);
    if (known !== fingerprint) return refuse('idempotency-key-reused');
    const earlier = fresh ? [] : await this.find(booking);
    if (earlier.length > 0) return earlier;
    const answer = await this.take(booking, form, { channel, bookedBy, cause }, at);
    // A repetition may come beside the first request, and meet what that one has taken; or be faster.
    const meanwhile = slot && isRefused(answer) ? await this.find(booking) : [];
    return meanwhile.length > 0 ? meanwhile : answer;
  }

  private async take(booking: string, form: HoldForm, arrival: Omit<Arrival, 'slot'>, at: Instant): Promise<Answer> {
    const { channel, bookedBy, cause } = arrival;
    const slots = await this.admissions.slotsOf(form, channel, at);
    if (isRefused(slots)) return slots;
    if (await this.admissions.isKeptForOthers(form, form.people.length)) return refuse('place-taken');
    const admitted = await this.admissions.partyOf(form, at);
    if (isRefused(admitted)) return admitted;
    const { visitors, contact, lapsed } = admitted;
    const party = { booking, reference: referenceOf(booking), channel, bookedBy, language: form.language, contact, sequence: 0 };
    const { value: minutes } = termOf(await this.codeBooks.current(), 'booking-hold', bakuDate(at));
    const heldUntil = later(at, minutes * 60_000);
    const lapses = lapsed.map((row): Step => {
      return { key: row, command: { type: 'Lapse', booking: row.booking, at }, cause: `lapse:${row.booking}` };
    });
    const holds = agendasWanted(form).map((key, i): Step => {
      const asked = { agenda: key, party, visitors, startsAt: startOf(form, i), slots: slots[i] ?? [] };
      return { key, command: { type: 'Hold', asked, at, heldUntil }, cause: `${cause.id}:hold` };
    });
    return this.together(booking, cause, [...lapses, ...holds]);
  }

  async confirm(booking: string, cause: Cause): Promise<Answer> {
    return this.onEach(booking, cause, { type: 'Confirm', booking, at: this.clock.now() });
  }

  async cancel(booking: string, cause: Cause): Promise<Answer> {
    const at = this.clock.now();
    const change = await this.changeTerm(at);
    const parts = await this.find(booking);
    if (parts.length === 0) return refuse('booking-not-found');
    const cancels = parts.map(({ key }): Step => ({ key, command: { type: 'Cancel', booking, at, change }, cause: cause.id }));
    return this.freeing(parts, await this.together(booking, cause, [...cancels, ...offerEnds(parts, 'declined', at, cause)]));
  }

  /** All its services to another time, day or office; all or none. What was offered instead of a withdrawn place is free again. */
  async move(booking: string, wanted: Wanted, { channel, cause }: Arrival): Promise<Answer> {
    const parts = await this.find(booking);
    const [first] = parts;
    if (!first) return refuse('booking-not-found');
    if (await this.admissions.isKeptForOthers(wanted, first.seats.length)) return refuse('place-taken');
    return this.relocate(booking, parts, wanted, channel, cause, 'declined');
  }

  /** To the place that is offered instead of the withdrawn one. */
  async accept(booking: string, cause: Cause): Promise<Answer> {
    const parts = await this.find(booking);
    const [first] = parts;
    if (!first) return refuse('booking-not-found');
    const offers = parts.flatMap((part) => offerOf(part) ?? []);
    const [place] = offers;
    if (!place) return refuse('nothing-offered');
    const wanted = { office: place.office, on: place.on, services: offers };
    return this.relocate(booking, parts, wanted, first.party.channel, cause, 'accepted');
  }

  /** Not to the place that is offered; the booking stands, and still needs one. */
  async decline(booking: string, cause: Cause): Promise<Answer> {
    const at = this.clock.now();
    const parts = await this.find(booking);
    if (parts.length === 0) return refuse('booking-not-found');
    const offered = parts.filter(offerOf);
    if (offered.length === 0) return refuse('nothing-offered');
    const declines = offered.map(({ key }): Step => ({ key, command: { type: 'DeclineOffer', booking, at }, cause: cause.id }));
    return this.together(booking, cause, [...declines, ...offerEnds(parts, 'declined', at, cause)]);
  }

  /** Somebody tried to tell the visitor that the place is withdrawn. */
  async inform(booking: string, reached: boolean, cause: Cause): Promise<Answer> {
    return this.onEach(booking, cause, { type: 'Inform', booking, reached, at: this.clock.now() });
  }

  private async relocate(
    booking: string,
    parts: readonly Booking[],
    wanted: Wanted,
    channel: Party['channel'],
    cause: Cause,
    offers: OfferEnd,
  ): Promise<Answer> {
    const at = this.clock.now();
    const keys = agendasWanted(wanted);
    const partOf = ({ service }: AgendaKey) => parts.find(({ key }) => key.service === service);
    if (parts.length !== keys.length || !keys.every(partOf)) return refuse('other-services');
    if (keys.every((key, i) => isThere(partOf(key), key, startOf(wanted, i)))) return parts; // sent twice
    const slots = await this.admissions.slotsOf(wanted, channel, at);
    if (isRefused(slots)) return slots;
    const change = await this.changeTerm(at);
    const steps = keys.map((key, i): Step[] => {
      const from = partOf(key);
      if (!from) return [];
      const party = { ...from.party, sequence: from.party.sequence + 1 };
      // A move that is repeated when the booking has moved on is another move.
      const causeOf = (half: string): string => `${cause.id}:${half}:${String(party.sequence)}`;
      const seen = { status: from.status, sequence: from.party.sequence };
      const leave: AgendaCommand = { type: 'Vacate', booking, seen, to: key, at, change };
      const vacate: Step = { key: from.key, command: leave, cause: causeOf('vacate') };
      if (from.status === 'ended') return [vacate];
      const asked = { agenda: key, party, visitors: from.seats, startsAt: startOf(wanted, i), slots: slots[i] ?? [] };
      const moveIn: Step = { key, command: { type: 'MoveIn', asked, from, at, change }, cause: causeOf('move-in') };
      return [...offerEnds([from], offers, at, cause), vacate, moveIn];
    });
    return this.freeing(parts, await this.together(booking, cause, steps.flat()));
  }

  /** Whoever waits is told of what these parts have left; a refusal leaves nothing. */
  private async freeing(parts: readonly Booking[], answer: Answer): Promise<Answer> {
    if (!isRefused(answer)) await this.releases.tell(parts.map(({ key }) => key));
    return answer;
  }

  /** The booking wherever it is now; nothing when it was never made. */
  async find(booking: string): Promise<readonly Booking[]> {
    const keys = await agendasOf(this.log, 'booking', booking);
    const agendas = await this.log.states(agenda, keys.map(agendaId));
    return agendas.flatMap(({ bookings }) => bookings.get(booking) ?? []);
  }

  private async onEach(booking: string, cause: Cause, command: AgendaCommand): Promise<Answer> {
    const keys = await agendasOf(this.log, 'booking', booking);
    if (keys.length === 0) return refuse('booking-not-found');
    return this.together(
      booking,
      cause,
      keys.map((key) => ({ key, command, cause: cause.id })),
    );
  }

  /** Decides all of it as one. */
  private async together(booking: string, cause: Cause, steps: readonly Step[]): Promise<Answer> {
    const requests = steps.map(({ key, command, cause: id }) => {
      return { decider: agenda, id: agendaId(key), command, cause: { ...cause, id } };
    });
    try {
      const outcome = await this.log.executeWhole(requests);
      if (isRefused(outcome)) return outcome as Refused<BookingRefusal>;
      const left = new Map(requests.map(({ id }, i) => [id, outcome[i]?.state as Agenda]));
      return [...left.values()].flatMap(({ bookings }) => bookings.get(booking) ?? []).filter((part) => !isAway(part));
    } catch (fault) {
      const refused = fault instanceof ViewRefused ? constraints[fault.constraint] : undefined;
      if (refused) return { refused, details: {} };
      throw fault;
    }
  }

  private async changeTerm(at: Instant): Promise<Term> {
    return termOf(await this.codeBooks.current(), 'booking-change', bakuDate(at));
  }
}

/** What a move has left behind. */
const isAway = (part: Booking): boolean => part.status === 'ended' && part.how === 'vacated';
const offerEnds = (parts: readonly Booking[], reason: OfferEnd, at: Instant, cause: Cause): Step[] =>
  parts.flatMap((part) => {
    const offered = offerOf(part);
    if (!offered) return [];
    return [{ key: offered, command: { type: 'EndOffer', offer: offered.offer, reason, at }, cause: `${cause.id}:offer` }];
  });
const isThere = (part: Booking | undefined, { office, on }: AgendaKey, startsAt: Instant): boolean =>
  part?.status === 'confirmed' &&
  !part.withdrawn &&
  part.key.office === office &&
  part.key.on === on &&
  spanOf(part).startsAt === startsAt;
const startOf = ({ services }: Wanted, i: number): Instant => services[i]?.startsAt ?? '';
