/** What is taken, for those who look for places: a month of an office has a thousand, so they come in one cell, as numbers. */
import type { CivilDate, Instant } from '@qeyd/core';
import type { EventLog } from '@qeyd/event-store';
import type { Place } from '../place/place';
import { IN_FORCE, TAKES } from './agenda.view';

/** Of an office, day by day. */
export type TakenPlaces = (office: string) => (on: CivilDate) => readonly Place<number>[];

interface Searched {
  readonly offices: readonly string[];
  readonly service: string;
  readonly from: CivilDate;
  readonly toExclusive: CivilDate;
  readonly now: Instant;
}

/** A place as the server sends it: its day since the first of 2000, its beginning and its end in microseconds since then, and the seat. */
const PLACE = 'date_send(on_day) || timestamptz_send(starts_at) || timestamptz_send(ends_at) || int4send(seat)';
const [STARTS_AT, ENDS_AT, SEAT, SIZE] = [4, 12, 20, 24];
const EPOCH = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * What is taken of the service on the days `[from, toExclusive)`; holds that have ended are not. OFFSET 0 makes the server look each
 * office up by the index, which is faster than to sort the places of all of them into groups.
 */
export async function takenPlaces(log: EventLog, { offices, service, from, toExclusive, now }: Searched): Promise<TakenPlaces> {
  const found = await log.query<{ readonly office: string; readonly places: Buffer | null }>(
    `SELECT wanted.office, places
     FROM unnest($2::text[]) AS wanted (office),
       LATERAL (SELECT string_agg(${PLACE}, '') AS places FROM place_view v
                WHERE v.office = wanted.office AND service = $3 AND on_day >= $4 AND on_day < $5 AND ${TAKES} AND ${IN_FORCE}
                OFFSET 0) AS taken`,
    [now, offices, service, from, toExclusive],
  );
  const cells = new Map(found.map(({ office, places }) => [office, places]));
  return (office) => {
    const days = placesIn(cells.get(office) ?? Buffer.alloc(0));
    return (on) => days.get(Date.parse(on)) ?? [];
  };
}

/** By the milliseconds of the epoch at which the day begins in UTC. */
function placesIn(cell: Buffer): ReadonlyMap<number, readonly Place<number>[]> {
  const days = new Map<number, Place<number>[]>();
  for (let at = 0; at < cell.length; at += SIZE) {
    const day = EPOCH + cell.readInt32BE(at) * DAY;
    const place = {
      startsAt: minuteAt(cell, at + STARTS_AT),
      endsAt: minuteAt(cell, at + ENDS_AT),
      seat: cell.readInt32BE(at + SEAT),
    };
    const places = days.get(day);
    if (places) places.push(place);
    else days.set(day, [place]);
  }
  return days;
}

/** The minute of the epoch: no place begins within one. */
const minuteAt = (cell: Buffer, at: number): number =>
  Math.round((EPOCH + (cell.readInt32BE(at) * 2 ** 32 + cell.readUInt32BE(at + 4)) / 1000) / MINUTE);
