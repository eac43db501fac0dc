/** The waiting lists; a person waits for a service once, whatever the code above does. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const WAITS = `
  CREATE TABLE wait_view (
    wait uuid NOT NULL,
    person uuid NOT NULL,
    office text NOT NULL,
    service text NOT NULL,
    from_day date NOT NULL,
    until_day date NOT NULL,
    people int NOT NULL,
    reference text NOT NULL,
    since timestamptz NOT NULL,
    offered_until timestamptz,
    status text NOT NULL,
    PRIMARY KEY (wait, person),
    CONSTRAINT one_wait_for_a_service EXCLUDE USING btree (person WITH =, service WITH =)
      WHERE (status = 'waiting') DEFERRABLE INITIALLY DEFERRED
  ) WITH (fillfactor = 80);
  CREATE INDEX wait_view_waiting ON wait_view (wait) WHERE status = 'waiting';
  CREATE INDEX wait_view_reference ON wait_view (reference);`;

export class WaitMigration implements MigrationInterface {
  readonly name = 'Wait1763800700001';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [WAITS, grant('SELECT, INSERT, UPDATE', 'wait_view')]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE wait_view');
  }
}
