/** When a registration became visible to others, and when the mail server accepted its e-mail. */
import { connect } from '../../deploy/local/servers/databases.mjs';

const REGISTERED = `
  SELECT position, data->>'application' AS application FROM event
  WHERE position > $1 AND type = 'StayRegistered' ORDER BY position`;
const MAILED = `
  SELECT data->>'application' AS application, data->>'acceptedAt' AS at FROM event
  WHERE position > $1 AND type = 'NoticeAccepted' AND data->>'recipient' = 'applicant'`;
const HEAD = 'SELECT position FROM head';

/**
 * Listens to the register's log: the server tells of a commit when others can see it. `acceptedAt` is the moment at which the
 * sender had the mail server's 250.
 */
export async function openWatch({ databases }) {
  const [registry, notification] = await Promise.all([
    connect(databases.qeyd_registry.app),
    connect(databases.qeyd_notification.app),
  ]);
  const commits = [];
  registry.on('notification', ({ payload }) => {
    commits.push({ last: Number(payload), at: performance.timeOrigin + performance.now() });
  });
  await registry.query('LISTEN event_log');
  const headOf = async (client) => Number((await client.query(HEAD)).rows[0].position);

  return {
    /** Where both logs end now: what comes later belongs to the next slice. */
    async mark() {
      commits.length = 0;
      const [registered, mailed] = await Promise.all([headOf(registry), headOf(notification)]);
      return { registered, mailed };
    },

    async countMailed(mark) {
      const { rows } = await notification.query(`SELECT count(*) FROM (${MAILED}) AS m`, [mark.mailed]);
      return Number(rows[0].count);
    },

    /** `{ registered, mailed }`: of each application the moment, in milliseconds since the epoch. */
    async since(mark) {
      const registered = new Map();
      const { rows } = await registry.query(REGISTERED, [mark.registered]);
      let n = 0;
      for (const { position, application } of rows) {
        while (n < commits.length && commits[n].last < Number(position)) n += 1;
        if (commits[n]) registered.set(application, commits[n].at);
      }
      const mails = await notification.query(MAILED, [mark.mailed]);
      return { registered, mailed: new Map(mails.rows.map(({ application, at }) => [application, Date.parse(at)])) };
    },

    close: () => Promise.all([registry.end(), notification.end()]),
  };
}
