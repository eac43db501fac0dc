/** Where rebuilds keep their record and their tables: shadows beside the live ones, and what they replaced. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../grant';

/**
 * One row for each rebuild. While it runs, `position` is how far the shadow has come, written in the commit of the batch;
 * in the end it is where the tables were compared. `checksum` is the sum of the hashes of all rows, modulo 2^64.
 */
const TABLES = `
  CREATE SCHEMA shadow;
  CREATE SCHEMA replaced;

  CREATE TABLE rebuild (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    view text NOT NULL,
    definition text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    position bigint NOT NULL DEFAULT 0,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('proved', 'differs', 'failed')),
    rows bigint,
    checksum text,
    differing bigint,
    differences json,
    swapped bool NOT NULL DEFAULT false,
    reason text,
    CHECK ((outcome IS NULL) = (ended_at IS NULL))
  ) WITH (fillfactor = 50);
  CREATE UNIQUE INDEX rebuild_open ON rebuild (view) WHERE outcome IS NULL;`;

export class RebuildMigration implements MigrationInterface {
  readonly name = 'Rebuild1763800500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(grant('SELECT', 'rebuild'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA shadow, replaced CASCADE');
    await runner.query('DROP TABLE rebuild');
  }
}
