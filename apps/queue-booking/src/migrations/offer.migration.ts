/** Who was reminded of an offer. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OfferMigration implements MigrationInterface {
  readonly name = 'Offer1764000600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE withdrawal_view ADD COLUMN reminded bool NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE withdrawal_view DROP COLUMN reminded');
  }
}
