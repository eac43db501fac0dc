/** Places that are offered, and those that were withdrawn until each is settled. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An offered seat is taken like any other, and is not its person's booking yet. */
const OFFERS = `
  ALTER TABLE place_view ADD COLUMN offer_for uuid;
  ALTER TABLE place_view DROP CONSTRAINT place_given_once;
  ALTER TABLE place_view ADD CONSTRAINT place_given_once
    EXCLUDE USING gist (agenda WITH =, seat WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (status IN ('held', 'confirmed', 'offered')) DEFERRABLE INITIALLY DEFERRED;
  DROP INDEX place_view_taken;
  CREATE INDEX place_view_taken ON place_view (office, service, on_day) WHERE status IN ('held', 'confirmed', 'offered');`;

const WITHDRAWALS = `
  CREATE TABLE withdrawal_view (
    agenda uuid NOT NULL,
    booking uuid NOT NULL,
    office text NOT NULL,
    service text NOT NULL,
    on_day date NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    reason text NOT NULL,
    offer json,
    offered_until timestamptz,
    declined bool NOT NULL,
    calls int NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (agenda, booking)
  ) WITH (fillfactor = 80);
  CREATE INDEX withdrawal_view_open ON withdrawal_view (office) WHERE status IN ('open', 'informed');`;

export class WithdrawalMigration implements MigrationInterface {
  readonly name = 'Withdrawal1763800700000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [OFFERS, WITHDRAWALS, grant('SELECT, INSERT, UPDATE', 'withdrawal_view')]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE withdrawal_view');
    await runner.query(`DELETE FROM place_view WHERE offer_for IS NOT NULL; ALTER TABLE place_view DROP COLUMN offer_for`);
  }
}
