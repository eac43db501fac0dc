/** What two connections reach with a hundred rows a statement and a commit: the log's own table, nothing else. */
import { connect } from '../../deploy/local/servers/databases.mjs';
import { logDatabase } from '../log/database.mjs';
import { hammer } from '../log/hammer.mjs';
import { data, meta, type } from '../log/stay.mjs';
import { built } from '../log/built.mjs';

const { newId } = built('libs/event-store/index.js');
const ROWS = 100;

const insert = {
  name: 'insert',
  text: `INSERT INTO event (position, stream, version, category, type, schema, data, meta, recorded_at, hash)
    SELECT nextval('hundred_rows'), s, 1, 'stay', '${type}', 1, d::json, m::json, now(), '\\x00'
    FROM unnest($1::uuid[], $2::text[], $3::text[]) AS x (s, d, m)`,
};

export async function open() {
  const database = await logDatabase();
  const clients = await Promise.all([database.ownerUrl, database.ownerUrl].map(connect));
  await clients[0].query('CREATE SEQUENCE hundred_rows');
  const times = (cell) => Array.from({ length: ROWS }, cell);
  return {
    async append({ seconds, warmUp }) {
      const free = [...clients];
      const statements = await hammer({ callers: clients.length, seconds, warmUp }, async () => {
        const client = free.pop();
        await client.query({
          ...insert,
          values: [times(newId), times(() => JSON.stringify(data)), times(() => JSON.stringify(meta))],
        });
        free.push(client);
      });
      return statements * ROWS;
    },
    async close() {
      await Promise.all(clients.map((client) => client.end()));
      await database.drop();
    },
  };
}
