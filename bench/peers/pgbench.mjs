/** What PostgreSQL itself does with one row a commit: its own load generator into the log's own table, nothing else. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '../../deploy/local/servers/databases.mjs';
import { logDatabase } from '../log/database.mjs';
import { data, meta, type } from '../log/stay.mjs';

const run = promisify(execFile);

const insert = `INSERT INTO event (position, stream, version, category, type, schema, data, meta, recorded_at, hash)
VALUES (nextval('single_row'), gen_random_uuid(), 1, 'stay', '${type}', 1, '${JSON.stringify(data)}', '${JSON.stringify(meta)}', now(), '\\x00')`;

export async function open({ pgbench }) {
  const database = await logDatabase();
  const client = await connect(database.ownerUrl);
  await client.query('CREATE SEQUENCE single_row');
  await client.end();
  const script = join(tmpdir(), `single-row-${process.pid}.sql`);
  writeFileSync(script, `${insert.replaceAll('\n', ' ')};\n`);
  const { hostname, port, username, password, pathname } = new URL(database.ownerUrl);
  const env = { ...process.env, PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password };
  return {
    async append({ callers, seconds, warmUp }) {
      const load = ['-c', callers, '-j', Math.min(2, callers), '-T', Math.ceil(warmUp) + Math.ceil(seconds), '-P', 1].map(String);
      const { stderr } = await run(pgbench, ['-n', '-M', 'prepared', '-f', script, ...load, pathname.slice(1)], { env });
      const rates = Array.from(stderr.matchAll(/^progress: .*?([\d.]+) tps/gm), ([, rate]) => Number(rate)).slice(
        Math.ceil(warmUp),
      );
      return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    },
    close: () => database.drop(),
  };
}
