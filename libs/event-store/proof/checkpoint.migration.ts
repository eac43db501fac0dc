/** The table of the signed checkpoints, append-only like the log that they are about. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../grant';

/** `note` is the signed text and holds everything; `peaks` is what the tree goes on from. */
const TABLE = `
  CREATE TABLE checkpoint (
    size bigint PRIMARY KEY,
    note text NOT NULL,
    peaks bytea NOT NULL
  );
  CREATE TRIGGER checkpoint_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

export class CheckpointMigration implements MigrationInterface {
  readonly name = 'Checkpoint1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLE, grant('SELECT, INSERT', 'checkpoint')]) await runner.query(part);
  }

  /** What was signed is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Checkpoints are never dropped by a migration'));
  }
}
