/** The built product as the programs under fault use it, and the small aggregate that they use it on. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../../deploy/local/machine/place.mjs';

/** A module out of `dist`. */
export const built = (path) => createRequire(import.meta.url)(join(root, 'dist', path));

export const { EventLog, EventLogMigration, idFrom, LedgerMigration, newId, Publishing, Relay, bulk, grant } =
  built('libs/event-store/index.js');
export const { Auditor, causeOf, encode, KafkaTablesMigration, QeydConsumer, QeydProducer, SettledMessagesMigration } =
  built('libs/kafka/index.js');
export const { migrateDatabase } = built('libs/service/migrate.js');

export const settings = () => JSON.parse(process.env.FAULTS ?? '{}');
/** Calls `use` with each line that comes; what becomes of the socket is its owner's business. */
export function eachLine(socket, use) {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) use(line);
  });
}

export const source = 'urn:qeyd:faults';
export const reader = 'desk';

/** Counts the steps of a departure; every third step stays private, so that public positions have gaps. */
export const departure = {
  category: 'departure',
  initial: 0,
  decide: ({ steps }, total) =>
    Array.from({ length: steps }, (_, i) => {
      const reached = total + i + 1;
      return { type: reached % 3 === 0 ? 'StepKept' : 'StepTold', data: { total: reached } };
    }),
  evolve: (_, { data }) => data.total,
};

const counted = () =>
  bulk(
    `INSERT INTO step_view (id, total, events) SELECT x.id, x.total, 1 FROM $rows
     ON CONFLICT (id) DO UPDATE SET total = excluded.total, events = step_view.events + 1`,
    { id: 'uuid', total: 'int' },
    ({ stream, data }) => ({ id: stream.slice('departure-'.length), total: data.total }),
  );
export const stepView = { table: 'step_view', category: 'departure', on: { StepTold: counted(), StepKept: counted() } };

/** In the shape of a contract, because a consumer takes nothing else. */
const told = ({ stream, recordedAt }) => {
  const id = stream.slice('departure-'.length);
  return { topic: 'intake', type: 'DepartureWithdrawn', version: 1, data: { departure: id, person: id, receivedAt: recordedAt } };
};
export const publisher = { category: 'departure', on: { StepTold: told, StepKept: null } };
/** Nothing here is personal. */
export const keys = { keysOf: () => Promise.resolve(new Map()) };

export const publishing = new Publishing([publisher], [departure]);

/** What the consumer's own log answers each message with. */
export const tray = {
  category: 'tray',
  initial: 0,
  decide: ({ what }) => [{ type: 'Taken', data: { what } }],
  evolve: (count) => count + 1,
};

const migration = (name, tables, rights) =>
  class {
    name = name;
    async up(runner) {
      await runner.query(tables);
      for (const [right, on] of rights) await runner.query(grant(right, on));
    }
  };

const StepMigration = migration(
  'Step1763800000002',
  'CREATE TABLE step_view (id uuid PRIMARY KEY, total int NOT NULL, events int NOT NULL)',
  [['SELECT, INSERT, UPDATE', 'step_view']],
);
const NoteMigration = migration(
  'Note1763800000002',
  'CREATE TABLE note (n bigserial, partition int NOT NULL, stream text NOT NULL, version int NOT NULL, position bigint NOT NULL)',
  [
    ['SELECT, INSERT', 'note'],
    ['USAGE', 'SEQUENCE note_n_seq'],
  ],
);
export const migrations = {
  log: [EventLogMigration, LedgerMigration, StepMigration],
  desk: [EventLogMigration, KafkaTablesMigration, SettledMessagesMigration, NoteMigration],
};
