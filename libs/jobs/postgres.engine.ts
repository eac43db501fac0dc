/** BullMQ on PostgreSQL: the prefix is a schema; workers are woken by LISTEN. */
import {
  createPostgresBackend,
  PostgresConnection,
  SchemaMigrationRequiredError,
  withBackend,
  type Queue,
  type Worker,
} from 'bullmq';
import { holding, type Engine } from './engine';

const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend);

/** Connections of one queue or one worker, beside the one that listens. */
const POOL_SIZE = 3;

export function postgresEngine(connectionString: string, schema: string): Engine {
  const connection = { connectionString, schema, max: POOL_SIZE, connectionTimeoutMillis: 5_000 };
  const connect = async (migrate: boolean) => {
    const trial = new PostgresConnection({ ...connection, migrate });
    await trial.waitUntilReady().finally(() => trial.close());
  };
  return {
    /** Creates BullMQ's tables when the schema has none, for which the role needs the right to create it. */
    async ready() {
      await connect(false).catch((error: unknown) => {
        if (error instanceof SchemaMigrationRequiredError) return connect(true);
        throw error;
      });
    },
    queue: (name) => new PostgresQueue(name, { connection }) as unknown as Queue,
    worker: (name, process, concurrency) =>
      new PostgresWorker(name, process, { connection, concurrency, ...holding }) as unknown as Worker,
    close: () => Promise.resolve(),
  };
}
