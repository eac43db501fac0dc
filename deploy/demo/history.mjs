/** What the logs say of this day: read by the correlation id that goes from the door to the e-mail, and put in order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../local/servers/databases.mjs';
import { Trouble } from '../local/machine/say.mjs';
import { factsOf, underWay } from './facts.mjs';

const logs = ['intake', 'registry', 'notification', 'booking'];
const OF_THIS_DAY = `
  SELECT type, category, stream, data, meta->>'correlation' AS correlation FROM event
  WHERE position > $1 AND (meta->>'correlation' LIKE $2 OR meta->>'correlation' = ANY ($3) OR data->>'submission' LIKE $2)
  ORDER BY position`;

/** `run` marks what the demonstration sends; `sweep` is the correlation id of the coming midnight's sweep. */
export async function openHistory({ databases }, run, sweep) {
  const began = new Date();
  const clients = {};
  const starts = {};
  for (const log of logs) {
    clients[log] = await connect(databases[`qeyd_${log}`].app);
    starts[log] = (await clients[log].query('SELECT position FROM head')).rows[0].position;
  }
  const rows = async (log, text, values) => (await clients[log].query(text, values)).rows;

  /** Of a booking the office may speak first: what it withdraws is correlated by the booking. */
  async function facts() {
    const read = (log, correlations) => rows(log, OF_THIS_DAY, [starts[log], `%demo-${run}-%`, correlations]);
    const asked = await read('booking', []);
    const bookings = asked.flatMap(({ type, data }) => (type === 'BookingConfirmed' ? [`booking-${data.booking}`] : []));
    const found = {};
    for (const log of logs) found[log] = await read(log, [sweep, ...bookings]);
    return factsOf(found, sweep);
  }

  return {
    facts,

    /** Resolves once nothing of these entries is under way; a system that stands still for a minute is a trouble. */
    async settled(entries, isOver) {
      for (let [open, since] = [Infinity, Date.now()]; ; await sleep(150)) {
        const now = await facts();
        const left = underWay(now, entries, isOver);
        if (left.length === 0) return now;
        if (left.length !== open) [open, since] = [left.length, Date.now()];
        if (Date.now() - since > 60_000)
          throw new Trouble(`Nothing moves any more. Still under way: ${left.slice(0, 9).join(', ')}`);
      }
    },

    /** How the table of places shows the bookings of this day: `{ booking, status }`. */
    async places() {
      const bookings = [...(await facts()).bookings.keys()];
      const text = `SELECT DISTINCT booking, status FROM place_view WHERE booking = ANY ($1) AND status <> 'vacated'`;
      return rows('booking', text, [bookings]);
    },

    /** The bookings of this day that stand on the work-list of their office: `{ booking, declined, offered }`. */
    async workList() {
      const bookings = [...(await facts()).bookings.keys()];
      const text = `SELECT booking, declined, offer IS NOT NULL AS offered FROM withdrawal_view WHERE booking = ANY ($1) AND status = 'open'`;
      return rows('booking', text, [bookings]);
    },

    /** The logs whose positions have a gap. */
    async gaps() {
      const counted = await Promise.all(logs.map((log) => rows(log, 'SELECT count(*) = max(position) AS whole FROM event')));
      return logs.filter((_, i) => !counted[i][0].whole);
    },

    /** The messages that were set aside since the day began, wherever they were heard: `{ topic, partition, offset, state }`. */
    async setAside() {
      const text = `SELECT topic, partition, message_offset AS "offset", state FROM parked_message WHERE parked_at > $1`;
      return (await Promise.all(logs.map((log) => rows(log, text, [began])))).flat();
    },

    close: () => Promise.all(logs.map((log) => clients[log].end())),
  };
}
