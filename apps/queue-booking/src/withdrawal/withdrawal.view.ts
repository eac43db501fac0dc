/** The places that were withdrawn: each stays until it is settled. */
import type { CivilDate, Instant } from '@qeyd/core';
import { bulk, type EventLog, type View } from '@qeyd/event-store';
import type { BookingPart } from '../agenda/agenda.view';
import type { AgendaEvent, AgendaKey, PlaceWithdrawn } from '../agenda/events';

const agendaOf = (stream: string): string => stream.slice('agenda-'.length);

/** Changes the row of a booking. */
const change = <E extends Exclude<AgendaEvent, { type: 'PlaceOffered' | 'OfferEnded' }>>(set: string) =>
  bulk<E, { agenda: 'uuid'; booking: 'uuid' }>(
    `UPDATE withdrawal_view v SET ${set} FROM $rows WHERE v.agenda = x.agenda AND v.booking = x.booking`,
    { agenda: 'uuid', booking: 'uuid' },
    ({ stream, data }) => ({ agenda: agendaOf(stream), booking: (data as { booking: string }).booking }),
  );
const settle = (how: string) => change(`status = CASE WHEN status = 'restored' THEN status ELSE '${how}' END`);

export const withdrawalView: View<AgendaEvent> = {
  table: 'withdrawal_view',
  category: 'agenda',
  rowOf: ({ data }) => ('booking' in data ? data.booking : data.offer),
  on: {
    PlaceWithdrawn: bulk(
      `INSERT INTO withdrawal_view (agenda, booking, office, service, on_day, starts_at, ends_at, reason, offer, offered_until,
                                    reminded, declined, calls, status)
       SELECT agenda, booking, office, service, on_day, starts_at, ends_at, reason, offer, offered_until, false, false, 0, 'open' FROM $rows
       ON CONFLICT (agenda, booking) DO UPDATE
       SET starts_at = excluded.starts_at, ends_at = excluded.ends_at, reason = excluded.reason, offer = excluded.offer,
           offered_until = excluded.offered_until, reminded = false, declined = false, calls = 0, status = 'open'`,
      {
        agenda: 'uuid',
        booking: 'uuid',
        office: 'text',
        service: 'text',
        on_day: 'date',
        starts_at: 'timestamptz',
        ends_at: 'timestamptz',
        reason: 'text',
        offer: 'json',
        offered_until: 'timestamptz',
      },
      ({ stream, data }) => ({
        agenda: agendaOf(stream),
        booking: data.booking,
        office: data.office,
        service: data.service,
        on_day: data.on,
        starts_at: data.startsAt,
        ends_at: data.endsAt,
        reason: data.reason,
        offer: data.offer && JSON.stringify(data.offer),
        offered_until: data.offer?.until ?? null,
      }),
    ),
    OfferReminded: change('reminded = true'),
    OfferDeclined: change('declined = true'),
    PlaceRestored: change(`status = 'restored'`),
    VisitorInformed: bulk(
      `UPDATE withdrawal_view v SET calls = v.calls + 1, status = CASE WHEN x.reached THEN 'informed' ELSE v.status END
       FROM $rows WHERE v.agenda = x.agenda AND v.booking = x.booking`,
      { agenda: 'uuid', booking: 'uuid', reached: 'bool' },
      ({ stream, data }) => ({ agenda: agendaOf(stream), booking: data.booking, reached: data.reached }),
    ),
    PlaceVacated: settle('moved'),
    BookingCancelled: settle('given-back'),
    BookingOver: settle('over'),
    PlaceHeld: null,
    HoldEnded: null,
    BookingConfirmed: null,
    BookingMoved: null,
    BookingReminded: null,
    LinkRequested: null,
    BookingMissed: null,
    PlaceOffered: null,
    OfferEnded: null,
  },
};

/** A booking's part that an office has withdrawn, and what became of it so far. */
export interface WithdrawnPlace extends AgendaKey {
  readonly booking: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly reason: string;
  readonly offer: PlaceWithdrawn['data']['offer'];
  readonly declined: boolean;
  /** How often somebody tried to reach the visitor. */
  readonly calls: number;
  readonly status: 'open' | 'informed';
}

const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What an office has withdrawn and neither restored nor seen moved or given back, the offer that ends first leading. */
export const withdrawnPlaces = (log: EventLog, office: string): Promise<WithdrawnPlace[]> =>
  log.query<WithdrawnPlace>(
    `SELECT booking, office, service, on_day::text AS on, ${iso('starts_at')} AS "startsAt", ${iso('ends_at')} AS "endsAt", reason,
            offer, declined, calls, status
     FROM withdrawal_view WHERE office = $1 AND status IN ('open', 'informed')
     ORDER BY offered_until NULLS FIRST, starts_at, booking, service`,
    [office],
  );

/** Whose offers end within so many minutes, were made before that, and of which nobody was reminded; in the order of the bookings. */
export const unansweredOffers = (
  log: EventLog,
  { minutes, now }: { readonly minutes: number; readonly now: Instant },
  after: BookingPart | null,
  limit: number,
): Promise<BookingPart[]> =>
  log.query<BookingPart>(
    `SELECT office, service, on_day::text AS on, booking FROM withdrawal_view
     WHERE status IN ('open', 'informed') AND NOT declined AND NOT reminded
       AND offered_until > $1 AND offered_until <= $1::timestamptz + make_interval(mins => $2)
       AND ($3::uuid IS NULL OR (booking, service) > ($3, $4))
     ORDER BY booking, service LIMIT $5`,
    [now, minutes, after?.booking ?? null, after?.service ?? null, limit],
  );

/** The offices that have withdrawn places which nobody has settled, and those that have a place given out from a day on. */
export const officesConcerned = async (log: EventLog, from: CivilDate): Promise<string[]> => {
  const rows = await log.query<{ office: string }>(
    `SELECT DISTINCT office FROM place_view WHERE on_day >= $1 AND status IN ('confirmed', 'offered')
     UNION SELECT DISTINCT office FROM withdrawal_view WHERE status IN ('open', 'informed')`,
    [from],
  );
  return rows.map(({ office }) => office);
};
