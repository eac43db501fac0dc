/** Every place that was ever given, and the constraints by which the database itself gives none twice. */
import type { CivilDate, Instant } from '@qeyd/core';
import { bulk, idFrom, type EventLog, type View } from '@qeyd/event-store';
import type { Place } from '../place/place';
import type { AgendaEvent, AgendaKey, Reminder } from './events';

const agendaOf = (stream: string): string => stream.slice('agenda-'.length);

/** The stream of an agenda: it follows from its key, and sorts by the day. */
export function agendaId({ office, service, on }: AgendaKey): string {
  const time = Date.parse(on).toString(16).padStart(12, '0');
  return idFrom(`${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`, `${office}:${service}`);
}

/** The booking of an agenda gets another status. */
const become = <E extends Exclude<AgendaEvent, { type: 'PlaceHeld' }>>(statusOf: (data: E['data']) => string) =>
  bulk<E, { agenda: 'uuid'; booking: 'uuid'; status: 'text' }>(
    'UPDATE place_view v SET status = x.status FROM $rows WHERE v.agenda = x.agenda AND v.booking = x.booking',
    { agenda: 'uuid', booking: 'uuid', status: 'text' },
    ({ stream, data }) => ({
      agenda: agendaOf(stream),
      booking: (data as E['data'] & { booking: string }).booking,
      status: statusOf(data),
    }),
  );

export const placeView: View<AgendaEvent> = {
  table: 'place_view',
  category: 'agenda',
  rowOf: ({ data }) => data.booking,
  on: {
    PlaceHeld: bulk(
      `INSERT INTO place_view (agenda, booking, person, office, service, on_day, seat, starts_at, ends_at, status,
                               held_at, held_until, reference, contact)
       SELECT agenda, booking, person, office, service, on_day, seat, starts_at, ends_at, 'held', held_at, held_until, reference, contact
       FROM $rows
       ON CONFLICT (agenda, booking, person) DO UPDATE
       SET seat = excluded.seat, starts_at = excluded.starts_at, ends_at = excluded.ends_at, status = 'held',
           held_until = excluded.held_until, reminded = NULL`,
      {
        agenda: 'uuid',
        booking: 'uuid',
        person: 'uuid',
        office: 'text',
        service: 'text',
        on_day: 'date',
        seat: 'int',
        starts_at: 'timestamptz',
        ends_at: 'timestamptz',
        held_at: 'timestamptz',
        held_until: 'timestamptz',
        reference: 'text',
        contact: 'text',
      },
      ({ stream, data }) => ({
        agenda: agendaOf(stream),
        booking: data.booking,
        person: data.person,
        office: data.office,
        service: data.service,
        on_day: data.on,
        seat: data.seat,
        starts_at: data.startsAt,
        ends_at: data.endsAt,
        held_at: data.heldAt,
        held_until: data.heldUntil,
        reference: data.reference,
        contact: data.contact,
      }),
    ),
    HoldEnded: become(({ reason }) => reason),
    BookingConfirmed: become(() => 'confirmed'),
    PlaceVacated: become(() => 'vacated'),
    BookingMoved: become(() => 'confirmed'),
    BookingCancelled: become(() => 'cancelled'),
    BookingOver: become(() => 'over'),
    BookingReminded: bulk(
      'UPDATE place_view v SET reminded = x.reminder FROM $rows WHERE v.agenda = x.agenda AND v.booking = x.booking',
      { agenda: 'uuid', booking: 'uuid', reminder: 'text' },
      ({ stream, data }) => ({ agenda: agendaOf(stream), booking: data.booking, reminder: data.reminder }),
    ),
  },
};

/** A place that stands by its record; whether time has ended it is for the reader to see. */
const STANDS = `status IN ('held', 'confirmed')`;
/** `$1` is now. */
const IN_FORCE = `(status = 'confirmed' AND ends_at > $1 OR status = 'held' AND held_until > $1)`;
const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export interface TakenPlace extends Place {
  readonly office: string;
  readonly on: CivilDate;
}

/** What is taken of the service on the days `[from, toExclusive)`; holds that have ended are not. */
export const takenPlaces = (
  log: EventLog,
  {
    offices,
    service,
    from,
    toExclusive,
    now,
  }: { offices: readonly string[]; service: string; from: CivilDate; toExclusive: CivilDate; now: Instant },
): Promise<TakenPlace[]> =>
  log.query<TakenPlace>(
    `SELECT office, on_day::text AS on, seat, ${iso('starts_at')} AS "startsAt", ${iso('ends_at')} AS "endsAt" FROM place_view
     WHERE office = ANY ($2) AND service = $3 AND on_day >= $4 AND on_day < $5 AND ${STANDS} AND ${IN_FORCE}`,
    [now, offices, service, from, toExclusive],
  );

/** A booking's part in one agenda. */
export interface BookingRow extends AgendaKey {
  readonly booking: string;
  readonly person: string;
  readonly inForce: boolean;
}

/** What stands of these people's bookings of these services by record, whether or not time has ended it. */
export const standingOf = (
  log: EventLog,
  people: readonly string[],
  services: readonly string[],
  now: Instant,
): Promise<BookingRow[]> =>
  log.query<BookingRow>(
    `SELECT office, service, on_day::text AS on, booking, person, ${IN_FORCE} AS "inForce" FROM place_view
     WHERE person = ANY ($2) AND service = ANY ($3) AND ${STANDS}`,
    [now, people, services],
  );

/** How many bookings with this contact are in force. */
export async function countByContact(log: EventLog, contact: string, now: Instant): Promise<number> {
  const [row] = await log.query<{ n: number }>(
    `SELECT count(DISTINCT booking)::int AS n FROM place_view WHERE contact = $2 AND ${STANDS} AND ${IN_FORCE}`,
    [now, contact],
  );
  return row?.n ?? 0;
}

/** How many bookings the busiest of these people has begun since an instant. */
export async function countBegun(log: EventLog, people: readonly string[], since: Instant): Promise<number> {
  const [row] = await log.query<{ n: number | null }>(
    `SELECT max(n)::int AS n FROM (SELECT count(DISTINCT booking) AS n FROM place_view
     WHERE person = ANY ($1) AND held_at >= $2 GROUP BY person) AS begun`,
    [people, since],
  );
  return row?.n ?? 0;
}

/** Where a booking is: its agendas, those that it was moved away from left out. */
export const agendasOf = (
  log: EventLog,
  by: 'booking' | 'reference' | 'person',
  value: string,
): Promise<(AgendaKey & { booking: string })[]> =>
  log.query<AgendaKey & { booking: string }>(
    `SELECT DISTINCT booking, office, service, on_day::text AS on FROM place_view
     WHERE ${by} = $1 AND status <> 'vacated' ORDER BY booking, service`,
    [value],
  );

/** A booking whose place begins soon. */
export interface NearPlace extends AgendaKey {
  readonly booking: string;
}

/** Whose places begin within so many minutes, were taken before that, and have not had this reminder or a later one; the next first. */
export const nearPlaces = (
  log: EventLog,
  { reminder, minutes, now }: { readonly reminder: Reminder; readonly minutes: number; readonly now: Instant },
  after: NearPlace | null,
  limit: number,
): Promise<NearPlace[]> =>
  log.query<NearPlace>(
    `SELECT office, service, on_day::text AS on, booking FROM place_view
     WHERE status = 'confirmed' AND starts_at > $1 AND starts_at <= $1::timestamptz + make_interval(mins => $2)
       AND held_at < starts_at - make_interval(mins => $2) AND (reminded IS NULL OR reminded = 'day' AND $3 = 'hours')
       AND ($4::uuid IS NULL OR booking > $4)
     GROUP BY booking, office, service, on_day ORDER BY booking, service LIMIT $5`,
    [now, minutes, reminder, after?.booking ?? null, limit],
  );
