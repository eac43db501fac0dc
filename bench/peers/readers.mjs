/** Other ways to read the same log from its beginning: a cursor, and one ordered COPY whose bodies nobody opens. */
import { createRequire } from 'node:module';
import pg from 'pg';
import Cursor from 'pg-cursor';
import { rateOf } from '../log/hammer.mjs';

const { to: copyTo } = createRequire(import.meta.url)('pg-copy-streams');
const ROWS = 1000;
const columns = 'position, stream, version, category, type, schema, subject, sealed, recorded_at, meta, data';

export async function open({ laid }) {
  const client = new pg.Client(laid.ownerUrl);
  await client.connect();
  const select = (count) => `SELECT ${columns} FROM event WHERE position <= ${count} ORDER BY position`;
  return {
    /** Every row with its body parsed, a thousand at a time. */
    cursor: ({ count }) =>
      rateOf(count, async () => {
        const cursor = client.query(new Cursor(select(count)));
        let found = 0;
        for (let rows = await cursor.read(ROWS); rows.length > 0; rows = await cursor.read(ROWS)) {
          for (const { data } of rows) if (data.until) found += 1;
        }
        await cursor.close();
        if (found !== count) throw new Error(`The cursor gave ${found} of ${count}`);
      }),
    /** The lines of one COPY, each cut into its cells; a body would be parsed only when somebody looks at it. */
    copy: ({ count }) =>
      rateOf(count, async () => {
        let [found, rest] = [0, ''];
        for await (const chunk of client.query(copyTo(`COPY (${select(count)}) TO STDOUT`))) {
          const lines = (rest + chunk.toString()).split('\n');
          rest = lines.pop();
          for (const line of lines) if (line.split('\t')[4] === 'StayRegistered') found += 1;
        }
        if (found !== count) throw new Error(`COPY gave ${found} of ${count}`);
      }),
    close: () => client.end(),
  };
}
