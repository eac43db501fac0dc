/** Who is on a waiting list, one row for each person of a party; a person waits for a service once. */
import { bulk, type EventLog, type View } from '@qeyd/event-store';
import type { Waiter } from './turn';
import type { WaitEvent } from './wait';

export const waitView: View<WaitEvent> = {
  table: 'wait_view',
  category: 'wait',
  on: {
    WaiterNamed: bulk(
      `INSERT INTO wait_view (wait, person, office, service, from_day, until_day, people, reference, since, status)
       SELECT wait, person, office, service, from_day, until_day, people, reference, since, 'waiting' FROM $rows`,
      {
        wait: 'uuid',
        person: 'uuid',
        office: 'text',
        service: 'text',
        from_day: 'date',
        until_day: 'date',
        people: 'int',
        reference: 'text',
        since: 'timestamptz',
      },
      ({ data }) => ({
        wait: data.wait,
        person: data.person,
        office: data.office,
        service: data.service,
        from_day: data.from,
        until_day: data.until,
        people: data.people,
        reference: data.reference,
        since: data.begunAt,
      }),
    ),
    WaitBegun: null,
    WaitOffered: bulk(
      `UPDATE wait_view v SET offered_until = x.offered_until, since = x.offered_until FROM $rows WHERE v.wait = x.wait`,
      { wait: 'uuid', offered_until: 'timestamptz' },
      ({ data }) => ({ wait: data.wait, offered_until: data.offer.heldUntil }),
    ),
    WaitEnded: bulk(
      `UPDATE wait_view v SET status = x.status FROM $rows WHERE v.wait = x.wait`,
      { wait: 'uuid', status: 'text' },
      ({ data }) => ({ wait: data.wait, status: data.reason }),
    ),
  },
};

export interface Listed extends Waiter {
  readonly office: string;
  readonly service: string;
}

const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** All who wait, in the order of their turn. */
export const waiting = (log: EventLog): Promise<Listed[]> =>
  log.query<Listed>(
    `SELECT wait, office, service, from_day::text AS "from", until_day::text AS until, people, ${iso('since')} AS since,
            ${iso('offered_until')} AS "offeredUntil"
     FROM (SELECT DISTINCT ON (wait) * FROM wait_view WHERE status = 'waiting' ORDER BY wait) AS waiter ORDER BY waiter.since, wait`,
  );

/** Whether one of these people waits for the service already. */
export async function isWaiting(log: EventLog, people: readonly string[], service: string): Promise<boolean> {
  const text = `SELECT 1 FROM wait_view WHERE person = ANY ($1) AND service = $2 AND status = 'waiting' LIMIT 1`;
  return (await log.query(text, [people, service])).length > 0;
}

/** The waits with this reference, whether or not they have ended. */
export async function waitsBy(log: EventLog, reference: string): Promise<string[]> {
  const text = 'SELECT DISTINCT wait FROM wait_view WHERE reference = $1';
  return (await log.query<{ wait: string }>(text, [reference])).map(({ wait }) => wait);
}
