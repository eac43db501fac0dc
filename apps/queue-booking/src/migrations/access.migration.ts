/** Who was shown whose name at an office; added to, never changed. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const RECORDS = `
  CREATE TABLE access_record (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    office text NOT NULL,
    act text NOT NULL,
    people uuid[] NOT NULL,
    correlation text NOT NULL
  );
  CREATE INDEX access_record_people ON access_record USING gin (people);`;

export class AccessMigration implements MigrationInterface {
  readonly name = 'Access1763800700002';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [RECORDS, grant('SELECT, INSERT', 'access_record')]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access_record');
  }
}
