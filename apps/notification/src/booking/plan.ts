/** Which notices follow from what queue-booking tells of a place, and which of the earlier ones nobody needs any more. */
import type { booking, Payload } from '@qeyd/contracts';
import { ERASED, type Instant } from '@qeyd/core';
import { overAt, type QueueMatter, type Visit } from '../notice/matter';
import { isKnown, type Draft } from '../notice/notice';

type Booking = typeof booking;
/** What concerns a booking that somebody has. */
type Change =
  | 'BookingConfirmed'
  | 'BookingMoved'
  | 'BookingCancelled'
  | 'BookingReminded'
  | 'BookingMissed'
  | 'LinkRequested'
  | 'PlaceWithdrawn'
  | 'OfferReminded'
  | 'PlaceRestored';
type EventName = Change | 'WaitBegun' | 'WaitOffered';
/** An event with its personal part opened. */
export type Told<T extends EventName> = Payload<Booking[T]>;

/** Total over the events; `at` is the time of planning. */
export const bookingPlans: { readonly [T in EventName]: (told: Told<T>, at: Instant) => Draft[] } = {
  BookingConfirmed: (told, at) => drafted(told, stateOf(told, 'news'), { kind: 'booking-confirmed', ...visitOf(told) }, at),
  BookingMoved: (told, at) => {
    const { office, startsAt } = told.from;
    return drafted(told, stateOf(told, 'news'), { kind: 'booking-moved', ...visitOf(told), from: { office, startsAt } }, at);
  },
  BookingCancelled: (told, at) => drafted(told, stateOf(told, 'news'), { kind: 'booking-cancelled', ...visitOf(told) }, at),
  BookingReminded: (told, at) =>
    drafted(told, stateOf(told, `reminder-${told.reminder}`), { kind: 'booking-reminder', ...visitOf(told) }, at),
  BookingMissed: (told, at) =>
    drafted(told, { about: told.booking, name: `missed:${told.service}` }, { kind: 'booking-missed', ...visitOf(told) }, at),
  LinkRequested: (told, at) =>
    drafted(told, { about: told.booking, name: `link:${told.requestedAt}` }, { kind: 'booking-link', ...visitOf(told) }, at),
  PlaceWithdrawn: (told, at) => {
    const { reason, offer } = told;
    const kept = offer && { office: offer.office, startsAt: offer.startsAt, until: offer.until };
    const matter = { kind: 'place-withdrawn', ...visitOf(told), reason, offer: kept } as const;
    return drafted(told, stateOf(told, 'withdrawn'), matter, at);
  },
  OfferReminded: (told, at) => {
    const { office, startsAt, until } = told.offer;
    const matter = { kind: 'offer-reminder', ...visitOf(told), offer: { office, startsAt, until } } as const;
    return drafted(told, stateOf(told, 'reminder-offer'), matter, at);
  },
  PlaceRestored: (told, at) => drafted(told, stateOf(told, 'restored'), { kind: 'place-restored', ...visitOf(told) }, at),
  WaitBegun: (told, at) => {
    const { wait, reference, office, service, people, from, until } = told;
    return drafted(told, joinedOf(wait), { kind: 'wait-begun', wait, reference, office, service, people, from, until }, at);
  },
  WaitOffered: (told, at) => {
    const { heldUntil: until, booking, reference, office, service, startsAt, endsAt } = told.offer;
    const visit = { booking, reference, office, service, startsAt, endsAt, people: told.people, sequence: 0 };
    return drafted(told, { about: told.wait, name: `offered:${booking}` }, { kind: 'place-offered', ...visit, until }, at);
  },
};

type Name = Pick<Draft, 'about' | 'name'>;
type State = Pick<Told<'BookingConfirmed'>, 'booking' | 'service' | 'sequence'>;
/** What may be told of a state of a booking, each once. */
const tellings = ['news', 'withdrawn', 'restored', 'reminder-day', 'reminder-hours', 'reminder-offer'] as const;

/** What was, or will yet be, told of the state of the booking before this change. */
export const overtakenBy = ({ sequence, ...change }: State): Name[] =>
  tellings.map((what) => stateOf({ ...change, sequence: sequence - 1 }, what));

/** What was told of joining the waiting list. */
export const joinedOf = (wait: string): Name => ({ about: wait, name: 'begun' });

const stateOf = ({ booking, service, sequence }: State, what: (typeof tellings)[number]): Name => ({
  about: booking,
  name: `${what}:${service}:${String(sequence)}`,
});

/** Nothing is told that is of no use any more, nor to a person whose data were erased. */
function drafted(told: Told<EventName>, name: Name, matter: QueueMatter, at: Instant): Draft[] {
  const { person, language, givenNames, surname, phone } = told;
  const email = isKnown(told.email) ? told.email : null;
  const dueAt = overAt(matter) ?? at;
  const isCalled = isKnown(phone) && kindsCalled.includes(matter.kind) && !name.name.startsWith('reminder-hours');
  if (dueAt <= at || surname === ERASED || (email === null && !isCalled)) return [];
  const contact = { email, otherEmail: null, phone, name: `${givenNames} ${surname}`, address: null, hostName: null };
  const about = { person, application: null, registration: null, matter, language };
  return [{ ...name, plan: { ...contact, ...about, recipient: 'visitor', plannedAt: at, dueAt } }];
}

/**
 * Without an e-mail an officer calls; but not about a booking or a turn that was just answered where it was made, a place that will not be kept
 * for so long, or one that stands on the office's own list of those to be called.
 */
const kindsCalled: readonly QueueMatter['kind'][] = ['booking-moved', 'booking-cancelled', 'booking-reminder', 'place-restored'];

const visitOf = ({ booking, reference, office, service, startsAt, endsAt, people, sequence }: Told<Change>): Visit => ({
  ...{ booking, reference, office, service, startsAt, endsAt, people, sequence },
});
