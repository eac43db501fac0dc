/** The views of the register, and the record of who looked at whom. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  CREATE TABLE codebook_view (
    book text NOT NULL,
    code text NOT NULL,
    valid_from date NOT NULL,
    valid_to_exclusive date,
    names json NOT NULL,
    attributes json NOT NULL,
    source text NOT NULL,
    version int NOT NULL,
    PRIMARY KEY (book, code, valid_from)
  );

  CREATE TABLE registration_view (
    registration uuid PRIMARY KEY,
    person uuid NOT NULL,
    application uuid NOT NULL,
    reference text NOT NULL,
    office text,
    citizenship text NOT NULL,
    basis text NOT NULL,
    entered_on date NOT NULL,
    moved_in_on date NOT NULL,
    to_exclusive date NOT NULL,
    due_on date NOT NULL,
    days_late int NOT NULL,
    registered_at timestamptz NOT NULL,
    leaves_on date,
    ended_on date,
    end_reason text
  ) WITH (fillfactor = 80);
  CREATE INDEX registration_view_due ON registration_view (due_on, registration) WHERE ended_on IS NULL;
  CREATE INDEX registration_view_office ON registration_view (office, registration DESC);

  CREATE TABLE application_view (
    application uuid PRIMARY KEY,
    reference text NOT NULL,
    person uuid NOT NULL,
    registration uuid,
    outcome text NOT NULL,
    received_at timestamptz NOT NULL,
    document_token text,
    name_token text,
    address_token text
  );
  CREATE INDEX application_view_reference ON application_view (reference);
  CREATE INDEX application_view_document ON application_view (document_token);
  CREATE INDEX application_view_name ON application_view (name_token);
  CREATE INDEX application_view_address ON application_view (address_token);

  CREATE TABLE access_record (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    office text,
    act text NOT NULL,
    purpose text NOT NULL,
    case_number text,
    people uuid[] NOT NULL,
    correlation text NOT NULL
  );
  CREATE INDEX access_record_people ON access_record USING gin (people);`;

/** The record of accesses can be added to and read, not changed. */
const GRANTS = [
  grant('SELECT, INSERT, UPDATE', 'codebook_view, registration_view, application_view'),
  grant('SELECT, INSERT', 'access_record'),
];

export class RegistryMigration implements MigrationInterface {
  readonly name = 'Registry1763800400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, ...GRANTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE codebook_view, registration_view, application_view, access_record');
  }
}
