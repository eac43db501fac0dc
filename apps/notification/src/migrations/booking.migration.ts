/** What notices about places in the queue need: whose booking, until when they are of use, and the code-books that name the office. */
import { grant } from '@qeyd/event-store';
import { CODEBOOK_TABLE } from '@qeyd/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BookingMigration implements MigrationInterface {
  readonly name = 'Booking1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notice_view ADD COLUMN booking uuid, ADD COLUMN over_at timestamptz');
    await runner.query(CODEBOOK_TABLE);
    await runner.query(grant('SELECT, INSERT, UPDATE', 'codebook_row'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE codebook_row');
    await runner.query('ALTER TABLE notice_view DROP COLUMN booking, DROP COLUMN over_at');
  }
}
