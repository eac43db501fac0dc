/** When a visitor is reminded of a place: once a day before and once some hours before, and of two that are due only the last. */
import type { CivilDate, Instant } from '@qeyd/core';
import { aboutOf, spanOf, type Booking } from './booking';
import type { AgendaEvent, Reminder } from './events';
import { termOf, type Policies, type Term } from './term';

/** So many minutes before the place begins, the first reminder first. */
export type ReminderTerms = readonly { readonly reminder: Reminder; readonly term: Term }[];

export const reminderTerms = (policies: Policies, on: CivilDate): ReminderTerms =>
  (['day', 'hours'] as const).map((reminder) => ({ reminder, term: termOf(policies, `booking-reminder-${reminder}`, on) }));

/** Nothing for a place that was taken when the time of the reminder had come: its visitor has just been told. Nor for one that the office has taken away. */
export function remind(booking: Booking | undefined, terms: ReminderTerms, at: Instant): AgendaEvent[] {
  if (booking?.status !== 'confirmed' || booking.withdrawn) return [];
  const { startsAt } = spanOf(booking);
  if (startsAt <= at) return [];
  const due = terms.findLast(({ term }) => {
    const dueAt = new Date(Date.parse(startsAt) - term.value * 60_000).toISOString();
    return booking.takenAt < dueAt && dueAt <= at;
  });
  const told = terms.findIndex(({ reminder }) => reminder === booking.reminded);
  if (!due || terms.indexOf(due) <= told) return [];
  const { reminder, term } = due;
  return [{ type: 'BookingReminded', data: { ...aboutOf(booking), reminder, remindedAt: at, policy: term.policy } }];
}
