/** Where tickets are found. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DayMigration implements MigrationInterface {
  readonly name = 'Day1763800600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE ticket_view (ticket uuid PRIMARY KEY, office text NOT NULL, on_day date NOT NULL)');
    await runner.query(grant('SELECT, INSERT', 'ticket_view'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ticket_view');
  }
}
