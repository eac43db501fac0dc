/** Which ticket the person had of an application that was taken in with the number of another. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OwnTicketMigration implements MigrationInterface {
  readonly name = 'OwnTicket1764000600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE unattached_view ADD COLUMN own text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE unattached_view DROP COLUMN own');
  }
}
