/** What was taken in at an office with the number of a ticket that nobody had. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UNATTACHED = `
  CREATE TABLE unattached_view (
    application uuid PRIMARY KEY,
    reference text NOT NULL,
    office text NOT NULL,
    on_day date NOT NULL,
    number text NOT NULL,
    attached bool NOT NULL
  );
  CREATE INDEX unattached_view_office ON unattached_view (office) WHERE NOT attached;`;

export class UnattachedMigration implements MigrationInterface {
  readonly name = 'Unattached1764000600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UNATTACHED);
    await runner.query(grant('SELECT, INSERT, UPDATE', 'unattached_view'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unattached_view');
  }
}
