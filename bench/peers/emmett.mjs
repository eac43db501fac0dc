/** emmett on PostgreSQL, over its own pool, without views. */
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { built } from '../log/built.mjs';
import { emptyDatabase } from '../log/database.mjs';
import { hammer, streamsOfFive } from '../log/hammer.mjs';
import { data, meta, type } from '../log/stay.mjs';

const { newId } = built('libs/event-store/index.js');

export async function open() {
  const database = await emptyDatabase('emmett');
  const store = getPostgreSQLEventStore(database.ownerUrl);
  await store.schema.migrate();
  const append = (id, expectedStreamVersion) =>
    store.appendToStream(`stay-${id}`, [{ type, data, metadata: meta }], { expectedStreamVersion });
  let streams = null;
  return {
    append: (load) => hammer(load, () => append(newId(), 'STREAM_DOES_NOT_EXIST')),
    async readStream(load) {
      streams ??= await streamsOfFive(async () => {
        const id = newId();
        for (let version = 0n; version < 5n; version++) await append(id, version || 'STREAM_DOES_NOT_EXIST');
        return `stay-${id}`;
      });
      return hammer(load, (n) => store.readStream(streams[n % streams.length]));
    },
    close: () => store.close(), // some of its connections stay, and it dies when their database is dropped
  };
}
