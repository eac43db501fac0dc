/** Every place that was ever given, and the constraints by which the database itself gives none twice. */
import type { CivilDate, Instant } from '@qeyd/core';
import { bulk, idFrom, type EventLog, type View } from '@qeyd/event-store';
import type { Place } from '../place/place';
import type { AgendaEvent, AgendaKey, PlaceHeld, PlaceOffered, Reminder } from './events';

const agendaOf = (stream: string): string => stream.slice('agenda-'.length);

/** The stream of an agenda: it follows from its key, and sorts by the day. */
export function agendaId({ office, service, on }: AgendaKey): string {
  const time = Date.parse(on).toString(16).padStart(12, '0');
  return idFrom(`${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`, `${office}:${service}`);
}

/** An offer is entered by its own id, beside the booking that it is for. */
const entryOf = (data: AgendaEvent['data']): string =>
  'offer' in data && typeof data.offer === 'string' ? data.offer : (data as { booking: string }).booking;

/** The booking of an agenda, or the offer, gets another status. */
const become = <E extends Exclude<AgendaEvent, PlaceHeld | PlaceOffered>>(statusOf: (data: E['data']) => string) =>
  bulk<E, { agenda: 'uuid'; booking: 'uuid'; status: 'text' }>(
    'UPDATE place_view v SET status = x.status FROM $rows WHERE v.agenda = x.agenda AND v.booking = x.booking',
    { agenda: 'uuid', booking: 'uuid', status: 'text' },
    ({ stream, data }) => ({
      agenda: agendaOf(stream),
      booking: entryOf(data),
      status: statusOf(data),
    }),
  );

/** Visitors get places, until a term if nothing else happens. `status`: what the places are meanwhile. */
const enter = <E extends PlaceHeld | PlaceOffered>(
  status: 'held' | 'offered',
  termsOf: (data: E['data']) => { readonly held_at: Instant; readonly held_until: Instant; readonly offer_for: string | null },
) =>
  bulk<E, typeof columns>(
    `INSERT INTO place_view (agenda, booking, person, office, service, on_day, seat, starts_at, ends_at, status,
                             held_at, held_until, reference, contact, offer_for)
     SELECT agenda, booking, person, office, service, on_day, seat, starts_at, ends_at, '${status}', held_at, held_until, reference,
            contact, offer_for
     FROM $rows
     ON CONFLICT (agenda, booking, person) DO UPDATE
     SET seat = excluded.seat, starts_at = excluded.starts_at, ends_at = excluded.ends_at, status = '${status}',
         held_until = excluded.held_until, reminded = NULL`,
    columns,
    ({ stream, data }) => ({
      agenda: agendaOf(stream),
      booking: entryOf(data),
      person: data.person,
      office: data.office,
      service: data.service,
      on_day: data.on,
      seat: data.seat,
      starts_at: data.startsAt,
      ends_at: data.endsAt,
      reference: data.reference,
      contact: data.contact,
      ...termsOf(data),
    }),
  );

const columns = {
  agenda: 'uuid',
  booking: 'uuid',
  person: 'uuid',
  office: 'text',
  service: 'text',
  on_day: 'date',
  seat: 'int',
  starts_at: 'timestamptz',
  ends_at: 'timestamptz',
  reference: 'text',
  contact: 'text',
  held_at: 'timestamptz',
  held_until: 'timestamptz',
  offer_for: 'uuid',
} as const;

export const placeView: View<AgendaEvent> = {
  table: 'place_view',
  category: 'agenda',
  rowOf: ({ data }) => entryOf(data),
  on: {
    PlaceHeld: enter<PlaceHeld>('held', ({ heldAt, heldUntil }) => {
      return { held_at: heldAt, held_until: heldUntil, offer_for: null };
    }),
    PlaceOffered: enter<PlaceOffered>('offered', ({ offeredAt, offeredUntil, booking }) => {
      return { held_at: offeredAt, held_until: offeredUntil, offer_for: booking };
    }),
    HoldEnded: become(({ reason }) => reason),
    BookingConfirmed: become(() => 'confirmed'),
    PlaceVacated: become(() => 'vacated'),
    BookingMoved: become(() => 'confirmed'),
    BookingCancelled: become(() => 'cancelled'),
    BookingOver: become(() => 'over'),
    BookingMissed: become(() => 'missed'),
    BookingReminded: bulk(
      'UPDATE place_view v SET reminded = x.reminder FROM $rows WHERE v.agenda = x.agenda AND v.booking = x.booking',
      { agenda: 'uuid', booking: 'uuid', reminder: 'text' },
      ({ stream, data }) => ({ agenda: agendaOf(stream), booking: data.booking, reminder: data.reminder }),
    ),
    OfferEnded: become(() => 'offer-ended'),
    PlaceWithdrawn: null,
    LinkRequested: null,
    OfferReminded: null,
    OfferDeclined: null,
    PlaceRestored: null,
    VisitorInformed: null,
  },
};

/** A seat that nobody else can have, by its record. */
export const TAKES = `status IN ('held', 'confirmed', 'offered')`;
/** `$1` is now. */
export const IN_FORCE = `(status = 'confirmed' AND ends_at > $1 OR status IN ('held', 'offered') AND held_until > $1)`;
const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The bookings with this contact that are confirmed and not over. */
export const bookedByContact = (log: EventLog, contact: string, now: Instant): Promise<BookingPart[]> =>
  log.query<BookingPart>(
    `SELECT DISTINCT booking, office, service, on_day::text AS on FROM place_view
     WHERE contact = $2 AND status = 'confirmed' AND ${IN_FORCE} ORDER BY booking, service`,
    [now, contact],
  );

/** Where a booking is: its agendas, those that it was moved away from left out. */
export const agendasOf = (
  log: EventLog,
  by: 'booking' | 'reference' | 'person',
  value: string,
): Promise<(AgendaKey & { booking: string })[]> =>
  log.query<AgendaKey & { booking: string }>(
    `SELECT DISTINCT booking, office, service, on_day::text AS on FROM place_view
     WHERE ${by} = $1 AND status <> 'vacated' AND offer_for IS NULL ORDER BY booking, service`,
    [value],
  );

/** The part of a booking that one agenda knows. */
export interface BookingPart extends AgendaKey {
  readonly booking: string;
}

/** Whose places begin within so many minutes, were taken before that, and have not had this reminder or a later one; the next first. */
export const nearPlaces = (
  log: EventLog,
  { reminder, minutes, now }: { readonly reminder: Reminder; readonly minutes: number; readonly now: Instant },
  after: BookingPart | null,
  limit: number,
): Promise<BookingPart[]> =>
  log.query<BookingPart>(
    `SELECT office, service, on_day::text AS on, booking FROM place_view
     WHERE status = 'confirmed' AND starts_at > $1 AND starts_at <= $1::timestamptz + make_interval(mins => $2)
       AND held_at < starts_at - make_interval(mins => $2) AND (reminded IS NULL OR reminded = 'day' AND $3 = 'hours')
       AND ($4::uuid IS NULL OR (booking, service) > ($4, $5))
       AND NOT EXISTS (SELECT FROM withdrawal_view w WHERE w.agenda = place_view.agenda AND w.booking = place_view.booking
                       AND w.status IN ('open', 'informed'))
     GROUP BY booking, office, service, on_day ORDER BY booking, service LIMIT $6`,
    [now, minutes, reminder, after?.booking ?? null, after?.service ?? null, limit],
  );

/** For whose places nobody came today until so many minutes after they began, where tickets are given; in the order of the bookings. */
export const missedPlaces = (
  log: EventLog,
  { minutes, on, now }: { readonly minutes: number; readonly on: CivilDate; readonly now: Instant },
  after: BookingPart | null,
  limit: number,
): Promise<BookingPart[]> =>
  log.query<BookingPart>(
    `SELECT DISTINCT office, service, on_day::text AS on, booking FROM place_view p
     WHERE status = 'confirmed' AND on_day = $3 AND starts_at > $1::timestamptz - interval '1 day'
       AND starts_at < $1::timestamptz - make_interval(mins => $2)
       AND ($4::uuid IS NULL OR (booking, service) > ($4, $5))
       AND EXISTS (SELECT FROM ticket_view t WHERE t.office = p.office AND t.on_day = p.on_day)
       AND NOT EXISTS (SELECT FROM ticket_view t WHERE t.booking = p.booking AND t.service = p.service)
       AND NOT EXISTS (SELECT FROM withdrawal_view w WHERE w.agenda = p.agenda AND w.booking = p.booking
                       AND w.status IN ('open', 'informed'))
     ORDER BY booking, service LIMIT $6`,
    [now, minutes, on, after?.booking ?? null, after?.service ?? null, limit],
  );

/** A seat that somebody has from now on; `offerFor` is the booking that it is only offered to. */
export interface StandingPlace extends Place {
  readonly office: string;
  readonly on: CivilDate;
  readonly booking: string;
  readonly offerFor: string | null;
  readonly service: string;
}

/** What of an office is booked or offered from a day on. */
export const standingPlaces = (log: EventLog, office: string, from: CivilDate, now: Instant): Promise<StandingPlace[]> =>
  log.query<StandingPlace>(
    `SELECT office, service, on_day::text AS on, seat, ${iso('starts_at')} AS "startsAt", ${iso('ends_at')} AS "endsAt", booking,
            offer_for AS "offerFor"
     FROM place_view WHERE office = $2 AND on_day >= $3 AND ${TAKES} AND status <> 'held' AND ${IN_FORCE}
     ORDER BY starts_at, booking`,
    [now, office, from],
  );
