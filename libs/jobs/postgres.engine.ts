/** BullMQ on PostgreSQL: the prefix is a schema; workers are woken by LISTEN. */
import {
  assertSchemaCompatibility,
  createPostgresBackend,
  runMigrations,
  SchemaMigrationRequiredError,
  withBackend,
  type Queue,
  type Worker,
} from 'bullmq';
import { Client } from 'pg';
import { holding, type Engine } from './engine';

const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend);

/** Connections of one queue or one worker, beside the one that listens. */
const POOL_SIZE = 3;

export function postgresEngine(connectionString: string, schema: string): Engine {
  const connection = { connectionString, schema, max: POOL_SIZE, connectionTimeoutMillis: 5_000 };
  return {
    /** Creates BullMQ's tables when the schema has none and the role may. */
    async ready() {
      const client = new Client({ connectionString, options: `-c search_path="${schema}"` });
      await client.connect();
      try {
        await assertSchemaCompatibility(client, schema).catch(async (error: unknown) => {
          if (!(error instanceof SchemaMigrationRequiredError)) throw error;
          await runMigrations(client, schema);
        });
      } finally {
        await client.end();
      }
    },
    queue: (name) => new PostgresQueue(name, { connection }) as unknown as Queue,
    worker: (name, process, concurrency) =>
      new PostgresWorker(name, process, { connection, concurrency, ...holding }) as unknown as Worker,
    close: () => Promise.resolve(),
  };
}
