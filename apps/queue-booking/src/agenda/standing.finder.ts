/** What people and contacts have already; whoever asks at the same time shares the question. */
import { Injectable } from '@nestjs/common';
import type { Instant } from '@qeyd/core';
import { EventLog, gather } from '@qeyd/event-store';
import type { AgendaKey } from './events';

/** Questions of one statement, at most. */
const BATCH = 500;

/** A booking's part in one agenda. */
export interface BookingRow extends AgendaKey {
  readonly booking: string;
  readonly person: string;
  readonly inForce: boolean;
  readonly confirmed: boolean;
}

/** A place that stands by its record, and whether time has left it standing at `x.at`. */
const STANDS = `v.status IN ('held', 'confirmed')`;
const IN_FORCE = `CASE v.status WHEN 'confirmed' THEN v.ends_at ELSE v.held_until END > x.at`;

const STANDING = `
  SELECT x.n::int - 1 AS n, v.office, v.service, v.on_day::text AS on, v.booking, v.person, ${IN_FORCE} AS "inForce",
         v.status = 'confirmed' AS confirmed
  FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY AS x (who, at, n) JOIN place_view v ON v.person = x.who AND ${STANDS}`;

const BEGUN = `
  SELECT (SELECT count(DISTINCT v.booking) FROM place_view v WHERE v.person = x.who AND v.held_at >= x.at AND v.offer_for IS NULL)::int AS count
  FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY AS x (who, at, n) ORDER BY x.n`;

const WITH_CONTACT = `
  SELECT (SELECT count(DISTINCT v.booking) FROM place_view v WHERE v.contact = x.who AND ${STANDS} AND ${IN_FORCE})::int AS count
  FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY AS x (who, at, n) ORDER BY x.n`;

interface Asked {
  readonly who: string;
  readonly at: Instant;
}

const columnsOf = (asked: readonly Asked[]) => [asked.map(({ who }) => who), asked.map(({ at }) => at)];

@Injectable()
export class StandingFinder {
  private readonly rows = gather(BATCH, (asked: readonly Asked[]) => this.rowsOf(asked));
  private readonly begun = gather(BATCH, (asked: readonly Asked[]) => this.counted(BEGUN, asked));
  private readonly withContact = gather(BATCH, (asked: readonly Asked[]) => this.counted(WITH_CONTACT, asked));

  constructor(private readonly log: EventLog) {}

  /** What stands of these people's bookings of these services by record, whether or not time has ended it. */
  async standingOf(people: readonly string[], services: readonly string[], now: Instant): Promise<BookingRow[]> {
    const rows = await this.rows(people.map((who) => ({ who, at: now })));
    return rows.flat().filter(({ service }) => services.includes(service));
  }

  /** How many bookings the busiest of these people has begun since an instant. */
  async countBegun(people: readonly string[], since: Instant): Promise<number> {
    return Math.max(0, ...(await this.begun(people.map((who) => ({ who, at: since })))));
  }

  /** How many bookings with this contact are in force. */
  async countByContact(contact: string, now: Instant): Promise<number> {
    const [count = 0] = await this.withContact([{ who: contact, at: now }]);
    return count;
  }

  private async rowsOf(asked: readonly Asked[]): Promise<BookingRow[][]> {
    const found = asked.map((): BookingRow[] => []);
    for (const { n, ...row } of await this.log.query<BookingRow & { n: number }>(STANDING, columnsOf(asked))) found[n]?.push(row);
    return found;
  }

  private async counted(text: string, asked: readonly Asked[]): Promise<number[]> {
    return (await this.log.query<{ count: number }>(text, columnsOf(asked))).map(({ count }) => count);
  }
}
