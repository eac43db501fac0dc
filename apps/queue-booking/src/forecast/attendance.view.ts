/** Who had a place and who came, by what the views of the agendas and of the days say together. */
import type { CivilDate, Instant } from '@qeyd/core';
import type { EventLog } from '@qeyd/event-store';
import type { Attendance } from './attendance';
import type { HourSeen } from './overbooking';

/** The days `[from, toExclusive)`. */
interface Span {
  readonly from: CivilDate;
  readonly toExclusive: CivilDate;
}

/** A place counts for each person, a ticket for all who have that booking; whoever was late and got none did not come. */
const SEEN = `
  place_view p LEFT JOIN ticket_view t ON t.booking = p.booking AND t.service = p.service
  WHERE p.on_day >= $1 AND p.on_day < $2 AND p.status IN ('confirmed', 'over', 'missed')`;
const COUNTS = 'count(*)::int AS booked, count(t.ticket)::int AS came';
const HOUR = `extract(hour FROM p.starts_at AT TIME ZONE 'Asia/Baku')::int`;

/** All offices when none is named. */
export const seenByHour = (log: EventLog, { from, toExclusive }: Span, office: string | null = null): Promise<HourSeen[]> =>
  log.query<HourSeen>(
    `SELECT p.office, p.service, ${HOUR} AS hour, ${COUNTS} FROM ${SEEN} AND p.office = coalesce($3, p.office)
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [from, toExclusive, office],
  );

/** A slot to which people came, or did not. */
export interface SlotSeen extends Attendance {
  readonly on: CivilDate;
  readonly hour: number;
  readonly startsAt: Instant;
}

export const seenBySlot = (log: EventLog, { from, toExclusive }: Span, office: string, service: string): Promise<SlotSeen[]> =>
  log.query<SlotSeen>(
    `SELECT p.on_day::text AS on, ${HOUR} AS hour,
            to_char(p.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startsAt", ${COUNTS}
     FROM ${SEEN} AND p.office = $3 AND p.service = $4 GROUP BY 1, 2, 3 ORDER BY 3`,
    [from, toExclusive, office, service],
  );
