/** When a visitor is reminded: of a place once a day before and once some hours before, and of two that are due only the last; of an unanswered offer once. */
import { later } from '@qeyd/calendar';
import type { CivilDate, Instant } from '@qeyd/core';
import { aboutOf, isErased, spanOf, type Booking, type Withdrawal } from './booking';
import type { AgendaEvent, Reminder } from './events';
import { termOf, type Policies, type Term } from './term';

/** So many minutes before the place begins, the first reminder first; and before the end of what is offered. */
export interface ReminderTerms {
  readonly place: readonly { readonly reminder: Reminder; readonly term: Term }[];
  readonly offer: Term;
}

export const reminderTerms = (policies: Policies, on: CivilDate): ReminderTerms => ({
  place: (['day', 'hours'] as const).map((reminder) => ({
    reminder,
    term: termOf(policies, `booking-reminder-${reminder}`, on),
  })),
  offer: termOf(policies, 'booking-reminder-offer', on),
});

/** Nothing of a place or an offer that was new when the time of the reminder had come: its visitor has just been told. */
export function remind(booking: Booking | undefined, terms: ReminderTerms, at: Instant): AgendaEvent[] {
  if (booking?.status !== 'confirmed' || isErased(booking)) return [];
  if (booking.withdrawn) return remindOfOffer(booking, booking.withdrawn, terms.offer, at);
  const { startsAt } = spanOf(booking);
  const due = terms.place.findLast(({ term }) => isDue(term, { from: booking.takenAt, to: startsAt }, at));
  const told = terms.place.findIndex(({ reminder }) => reminder === booking.reminded);
  if (!due || terms.place.indexOf(due) <= told) return [];
  const { reminder, term } = due;
  return [{ type: 'BookingReminded', data: { ...aboutOf(booking), reminder, remindedAt: at, policy: term.policy } }];
}

function remindOfOffer(
  booking: Booking,
  { reason, offer, withdrawnAt, reminded, declined }: Withdrawal,
  term: Term,
  at: Instant,
): AgendaEvent[] {
  if (!offer || declined || reminded || !isDue(term, { from: withdrawnAt, to: offer.until }, at)) return [];
  return [{ type: 'OfferReminded', data: { ...aboutOf(booking), reason, offer, remindedAt: at, policy: term.policy } }];
}

/** The last so many minutes before `to` have begun, and it was known `from` before them. */
function isDue({ value: minutes }: Term, { from, to }: { readonly from: Instant; readonly to: Instant }, at: Instant): boolean {
  const dueAt = later(to, -minutes * 60_000);
  return from < dueAt && dueAt <= at && at < to;
}
