/** Databases of a subject's own on the server that is measured, and logs that are long from the start. */
import { connect } from '../../deploy/local/servers/databases.mjs';
import { built } from './built.mjs';
import { data, meta, StayMigration, type } from './stay.mjs';

const { testDatabase } = built('libs/testing/index.js');
const { EventLogMigration, RebuildMigration } = built('libs/event-store/index.js');

/** An empty one, for a peer that makes its own tables: `{ url, ownerUrl, drop() }`. */
export const emptyDatabase = (name) => testDatabase(name, []);

/** One with the tables of the log and its view. */
export const logDatabase = () => testDatabase('log', [EventLogMigration, RebuildMigration, StayMigration]);

/** What decodes the log from its beginning: see the relay's peer. */
export const slotOf = (url) => `slot_of_${new URL(url).pathname.slice(1)}`;
export const publication = 'log';

/**
 * Events and their rows of the view, a thousand a commit, as if each stream had begun at that rate: a time-ordered id keeps the
 * indexes of a real log as dense as this.
 */
const LAY = `
  CREATE PROCEDURE lay(events bigint) LANGUAGE plpgsql AS $$
  BEGIN
    FOR base IN 0 .. events - 1 BY 1000 LOOP
      CREATE TEMP TABLE part ON COMMIT DROP AS SELECT g AS position,
        (lpad(to_hex(1764000000000 + g / 30), 12, '0') || '7' || lpad(to_hex(g % 4096), 3, '0') || '8' || substr(md5(g::text), 1, 15))::uuid AS id
        FROM generate_series(base + 1, least(base + 1000, events)) AS g;
      INSERT INTO event (position, stream, version, category, type, schema, data, meta, recorded_at, hash)
        SELECT position, id, 1, 'stay', '${type}', 1, '${JSON.stringify(data)}', '${JSON.stringify({ id: 'laid', ...meta })}',
          date_trunc('milliseconds', now()), sha256(position::text::bytea) FROM part ORDER BY position;
      INSERT INTO stay_view SELECT id, 'active', '${data.until}', '${data.office}' FROM part ORDER BY position;
      UPDATE head SET position = least(base + 1000, events), recorded_at = date_trunc('milliseconds', now());
      COMMIT;
    END LOOP;
  END $$`;

/** A log that has so many events already, each the first of its stream. */
export async function laidLog(events) {
  const database = await logDatabase();
  const client = await connect(database.ownerUrl);
  const admin = await connect(adminOf(database.ownerUrl));
  await client.query(`CREATE PUBLICATION ${publication} FOR TABLE event`);
  await admin.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [slotOf(database.url)]);
  await client.query(LAY);
  await client.query('SET synchronous_commit = off');
  await client.query(`CALL lay(${events})`);
  await client.query('ANALYZE');
  await client.end();
  return {
    ...database,
    async drop() {
      await admin.query('SELECT pg_drop_replication_slot($1)', [slotOf(database.url)]);
      await admin.end();
      await database.drop();
    },
  };
}

/** The server's administrator in the same database. */
export const adminOf = (url) => Object.assign(new URL(process.env.TEST_POSTGRES_URL), { pathname: new URL(url).pathname }).href;
