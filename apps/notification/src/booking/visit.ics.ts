/** A place in the queue as a calendar file (RFC 5545, RFC 5546): a later one with the same UID moves or removes the entry. */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Instant } from '@qeyd/core';
import { addressIn } from '../notice/notice.mail';
import type { VisitMatter } from '../notice/matter';

interface Entry {
  /** The same for every state of the visit. */
  readonly uid: string;
  /** When this state was written down. */
  readonly at: Instant;
  /** The sender of the mail, who is named as the organizer. */
  readonly from: string;
  readonly organizer: string;
  readonly summary: string;
  readonly location: string;
}

/**
 * As an attachment. It is published, not a request: there is nothing to accept or decline. Instants are in UTC, so that no table of
 * time zones can be wrong. It bears neither a name nor the secret: calendars are shared.
 */
export function calendarOf(matter: VisitMatter, { uid, at, from, organizer, summary, location }: Entry) {
  const isCancelled = matter.kind === 'booking-cancelled';
  const method = isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ prodId: { company: 'Qeyd', product: 'Notices' }, method });
  calendar.createEvent({
    id: uid,
    sequence: matter.sequence,
    stamp: new Date(at),
    start: new Date(matter.startsAt),
    end: new Date(matter.endsAt),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: organizer, email: addressIn(from) },
    summary,
    location,
  });
  return {
    filename: `${matter.reference}.ics`,
    content: calendar.toString(),
    contentType: `text/calendar; charset=utf-8; method=${method}`,
  };
}
