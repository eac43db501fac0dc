/** The log of Qeyd as its applications use it: hash chain and one inline view on, every commit durable. */
import { connect } from '../../../deploy/local/servers/databases.mjs';
import { built } from '../built.mjs';
import { logDatabase } from '../database.mjs';
import { hammer, streamsOfFive } from '../hammer.mjs';
import { meta, stay, stayView } from '../stay.mjs';

const { EventLog, newId } = built('libs/event-store/index.js');

/** On the log at `url`, else on one of its own. */
export async function open({ url }) {
  const database = url ? null : await logDatabase();
  const log = new EventLog({ name: 'bench', connectionString: url ?? database.url, views: [stayView] });
  const client = await connect(url ?? database.url);
  let decisions = 0;
  const decider = { ...stay, decide: (...given) => ((decisions += 1), stay.decide(...given)) };
  const record = (id, fresh) => log.execute({ decider, id, command: { type: 'Record' }, cause: { id: newId(), ...meta }, fresh });
  const written = async () =>
    (await client.query("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes, position FROM head")).rows[0];

  /** Answers also the bytes of write-ahead log and the decisions for each event. */
  async function recording(load, work) {
    const before = { ...(await written()), decisions };
    const rate = await hammer(load, work);
    const after = await written();
    const events = after.position - before.position;
    return { rate, wal: (after.bytes - before.bytes) / events, decisions: (decisions - before.decisions) / events };
  }

  let streams = null;
  return {
    url: () => database.url,
    /** Each event the first of a new stream. */
    append: (load) => recording(load, () => record(newId(), true)),
    /** All callers on one stream. */
    hot(load) {
      const id = newId();
      return recording(load, () => record(id));
    },
    /** Each caller on a stream of its own. */
    cold(load) {
      const free = Array.from({ length: load.callers }, newId);
      return recording(load, async () => {
        const id = free.pop();
        await record(id);
        free.push(id);
      });
    },
    async readStream(load) {
      streams ??= await streamsOfFive(async () => {
        const id = newId();
        for (let n = 0; n < 5; n++) await record(id);
        return id;
      });
      return hammer(load, (n) => log.load(stay, streams[n % streams.length]));
    },
    async close() {
      await client.end();
      await log.close();
      await database?.drop();
    },
  };
}
