/** Castore on PostgreSQL, over its adapter's own pool, without views. */
import { EventStore, EventType } from '@castore/core';
import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres';
import { built } from '../log/built.mjs';
import { emptyDatabase } from '../log/database.mjs';
import { hammer } from '../log/hammer.mjs';
import { data, meta, type } from '../log/stay.mjs';

const { newId } = built('libs/event-store/index.js');

export async function open() {
  const database = await emptyDatabase('castore');
  await PostgresEventStorageAdapter.createEventTable({ connectionString: database.ownerUrl });
  const store = new EventStore({
    eventStoreId: 'stay',
    eventTypes: [new EventType({ type })],
    reducer: ({ count = 0 } = {}) => ({ count: count + 1 }),
    eventStorageAdapter: new PostgresEventStorageAdapter({ connectionString: database.ownerUrl }),
  });
  return {
    append: (load) =>
      hammer(load, () => store.pushEvent({ aggregateId: newId(), version: 1, type, payload: data, metadata: meta })),
    close: () => undefined, // it cannot be closed
  };
}
