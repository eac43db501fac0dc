/** Which reminder of a place was told last, and whose places are near. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReminderMigration implements MigrationInterface {
  readonly name = 'Reminder1763900600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE place_view ADD COLUMN reminded text');
    await runner.query(`CREATE INDEX place_view_near ON place_view (starts_at, booking) WHERE status = 'confirmed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE place_view DROP COLUMN reminded');
  }
}
