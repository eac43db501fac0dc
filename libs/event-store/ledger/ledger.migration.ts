/** The tables of the gap audit: what the log has published up to now and then, and what the last audit found. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../grant';

const TABLES = `
  CREATE TABLE ledger (
    position bigint PRIMARY KEY,
    tallies jsonb NOT NULL
  );

  CREATE TABLE audit (
    log text PRIMARY KEY,
    report jsonb NOT NULL
  ) WITH (fillfactor = 20);`;

export class LedgerMigration implements MigrationInterface {
  readonly name = 'Ledger1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, grant('SELECT, INSERT', 'ledger'), grant('SELECT, INSERT, UPDATE', 'audit')]) {
      await runner.query(part);
    }
  }

  /** Both are counted anew from the log. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ledger, audit');
  }
}
