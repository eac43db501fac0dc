/** The agenda of one service at one office on one day: who has which place. Holds end by time, nobody has to end them. */
import { later } from '@qeyd/calendar';
import { isRefused, refuse, type Decider, type Decision, type Instant } from '@qeyd/core';
import { adjacentPlaces, type Place, type Slot } from '../place/place';
import { aboutOf, changedOf, endOf, heldWith, isErased, isOver, offeredWith, spanOf } from './booking';
import type { Booking, Confirmed, Held } from './booking';
import type { AgendaEvent, AgendaKey, Party, Visitor } from './events';
import { afterWithdrawal, declineOffer, endOffer, inform, restore, withdraw } from './withdrawal';
import type { WithdrawalCommand, WithdrawalRefusal } from './withdrawal';
import { nobody, seatsBetween, visitOf, withBooking, withOffer, withoutOffer, type Agenda, type Occupied } from './seating';
import { remind, type ReminderTerms } from './reminder';
import type { Term } from './term';

/** What a party asks for: places side by side or one after the other, from `startsAt` on. `slots` are those of the day. */
export interface Asked {
  readonly agenda: AgendaKey;
  readonly party: Party;
  readonly visitors: readonly Visitor[];
  readonly startsAt: Instant;
  readonly slots: readonly Slot[];
}

/** `change` is the policy for moving and cancelling: until so many minutes before the place begins. */
export type AgendaCommand =
  | { readonly type: 'Hold'; readonly asked: Asked; readonly at: Instant; readonly heldUntil: Instant }
  | { readonly type: 'Confirm'; readonly booking: string; readonly at: Instant }
  | { readonly type: 'Cancel'; readonly booking: string; readonly at: Instant; readonly change: Term }
  /** The two halves of a move, decided together; `seen` is how the booking was when the other half was made up. */
  | {
      readonly type: 'Vacate';
      readonly booking: string;
      readonly seen: Pick<Booking, 'status'> & Pick<Party, 'sequence'>;
      readonly to: AgendaKey;
      readonly at: Instant;
      readonly change: Term;
    }
  | {
      readonly type: 'MoveIn';
      readonly asked: Asked;
      readonly from: Held | Confirmed;
      readonly at: Instant;
      readonly change: Term;
    }
  /** Tells the visitor that the place is near, or the end of what is offered, if the time of a reminder has come. */
  | { readonly type: 'Remind'; readonly booking: string; readonly at: Instant; readonly terms: ReminderTerms }
  /** Lets the link be sent again; `pause` is the policy for how many minutes it is not after that. */
  | { readonly type: 'SendLink'; readonly booking: string; readonly at: Instant; readonly pause: Term }
  /** Records that nobody came, if it is too late to; `late` is the policy for how many minutes after the beginning that is. */
  | { readonly type: 'GiveUp'; readonly booking: string; readonly at: Instant; readonly late: Term }
  /** Records what time has ended already, so that the person may take another place. */
  | { readonly type: 'Lapse'; readonly booking: string; readonly at: Instant }
  /** Keeps places for a booking that has lost its own. */
  | { readonly type: 'Offer'; readonly offer: string; readonly asked: Asked; readonly at: Instant; readonly until: Instant }
  | WithdrawalCommand;

export type AgendaRefusal =
  | 'place-past'
  | 'no-such-place'
  | 'place-taken'
  | 'no-adjacent-places'
  | 'already-booked'
  | 'booking-not-found'
  | 'hold-expired'
  | 'booking-ended'
  | 'booking-changed'
  | 'too-late-to-change'
  | WithdrawalRefusal;

type Decided = Decision<AgendaEvent, AgendaRefusal>;

function decide(command: AgendaCommand, agenda: Agenda): Decided {
  switch (command.type) {
    case 'Hold': {
      const { asked, at, heldUntil } = command;
      const known = agenda.bookings.get(asked.party.booking);
      if (known) return known.status === 'ended' ? refuse('booking-ended') : []; // sent twice
      return take(agenda, asked, at, heldUntil);
    }
    case 'Confirm': {
      const booking = agenda.bookings.get(command.booking);
      if (booking?.status === 'confirmed' && !isOver(booking, command.at)) return []; // sent twice
      const gone = notStanding(booking, command.at);
      return gone ?? [{ type: 'BookingConfirmed', data: { ...aboutOf(booking as Held), confirmedAt: command.at } }];
    }
    case 'Cancel':
      return cancel(agenda.bookings.get(command.booking), command);
    case 'Vacate':
      return vacate(agenda.bookings.get(command.booking), command);
    case 'MoveIn':
      return moveIn(agenda, command);
    case 'Remind':
      return remind(agenda.bookings.get(command.booking), command.terms, command.at);
    case 'SendLink':
      return sendLink(agenda.bookings.get(command.booking), command);
    case 'GiveUp':
      return giveUp(agenda.bookings.get(command.booking), command);
    case 'Lapse': {
      const booking = agenda.bookings.get(command.booking);
      return booking ? endOf(booking, command.at) : [];
    }
    case 'Offer':
      return offer(agenda, command);
    case 'EndOffer':
      return endOffer(agenda, command);
    case 'Withdraw':
      return notStanding(agenda.bookings.get(command.booking), command.at) ?? withdraw(agenda, command);
    case 'DeclineOffer':
      return declineOffer(agenda, command);
    case 'Restore':
      return restore(agenda, command);
    case 'Inform':
      return inform(agenda, command);
  }
}

/** Gives the places to people who have none of this service, and first ends the holds that time has ended and that stand in the way. */
function take(agenda: Agenda, asked: Asked, at: Instant, heldUntil: Instant): Decided {
  const { agenda: key, party, visitors } = asked;
  const found = placesFor(agenda, asked, at);
  if (isRefused(found)) return found;
  const theirs = visitors.flatMap(({ person }) => visitOf(agenda, person) ?? []);
  if (theirs.some((booking) => !isOver(booking, at))) return refuse('already-booked');
  const held = visitors.map((visitor, i): AgendaEvent => {
    const data = { ...key, ...party, ...visitor, ...(found.places[i] as Place), heldAt: at, heldUntil };
    return { type: 'PlaceHeld', data };
  });
  return [...endsOf(agenda, found.below, theirs, at), ...held];
}

function offer(agenda: Agenda, { offer: id, asked, at, until }: Extract<AgendaCommand, { type: 'Offer' }>): Decided {
  const { agenda: key, party, visitors } = asked;
  if (agenda.offers.has(id)) return []; // sent twice
  const found = placesFor(agenda, asked, at);
  if (isRefused(found)) return found;
  const offered = visitors.map((visitor, i): AgendaEvent => {
    const data = { ...key, ...party, ...visitor, ...(found.places[i] as Place), offer: id, offeredAt: at, offeredUntil: until };
    return { type: 'PlaceOffered', data };
  });
  return [...endsOf(agenda, found.below, [], at), ...offered];
}

/** Places that nobody has, one for each visitor. `below`: the seats there that time has freed. */
function placesFor(agenda: Agenda, { visitors, startsAt, slots }: Asked, at: Instant) {
  if (startsAt <= at) return refuse('place-past', { startsAt });
  const first = slots.findIndex((slot) => slot.startsAt === startsAt);
  if (first < 0) return refuse('no-such-place', { startsAt });
  const near = seatsBetween(agenda, startsAt, slots[first + visitors.length - 1]?.endsAt ?? null);
  const taken = near.filter(({ until }) => until > at);
  const places = adjacentPlaces(slots, taken, first, visitors.length);
  if (!places) return refuse(visitors.length === 1 ? 'place-taken' : 'no-adjacent-places', { startsAt });
  return { places, below: near.filter((seat) => places.some((place) => overlap(seat, place))) };
}

/** The record of what time has ended: whoever had these seats, and these bookings. */
function endsOf(agenda: Agenda, below: readonly Occupied[], bookings: readonly Booking[], at: Instant): AgendaEvent[] {
  const ids = [...new Set(below.map(({ by }) => by))];
  const offers = ids.flatMap((offer): AgendaEvent[] =>
    agenda.offers.has(offer) ? [{ type: 'OfferEnded', data: { offer, reason: 'expired', at } }] : [],
  );
  const under = ids.flatMap((id) => agenda.bookings.get(id) ?? []);
  return [...offers, ...[...new Set([...under, ...bookings])].flatMap((booking) => endOf(booking, at))];
}

const overlap = (a: Place, b: Place): boolean => a.seat === b.seat && a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** The other half is decided where nobody knows what became of the booking meanwhile. */
function vacate(known: Booking | undefined, command: Extract<AgendaCommand, { type: 'Vacate' }>): Decided {
  const { booking, seen, to, at } = command;
  const refusal = notToChange(known, command);
  if (refusal) return refusal;
  if (known?.status !== seen.status || known.party.sequence !== seen.sequence) return refuse('booking-changed');
  return [{ type: 'PlaceVacated', data: { booking, to, at } }];
}

/** A hold that is moved stays a hold, and ends when it would have ended. */
function moveIn(agenda: Agenda, { asked, from, at, change }: Extract<AgendaCommand, { type: 'MoveIn' }>): Decided {
  if (from.status === 'held') return take(agenda, asked, at, from.heldUntil);
  const taken = take(agenda, asked, at, at);
  if (isRefused(taken)) return taken;
  const moved = taken.reduce(evolve, agenda).bookings.get(asked.party.booking) as Booking;
  const data = { ...aboutOf(moved), from: { ...from.key, ...spanOf(from) }, movedAt: at, policy: change.policy };
  return [...taken, { type: 'BookingMoved', data }];
}

function cancel(booking: Booking | undefined, command: Extract<AgendaCommand, { type: 'Cancel' }>): Decided {
  if (booking?.status === 'ended' && (booking.how === 'cancelled' || booking.how === 'given-up')) return []; // sent twice
  const refusal = notToChange(booking, command);
  if (refusal || !booking) return refusal ?? [];
  const { at, change } = command;
  if (booking.status === 'held') return [{ type: 'HoldEnded', data: { booking: command.booking, reason: 'given-up', at } }];
  return [{ type: 'BookingCancelled', data: { ...changedOf(booking), cancelledAt: at, policy: change.policy } }];
}

/** Whoever asks, a visitor is not sent one letter after the other. */
function sendLink(booking: Booking | undefined, { at, pause }: Extract<AgendaCommand, { type: 'SendLink' }>): AgendaEvent[] {
  if (booking?.status !== 'confirmed' || isOver(booking, at) || isErased(booking)) return [];
  if (booking.linkAt !== null && at < later(booking.linkAt, pause.value * 60_000)) return [];
  return [{ type: 'LinkRequested', data: { ...aboutOf(booking), requestedAt: at, policy: pause.policy } }];
}

/** What the office has taken away, nobody had to come for. */
function giveUp(booking: Booking | undefined, { at, late }: Extract<AgendaCommand, { type: 'GiveUp' }>): AgendaEvent[] {
  if (booking?.status !== 'confirmed' || booking.withdrawn) return [];
  if (at <= later(spanOf(booking).startsAt, late.value * 60_000)) return [];
  return [{ type: 'BookingMissed', data: { ...aboutOf(booking), missedAt: at, policy: late.policy } }];
}

/** Why nothing can be done with a booking any more; `null` while it stands. */
function notStanding(booking: Booking | undefined, at: Instant) {
  if (!booking) return refuse('booking-not-found');
  if (booking.status === 'held' && booking.heldUntil <= at) return refuse('hold-expired', { heldUntil: booking.heldUntil });
  if (booking.status === 'ended' && booking.how === 'expired') return refuse('hold-expired');
  return isOver(booking, at) ? refuse('booking-ended') : null;
}

/** A hold can be changed as long as it stands, a confirmed booking until the term before it begins, unless the office took its place away. */
function notToChange(booking: Booking | undefined, { at, change }: { readonly at: Instant; readonly change: Term }) {
  const gone = notStanding(booking, at);
  if (gone || booking?.status !== 'confirmed' || booking.withdrawn) return gone;
  const until = later(spanOf(booking).startsAt, -change.value * 60_000);
  return at > until ? refuse('too-late-to-change', { minutes: change.value, until }) : null;
}

function evolve(agenda: Agenda, event: AgendaEvent): Agenda {
  if (event.type === 'PlaceOffered') return withOffer(agenda, offeredWith(agenda.offers.get(event.data.offer), event.data));
  if (event.type === 'OfferEnded') return withoutOffer(agenda, event.data.offer);
  const known = agenda.bookings.get(event.data.booking);
  const becomes = (next: Booking | undefined): Agenda => (next ? withBooking(agenda, next) : agenda);
  switch (event.type) {
    case 'PlaceHeld':
      return becomes(heldWith(known, event.data));
    case 'BookingConfirmed':
    case 'BookingMoved':
      return becomes(known && { ...known, status: 'confirmed', reminded: null, linkAt: null, withdrawn: null });
    case 'BookingReminded':
      return becomes(known?.status === 'confirmed' ? { ...known, reminded: event.data.reminder } : known);
    case 'LinkRequested':
      return becomes(known?.status === 'confirmed' ? { ...known, linkAt: event.data.requestedAt } : known);
    case 'PlaceWithdrawn':
    case 'OfferReminded':
    case 'OfferDeclined':
    case 'PlaceRestored':
    case 'VisitorInformed':
      return becomes(known?.status === 'confirmed' ? afterWithdrawal(known, event) : undefined);
    case 'HoldEnded':
      return becomes(known && { ...known, status: 'ended', how: event.data.reason });
    case 'PlaceVacated':
      return becomes(known && { ...known, status: 'ended', how: 'vacated' });
    case 'BookingCancelled':
      return becomes(known && { ...known, status: 'ended', how: 'cancelled' });
    case 'BookingOver':
      return becomes(known && { ...known, status: 'ended', how: 'over' });
    case 'BookingMissed':
      return becomes(known && { ...known, status: 'ended', how: 'missed' });
  }
}

const visitor = ['surname', 'givenNames', 'email', 'phone'] as const;

export const agenda: Decider<Agenda, AgendaCommand, AgendaEvent, AgendaRefusal> = {
  category: 'agenda',
  initial: nobody,
  decide,
  evolve,
  personal: {
    PlaceHeld: { subject: 'person', fields: [...visitor, 'documentNumber'] },
    BookingConfirmed: { subject: 'person', fields: visitor },
    BookingMoved: { subject: 'person', fields: visitor },
    BookingCancelled: { subject: 'person', fields: visitor },
    BookingReminded: { subject: 'person', fields: visitor },
    LinkRequested: { subject: 'person', fields: visitor },
    BookingMissed: { subject: 'person', fields: visitor },
    PlaceWithdrawn: { subject: 'person', fields: visitor },
    OfferReminded: { subject: 'person', fields: visitor },
    PlaceRestored: { subject: 'person', fields: visitor },
    PlaceOffered: { subject: 'person', fields: [...visitor, 'documentNumber'] },
  },
};
