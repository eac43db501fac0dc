/** Whether an office gives tickets on a day. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MissedMigration implements MigrationInterface {
  readonly name = 'Missed1764000600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ticket_view_day ON ticket_view (office, on_day)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ticket_view_day');
  }
}
