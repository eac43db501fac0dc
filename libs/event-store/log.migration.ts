/** The tables of one log, the one function that appends to them, and the guards that keep them append-only. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grant';

const TABLES = `
  CREATE TABLE event (
    position bigint NOT NULL,
    stream uuid NOT NULL,
    version int NOT NULL,
    category text NOT NULL,
    type text NOT NULL,
    schema smallint NOT NULL,
    data json NOT NULL,
    subject uuid,
    sealed bytea,
    meta json NOT NULL,
    recorded_at timestamptz NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (stream, version)
  );
  CREATE UNIQUE INDEX event_position ON event (position);

  CREATE TABLE commit_chain (
    last bigint PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    hash bytea NOT NULL
  );

  CREATE TABLE head (
    id int PRIMARY KEY CHECK (id = 1),
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    hash bytea NOT NULL
  ) WITH (fillfactor = 10);
  INSERT INTO head VALUES (1, 0, 'epoch', '');

  CREATE TABLE relay (
    name text PRIMARY KEY,
    position bigint NOT NULL
  ) WITH (fillfactor = 10);`;

/**
 * Appends one batch. Arrays are parallel, one entry an event; `bodies` and `metas` are joined by chr(30), which JSON
 * text cannot contain; `boxes` and `hashes` are concatenated. `first` marks the first event of its stream in the batch:
 * there the stored version of that category must be the one before (an id that another category has is a violated key). The head moves first, in a statement of its own: it waits
 * for earlier writers, and all later ones see what they committed. Stale streams raise QE001 with their ids as the detail, and nothing is kept.
 * Time never runs backwards: a commit is at or after the one before, whatever the server's clock says.
 * The chain is sha256(chain before || recorded_at as ISO text || the hashes of the events in order).
 */
const APPEND = `
  CREATE FUNCTION append(
    streams uuid[], versions int[], first bool[], categories text[], types text[], schemas smallint[], bodies text,
    subjects uuid[], boxes bytea, box_from int[], box_length int[], metas text, hashes bytea,
    OUT base bigint, OUT at timestamptz
  ) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  DECLARE
    added bigint := cardinality(streams);
    clock timestamptz := date_trunc('milliseconds', clock_timestamp());
    chain bytea;
    stale text;
  BEGIN
    UPDATE head SET position = position + added, recorded_at = greatest(clock, recorded_at),
      hash = sha256(hash || convert_to(to_char(greatest(clock, recorded_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'UTF8') || hashes)
      WHERE id = 1 RETURNING position - added, recorded_at, hash INTO base, at, chain;
    SELECT string_agg(s::text, ',') INTO stale FROM unnest(streams, versions, first, categories) AS x (s, v, f, c)
    WHERE f AND v - 1 <>
      coalesce((SELECT e.version FROM event e WHERE e.stream = s AND e.category = c ORDER BY e.version DESC LIMIT 1), 0);
    IF stale IS NOT NULL THEN
      RAISE EXCEPTION 'streams have moved on' USING ERRCODE = 'QE001', DETAIL = stale;
    END IF;
    INSERT INTO event (position, stream, version, category, type, schema, data, subject, sealed, meta, recorded_at, hash)
    SELECT base + o, s, v, c, t, n, d::json, p, CASE WHEN bl > 0 THEN substr(boxes, bf, bl) END, m::json, at,
           substr(hashes, (o::int - 1) * 32 + 1, 32)
    FROM unnest(streams, versions, categories, types, schemas, string_to_array(bodies, chr(30)), subjects,
                box_from, box_length, string_to_array(metas, chr(30)))
         WITH ORDINALITY AS x (s, v, c, t, n, d, p, bf, bl, m, o);
    INSERT INTO commit_chain VALUES (base + added, at, chain);
    PERFORM pg_notify('event_log', (base + added)::text);
  END $$;

  CREATE FUNCTION expect_rows(actual bigint, expected bigint) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF actual <> expected THEN
      RAISE EXCEPTION 'a statement touched % rows where % were expected', actual, expected USING ERRCODE = 'QE002';
    END IF;
  END $$;`;

const GUARDS = `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'QE003';
  END $$;
  CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER commit_chain_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;

/** The app reads the log and appends through the function alone. */
const GRANTS = [
  'REVOKE ALL ON FUNCTION append FROM PUBLIC',
  grant('EXECUTE', 'FUNCTION append'),
  grant('SELECT', 'event, commit_chain, head'),
  grant('SELECT, INSERT, UPDATE', 'relay'),
];

export class EventLogMigration implements MigrationInterface {
  readonly name = 'EventLog1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, APPEND, GUARDS, ...GRANTS]) await runner.query(part);
  }

  /** A log is never taken back. */
  down(): Promise<void> {
    return Promise.reject(new Error('A log is never dropped by a migration'));
  }
}
