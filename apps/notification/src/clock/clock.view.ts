/** `clock_view`: every clock of one working day, and whether it runs, is at risk, was missed or met. */
import type { DomainEvent } from '@qeyd/core';
import { bulk, type EventLog, type Projection, type View } from '@qeyd/event-store';
import type { ClockEvent } from './clock';

/** Moves the clock to a state; a late answer does not hide that the term was missed. */
const moved = <E extends DomainEvent & { data: ClockEvent['data'] }>(state: string): Projection<E> =>
  bulk(
    `UPDATE clock_view c SET state = x.state, due_at = x.due_at FROM $rows WHERE c.id = x.id`,
    { id: 'uuid', state: 'text', due_at: 'timestamptz' },
    ({ stream, data }) => ({ id: idOf(stream), state, due_at: data.dueAt }),
  );

export const clockView: View<ClockEvent> = {
  table: 'clock_view',
  category: 'clock',
  on: {
    ConfirmationClockStarted: bulk(
      `INSERT INTO clock_view (id, application, state, started_at, due_at)
       SELECT x.id, x.application, 'running', x.started_at, x.due_at FROM $rows`,
      { id: 'uuid', application: 'uuid', started_at: 'timestamptz', due_at: 'timestamptz' },
      ({ stream, data }) => ({ id: idOf(stream), application: data.application, started_at: data.startedAt, due_at: data.dueAt }),
    ),
    ConfirmationClockBroughtForward: bulk(
      `UPDATE clock_view c SET due_at = x.due_at FROM $rows WHERE c.id = x.id`,
      { id: 'uuid', due_at: 'timestamptz' },
      ({ stream, data }) => ({ id: idOf(stream), due_at: data.dueAt }),
    ),
    ConfirmationClockAtRisk: moved('at-risk'),
    ConfirmationClockMissed: moved('missed'),
    ConfirmationClockMet: bulk(
      `UPDATE clock_view c SET state = 'met', met_at = x.met_at FROM $rows WHERE c.id = x.id`,
      { id: 'uuid', met_at: 'timestamptz' },
      ({ stream, data }) => ({ id: idOf(stream), met_at: data.metAt }),
    ),
  },
};

export const clockStates = ['running', 'at-risk', 'missed', 'met'] as const;
export type ClockState = (typeof clockStates)[number];

export interface ClockRow {
  readonly id: string;
  readonly application: string;
  readonly state: ClockState;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly metAt: Date | null;
  /** The applicant's notice, when one is planned. */
  readonly notice: string | null;
}

/** One page, the earliest due first; `after` is the last row of the page before. */
export const clocksIn = (log: EventLog, state: ClockState, after: string | null, limit: number): Promise<ClockRow[]> =>
  log.query<ClockRow>(
    `SELECT c.id, c.application, c.state, c.started_at AS "startedAt", c.due_at AS "dueAt", c.met_at AS "metAt", n.id AS notice
     FROM clock_view c LEFT JOIN notice_view n ON n.application = c.application AND n.recipient = 'applicant'
     WHERE c.state = $1 AND ($2::uuid IS NULL OR (c.due_at, c.id) > (SELECT l.due_at, l.id FROM clock_view l WHERE l.id = $2))
     ORDER BY c.due_at, c.id LIMIT $3`,
    [state, after, limit],
  );

/** Clocks that are neither met nor missed: those that the watch looks at. */
export const openClocks = (log: EventLog, after: string | null, limit: number): Promise<{ id: string }[]> =>
  log.query(
    `SELECT id FROM clock_view
     WHERE state IN ('running', 'at-risk') AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after, limit],
  );

const idOf = (stream: string): string => stream.slice('clock-'.length);
