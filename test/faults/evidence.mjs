/** Gathers what the model judges: the outside record first, then what the databases say in one snapshot each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../deploy/local/servers/databases.mjs';

const EVENTS = `
  SELECT position::int, stream AS id, version, category, type, schema, data::text, meta::text, meta->>'id' AS cause,
         recorded_at AS at, hash FROM event ORDER BY position`;
const COMMITS = 'SELECT last::int, recorded_at AS at, hash FROM commit_chain ORDER BY last';
const NOTES = 'SELECT partition, stream, version, position::int FROM note ORDER BY n';
const ANSWERS = `SELECT position::int, meta->>'id' AS cause FROM event ORDER BY position`;
const ARRIVED = `SELECT count(*)::int AS count FROM event WHERE type = 'StepTold'`;

export class Evidence {
  constructor(folder, urls) {
    this.urls = urls;
    this.files = { sentFile: join(folder, 'sent'), acknowledgedFile: join(folder, 'acknowledged') };
  }

  /** Whether the relay and the consumer have come to the end of the log. */
  async hasArrived() {
    const log = await inSnapshot(this.urls.log.owner, async (rows) => ({
      head: (await rows('SELECT position FROM head'))[0].position,
      relayed: (await rows('SELECT position FROM relay'))[0]?.position,
      published: (await rows(ARRIVED))[0].count,
    }));
    const [{ count }] = await inSnapshot(this.urls.desk.owner, (rows) =>
      rows('SELECT count(DISTINCT position)::int AS count FROM note'),
    );
    return log.relayed === log.head && count === log.published;
  }

  /** The consumer is read before the log and the record before both, so that each can only lag behind the next. */
  async gather(isDone) {
    const record = { ...this.#acknowledged(), isDone };
    const desk = await inSnapshot(this.urls.desk.owner, async (rows) => ({
      notes: await rows(NOTES),
      answers: await rows(ANSWERS),
      parked: (await rows('SELECT count(*)::int AS count FROM parked_message'))[0].count,
    }));
    const log = await inSnapshot(this.urls.log.owner, async (rows) => ({
      events: (await rows(EVENTS)).map(instantly),
      commits: (await rows(COMMITS)).map(instantly),
      head: (await rows('SELECT position::int, hash FROM head'))[0],
      view: await rows('SELECT id, total, events FROM step_view'),
    }));
    return { ...record, ...desk, ...log, ...this.#sent() };
  }

  #acknowledged() {
    const acknowledged = linesOf(this.files.acknowledgedFile).map(([cause, stream, ...numbers]) => {
      const [version, position, events] = numbers.map(Number);
      return { cause, stream, version, position, events };
    });
    return { acknowledged };
  }

  /** Read last: whatever stands in the log was sent. */
  #sent() {
    return { sent: linesOf(this.files.sentFile).map(([cause, stream, steps]) => ({ cause, stream, steps: Number(steps) })) };
  }
}

const instantly = ({ at, ...row }) => ({ ...row, recordedAt: at.toISOString() });

/** The words of each line; one that is being written just now has no end yet, and does not count. */
const linesOf = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));

async function inSnapshot(url, work) {
  const client = await connect(url);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(async (text) => (await client.query(text)).rows);
  } finally {
    await client.end();
  }
}
