/** What was filed at the counter with a ticket. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ApplicationMigration implements MigrationInterface {
  readonly name = 'Application1764000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ticket_view ADD COLUMN applications text[] NOT NULL DEFAULT '{}'`);
    await runner.query(grant('UPDATE', 'ticket_view'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ticket_view DROP COLUMN applications');
  }
}
