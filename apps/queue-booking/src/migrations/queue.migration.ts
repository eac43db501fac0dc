/** The views and ordinary tables of queue-booking, and the constraints by which no place is given twice. */
import { grant } from '@qeyd/event-store';
import { CODEBOOK_TABLE, RESERVATION_TABLE } from '@qeyd/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OFFICES = `
  CREATE TABLE office_plan_view (
    office text NOT NULL,
    valid_from date NOT NULL,
    plan json NOT NULL,
    source text NOT NULL,
    version int NOT NULL,
    PRIMARY KEY (office, valid_from)
  );

  CREATE TABLE office_day_view (
    office text NOT NULL,
    on_day date NOT NULL,
    hours json,
    reason text NOT NULL,
    lifted bool NOT NULL,
    version int NOT NULL,
    PRIMARY KEY (office, on_day)
  );`;

/**
 * Whatever the code above does, a seat is nobody else's for any part of its time, and a person has one place of a service. Both are
 * checked at the commit: within it an end may be written after the beginning that follows it.
 */
const PLACES = `
  CREATE TABLE place_view (
    agenda uuid NOT NULL,
    booking uuid NOT NULL,
    person uuid NOT NULL,
    office text NOT NULL,
    service text NOT NULL,
    on_day date NOT NULL,
    seat int NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    status text NOT NULL,
    held_at timestamptz NOT NULL,
    held_until timestamptz NOT NULL,
    reference text NOT NULL,
    contact text,
    PRIMARY KEY (agenda, booking, person),
    CONSTRAINT place_given_once EXCLUDE USING gist (agenda WITH =, seat WITH =, tstzrange(starts_at, ends_at) WITH &&)
      WHERE (status IN ('held', 'confirmed')) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT one_booking_of_a_service EXCLUDE USING btree (person WITH =, service WITH =)
      WHERE (status IN ('held', 'confirmed')) DEFERRABLE INITIALLY DEFERRED
  ) WITH (fillfactor = 80);
  CREATE INDEX place_view_taken ON place_view (office, service, on_day) WHERE status IN ('held', 'confirmed');
  CREATE INDEX place_view_booking ON place_view (booking);
  CREATE INDEX place_view_reference ON place_view (reference);
  CREATE INDEX place_view_contact ON place_view (contact) WHERE status IN ('held', 'confirmed');
  CREATE INDEX place_view_person ON place_view (person, held_at);`;

const GRANTS = [grant('SELECT, INSERT, UPDATE', 'office_plan_view, office_day_view, place_view, reservation, codebook_row')];

export class QueueMigration implements MigrationInterface {
  readonly name = 'Queue1763800600000';

  async up(runner: QueryRunner): Promise<void> {
    // Equality and overlap in one exclusion constraint; every distribution of PostgreSQL brings it along.
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    for (const part of [OFFICES, PLACES, RESERVATION_TABLE, CODEBOOK_TABLE, ...GRANTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE office_plan_view, office_day_view, place_view, reservation, codebook_row');
  }
}
