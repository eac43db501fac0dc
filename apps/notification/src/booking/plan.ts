/** Which notices follow from what queue-booking tells of a place, and which of the earlier ones nobody needs any more. */
import type { booking, Payload } from '@qeyd/contracts';
import { ERASED, type Instant } from '@qeyd/core';
import type { Visit, VisitMatter } from '../notice/matter';
import { isKnown, type Draft } from '../notice/notice';

type Booking = typeof booking;
type EventName = 'BookingConfirmed' | 'BookingMoved' | 'BookingCancelled' | 'BookingReminded';
/** An event with its personal part opened. */
export type Told<T extends EventName = EventName> = Payload<Booking[T]>;

/** Total over the events; `at` is the time of planning. */
export const bookingPlans: { readonly [T in EventName]: (told: Told<T>, at: Instant) => Draft[] } = {
  BookingConfirmed: (told, at) => drafted(told, 'news', { kind: 'booking-confirmed', ...visitOf(told) }, at),
  BookingMoved: (told, at) => {
    const { office, startsAt } = told.from;
    return drafted(told, 'news', { kind: 'booking-moved', ...visitOf(told), from: { office, startsAt } }, at);
  },
  BookingCancelled: (told, at) => drafted(told, 'news', { kind: 'booking-cancelled', ...visitOf(told) }, at),
  BookingReminded: (told, at) => drafted(told, `reminder-${told.reminder}`, { kind: 'booking-reminder', ...visitOf(told) }, at),
};

/** What was, or will yet be, told of the state of the booking before this change. */
export function overtakenBy({
  booking,
  service,
  sequence,
}: Told<'BookingMoved' | 'BookingCancelled'>): Pick<Draft, 'about' | 'name'>[] {
  const names = ['news', 'reminder-day', 'reminder-hours'] as const;
  return names.map((what) => ({ about: booking, name: nameOf(what, service, sequence - 1) }));
}

type What = 'news' | `reminder-${(typeof booking.reminders)[number]}`;
const nameOf = (what: What, service: string, sequence: number): string => `${what}:${service}:${String(sequence)}`;

/** Nothing is told of a place that has begun, nor of a person whose data were erased. */
function drafted(told: Told, what: What, matter: VisitMatter, at: Instant): Draft[] {
  const { booking, person, language, givenNames, surname, phone, startsAt: dueAt } = told;
  const email = isKnown(told.email) ? told.email : null;
  if (dueAt <= at || surname === ERASED || (email === null && !isCalled(what, matter, phone))) return [];
  const contact = { email, otherEmail: null, phone, name: `${givenNames} ${surname}`, address: null, hostName: null };
  const about = { person, application: null, registration: null, matter, language };
  return [
    {
      about: booking,
      name: nameOf(what, told.service, told.sequence),
      plan: { ...contact, ...about, recipient: 'visitor', plannedAt: at, dueAt },
    },
  ];
}

/**
 * Without an e-mail an officer calls, but for two: the booking itself, which was answered where it was made, and the reminder that
 * is too short for a list.
 */
const isCalled = (what: What, { kind }: VisitMatter, phone: string | null): boolean =>
  isKnown(phone) && what !== 'reminder-hours' && kind !== 'booking-confirmed';

const visitOf = ({ booking, reference, office, service, startsAt, endsAt, people, sequence }: Told): Visit => ({
  ...{ booking, reference, office, service, startsAt, endsAt, people, sequence },
});
