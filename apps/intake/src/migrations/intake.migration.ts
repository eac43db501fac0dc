/** The view and the ordinary tables of intake. */
import { grant } from '@qeyd/event-store';
import { CODEBOOK_TABLE, RESERVATION_TABLE } from '@qeyd/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  CREATE TABLE application_view (
    id uuid PRIMARY KEY,
    reference text NOT NULL,
    person uuid NOT NULL,
    status text NOT NULL,
    channel text NOT NULL,
    filed_by text NOT NULL,
    office text,
    received_at timestamptz NOT NULL,
    days_late int NOT NULL,
    warnings json NOT NULL,
    registration uuid,
    stays_from date,
    stays_until date,
    reason text,
    informed_at timestamptz
  ) WITH (fillfactor = 80);
  CREATE INDEX application_view_reference ON application_view (reference);`;

const GRANTS = [grant('SELECT, INSERT, UPDATE', 'application_view, reservation, codebook_row')];

export class IntakeMigration implements MigrationInterface {
  readonly name = 'Intake1763800300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, RESERVATION_TABLE, CODEBOOK_TABLE, ...GRANTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE application_view, reservation, codebook_row');
  }
}
