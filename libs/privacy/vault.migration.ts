/** The vault's tables and their guards: a subject is made, erased once, and never comes back. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `identity` is a keyed hash, `wrapped_key` a sealed box: without the keys of the services' configuration the tables say
 * nothing. The vacuum settings clear the bytes of a destroyed key out of the table's pages within a minute or so.
 */
const TABLES = `
  CREATE TABLE subject (
    person uuid PRIMARY KEY,
    identity bytea UNIQUE,
    wrapped_key bytea,
    erased_at timestamptz,
    CHECK ((identity IS NULL) = (erased_at IS NOT NULL) AND (wrapped_key IS NULL) = (erased_at IS NOT NULL))
  ) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

  CREATE TABLE key_mark (
    name text PRIMARY KEY,
    mark bytea NOT NULL
  );`;

const GUARDS = `
  CREATE FUNCTION keep_subject() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP <> 'UPDATE' THEN
      RAISE EXCEPTION 'a subject is erased, never deleted' USING ERRCODE = 'QE003';
    END IF;
    IF OLD.erased_at IS NOT NULL OR NEW.person <> OLD.person OR NEW.identity <> OLD.identity THEN
      RAISE EXCEPTION 'a subject stays who it is, and an erased one stays erased' USING ERRCODE = 'QE003';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER subject_is_kept BEFORE UPDATE OR DELETE ON subject FOR EACH ROW EXECUTE FUNCTION keep_subject();
  CREATE TRIGGER subjects_are_kept BEFORE TRUNCATE ON subject FOR EACH STATEMENT EXECUTE FUNCTION keep_subject();`;

const GRANTS = [
  grant('SELECT, INSERT (person, identity, wrapped_key), UPDATE (identity, wrapped_key, erased_at)', 'subject'),
  grant('SELECT, INSERT', 'key_mark'),
];

export class VaultMigration implements MigrationInterface {
  readonly name = 'Vault1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, GUARDS, ...GRANTS]) await runner.query(part);
  }

  /** With the keys all personal data would be gone. */
  down(): Promise<void> {
    return Promise.reject(new Error('A vault is never dropped by a migration'));
  }
}
