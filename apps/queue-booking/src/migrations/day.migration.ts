/** Where tickets are found, and who came with a place. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `booking` is null for whoever came without a place. */
const TICKETS = `
  CREATE TABLE ticket_view (
    ticket uuid PRIMARY KEY,
    office text NOT NULL,
    on_day date NOT NULL,
    booking uuid,
    service text NOT NULL
  );
  CREATE INDEX ticket_view_booking ON ticket_view (booking, service) WHERE booking IS NOT NULL;`;

export class DayMigration implements MigrationInterface {
  readonly name = 'Day1763800600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TICKETS);
    await runner.query(grant('SELECT, INSERT', 'ticket_view'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ticket_view');
  }
}
