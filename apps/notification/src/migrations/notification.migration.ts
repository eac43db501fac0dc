/** The views of notification, and the claims of its senders. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWS = `
  CREATE TABLE notice_view (
    id uuid PRIMARY KEY,
    state text NOT NULL,
    kind text NOT NULL,
    recipient text NOT NULL,
    application uuid,
    registration uuid,
    reason text,
    planned_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    wake_at timestamptz,
    attempts int NOT NULL,
    ended_at timestamptz
  ) WITH (fillfactor = 80);
  CREATE INDEX notice_view_wake ON notice_view (wake_at) WHERE wake_at IS NOT NULL;
  CREATE INDEX notice_view_list ON notice_view (state, due_at, id);
  CREATE INDEX notice_view_application ON notice_view (application);

  CREATE TABLE clock_view (
    id uuid PRIMARY KEY,
    application uuid NOT NULL,
    state text NOT NULL,
    started_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    met_at timestamptz
  ) WITH (fillfactor = 80);
  CREATE INDEX clock_view_open ON clock_view (id) WHERE state IN ('running', 'at-risk');
  CREATE INDEX clock_view_list ON clock_view (state, due_at, id);`;

/** A claim is an ordinary row, not a fact: it says who sends now, and until when nobody else may. */
const CLAIM = `
  CREATE TABLE notice_claim (
    notice uuid PRIMARY KEY,
    holder uuid NOT NULL,
    expires_at timestamptz NOT NULL
  );`;

const GRANTS = [
  grant('SELECT, INSERT, UPDATE', 'notice_view, clock_view'),
  grant('SELECT, INSERT, UPDATE, DELETE', 'notice_claim'),
];

export class NotificationMigration implements MigrationInterface {
  readonly name = 'Notification1763800100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [VIEWS, CLAIM, ...GRANTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notice_view, clock_view, notice_claim');
  }
}
