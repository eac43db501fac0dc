/** Brings the databases of a service up to date, one process at a time, and checks that they are. */
import { DataSource, type MigrationInterface } from 'typeorm';
import {
  CheckpointMigration,
  EventLogMigration,
  LedgerMigration,
  RebuildMigration,
  grant,
  type EventLog,
} from '@qeyd/event-store';
import { KafkaTablesMigration, SettledMessagesMigration } from '@qeyd/kafka';
import { config } from '@qeyd/platform';
import { VaultMigration } from '@qeyd/privacy';
import type { ServiceDefinition } from './definition';
import { migrationSettings } from './settings';

type Migrations = readonly (new () => MigrationInterface)[];

const LOCK = 0x6d696772;

export const migrationsOf = ({ migrations }: Pick<ServiceDefinition, 'migrations'>): Migrations => [
  EventLogMigration,
  RebuildMigration,
  CheckpointMigration,
  KafkaTablesMigration,
  SettledMessagesMigration,
  LedgerMigration,
  ...migrations,
];

/** What `main.js migrate` does: the service's own database and the vault, as their owners. */
export async function migrate(service: Pick<ServiceDefinition, 'migrations'>): Promise<number> {
  const settings = config(migrationSettings);
  await migrateDatabase(settings.VAULT_MIGRATION_DATABASE_URL, [VaultMigration]);
  await migrateDatabase(settings.MIGRATION_DATABASE_URL, migrationsOf(service));
  return 0;
}

/** TypeORM takes no lock of its own: two processes that migrate at once would run everything twice. */
export async function migrateDatabase(url: string, migrations: Migrations): Promise<void> {
  const source = await new DataSource({ type: 'postgres', url, migrations: [...migrations], poolSize: 2 }).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await source.runMigrations({ transaction: 'each' });
    await runner.query(grant('SELECT', 'migrations'));
  } finally {
    await runner.release();
    await source.destroy();
  }
}

/** Throws when a migration of this build has not run: the process must not serve on an old shape. */
export async function checkMigrations(log: EventLog, service: Pick<ServiceDefinition, 'migrations'>): Promise<void> {
  const done = new Set((await log.query<{ name: string }>('SELECT name FROM migrations')).map(({ name }) => name));
  const missing = migrationsOf(service)
    .map((Migration) => new Migration().name ?? Migration.name)
    .filter((name) => !done.has(name));
  if (missing.length > 0) throw new Error(`migrations have not run (\`main.js migrate\`): ${missing.join(', ')}`);
}
