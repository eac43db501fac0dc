/** An erasure finds all applications of its person. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ErasureMigration implements MigrationInterface {
  readonly name = 'Erasure1763800600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX application_view_person ON application_view (person)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX application_view_person');
  }
}
