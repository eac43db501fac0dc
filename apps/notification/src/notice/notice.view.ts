/** `notice_view`: where every notice stands and when it wants attention; no word about the person. */
import { bulk, type EventLog, type View } from '@qeyd/event-store';
import type { Instant } from '@qeyd/core';
import { overAt } from './matter';
import type { NoticeEvent } from './notice';

export const noticeView: View<NoticeEvent> = {
  table: 'notice_view',
  category: 'notice',
  on: {
    NoticePlanned: bulk(
      `INSERT INTO notice_view (id, state, kind, recipient, application, registration, booking, over_at,
                                planned_at, due_at, wake_at, attempts)
       SELECT x.id, 'planned', x.kind, x.recipient, x.application, x.registration, x.booking, x.over_at,
              x.planned_at, x.due_at, x.planned_at, 0 FROM $rows`,
      {
        id: 'uuid',
        kind: 'text',
        recipient: 'text',
        application: 'uuid',
        registration: 'uuid',
        booking: 'uuid',
        over_at: 'timestamptz',
        planned_at: 'timestamptz',
        due_at: 'timestamptz',
      },
      ({ stream, data }) => ({
        id: idOf(stream),
        kind: data.matter.kind,
        recipient: data.recipient,
        application: data.application,
        registration: data.registration,
        booking: 'booking' in data.matter ? data.matter.booking : null,
        over_at: overAt(data.matter),
        planned_at: data.plannedAt,
        due_at: data.dueAt,
      }),
    ),
    NoticeDeferred: bulk(
      `UPDATE notice_view n SET state = 'deferred', wake_at = x.retry_at, attempts = x.attempts FROM $rows WHERE n.id = x.id`,
      { id: 'uuid', retry_at: 'timestamptz', attempts: 'int' },
      ({ stream, data }) => ({ id: idOf(stream), retry_at: data.retryAt, attempts: data.attempts }),
    ),
    NoticeRejected: bulk(
      `UPDATE notice_view n SET state = 'planned', wake_at = x.at, attempts = x.attempts FROM $rows WHERE n.id = x.id`,
      { id: 'uuid', at: 'timestamptz', attempts: 'int' },
      ({ stream, data }) => ({ id: idOf(stream), at: data.rejectedAt, attempts: data.attempts }),
    ),
    NoticeAccepted: bulk(
      `UPDATE notice_view n SET state = 'accepted', wake_at = NULL, attempts = x.attempts, ended_at = x.at FROM $rows WHERE n.id = x.id`,
      { id: 'uuid', at: 'timestamptz', attempts: 'int' },
      ({ stream, data }) => ({ id: idOf(stream), at: data.acceptedAt, attempts: data.attempts }),
    ),
    NoticeHandedOver: bulk(
      `UPDATE notice_view n SET state = 'handed-over', wake_at = NULL, ended_at = x.at FROM $rows WHERE n.id = x.id`,
      { id: 'uuid', at: 'timestamptz' },
      ({ stream, data }) => ({ id: idOf(stream), at: data.handedOverAt }),
    ),
    NoticeFailed: bulk(
      `UPDATE notice_view n SET state = 'with-officer', wake_at = NULL, reason = x.reason FROM $rows WHERE n.id = x.id`,
      { id: 'uuid', reason: 'text' },
      ({ stream, data }) => ({ id: idOf(stream), reason: data.reason }),
    ),
    NoticeLapsed: bulk(
      `UPDATE notice_view n SET state = 'lapsed', wake_at = NULL, reason = x.reason, ended_at = x.at FROM $rows WHERE n.id = x.id`,
      { id: 'uuid', reason: 'text', at: 'timestamptz' },
      ({ stream, data }) => ({ id: idOf(stream), reason: data.reason, at: data.lapsedAt }),
    ),
  },
};

export const noticeStates = ['planned', 'deferred', 'with-officer', 'accepted', 'handed-over', 'lapsed'] as const;
export type NoticeState = (typeof noticeStates)[number];

export interface NoticeRow {
  readonly id: string;
  readonly state: NoticeState;
  readonly kind: string;
  readonly recipient: string;
  readonly reason: string | null;
  readonly application: string | null;
  readonly registration: string | null;
  readonly booking: string | null;
  readonly plannedAt: Date;
  readonly dueAt: Date;
  readonly attempts: number;
}

/**
 * One page, most urgent first; `after` is the last row of the page before. What nobody needs any more at `now` is on no officer's
 * list.
 */
export const noticesIn = (
  log: EventLog,
  state: NoticeState,
  { after = null, limit = 50, now }: { readonly after?: string | null; readonly limit?: number; readonly now: Instant },
): Promise<NoticeRow[]> =>
  log.query<NoticeRow>(
    `SELECT id, state, kind, recipient, reason, application, registration, booking, planned_at AS "plannedAt", due_at AS "dueAt", attempts
     FROM notice_view
     WHERE state = $1 AND (state <> 'with-officer' OR over_at IS NULL OR over_at > $4) AND ($2::uuid IS NULL OR (due_at, id) > (SELECT l.due_at, l.id FROM notice_view l WHERE l.id = $2))
     ORDER BY due_at, id LIMIT $3`,
    [state, after, limit, now],
  );

export interface Forgotten {
  readonly id: string;
  readonly attempts: number;
  readonly wakeAt: Date;
}

/** Notices whose time came before `at` and that no sender holds: their job was lost, or their sender died. Oldest first. */
export const forgottenNotices = (log: EventLog, at: Instant, after: Forgotten | undefined, limit: number): Promise<Forgotten[]> =>
  log.query<Forgotten>(
    `SELECT n.id, n.attempts, n.wake_at AS "wakeAt" FROM notice_view n
     WHERE n.wake_at < $1 AND ($2::timestamptz IS NULL OR (n.wake_at, n.id) > ($2, $3::uuid))
       AND NOT EXISTS (SELECT FROM notice_claim c WHERE c.notice = n.id AND c.expires_at > $1)
     ORDER BY n.wake_at, n.id LIMIT $4`,
    [at, after?.wakeAt ?? null, after?.id ?? null, limit],
  );

const idOf = (stream: string): string => stream.slice('notice-'.length);
