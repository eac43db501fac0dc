/** The tables of a consuming service: how far it has come, and the messages that it set aside. */
import { grant } from '@qeyd/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  CREATE TABLE consumer_position (
    topic text NOT NULL,
    partition int NOT NULL,
    revision bigint NOT NULL DEFAULT 0,
    next_offset bigint NOT NULL DEFAULT 0,
    sources jsonb NOT NULL DEFAULT '{}',
    moved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition)
  ) WITH (fillfactor = 20);

  CREATE TABLE parked_message (
    id uuid PRIMARY KEY,
    topic text NOT NULL,
    partition int NOT NULL,
    message_offset bigint NOT NULL,
    stream text NOT NULL,
    type text,
    reason text NOT NULL,
    faults json NOT NULL,
    sealed bytea NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL CHECK (state IN ('parked', 'released', 'refused')),
    closed_at timestamptz,
    closed_by text,
    closed_why text,
    CHECK ((state = 'parked') = (closed_at IS NULL))
  );
  CREATE INDEX parked_message_open ON parked_message (topic, partition, stream) WHERE state = 'parked';`;

const GRANTS = [
  grant('SELECT, INSERT, UPDATE', 'consumer_position'),
  grant('SELECT, INSERT, UPDATE (reason, faults, state, closed_at, closed_by, closed_why)', 'parked_message'),
];

export class KafkaTablesMigration implements MigrationInterface {
  readonly name = 'KafkaTables1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, ...GRANTS]) await runner.query(part);
  }

  /** With the positions every message would be taken again, and the parked ones would be gone. */
  down(): Promise<void> {
    return Promise.reject(new Error('The positions of a consumer are never dropped by a migration'));
  }
}

/** The bytes of a message are kept while it waits, and no longer: nobody needs them, and no erasure reaches them. */
export class SettledMessagesMigration implements MigrationInterface {
  readonly name = 'SettledMessages1763800500001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parked_message ALTER sealed DROP NOT NULL');
    await runner.query(`UPDATE parked_message SET sealed = NULL WHERE state <> 'parked'`);
    await runner.query(`ALTER TABLE parked_message ADD CHECK ((state = 'parked') = (sealed IS NOT NULL))`);
    await runner.query(grant('UPDATE (sealed)', 'parked_message'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The bytes of settled messages are gone'));
  }
}
