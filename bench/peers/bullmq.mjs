/** One BullMQ job for each registration that falls due, with an insert each. */
import { createRequire } from 'node:module';
import { Redis } from 'ioredis';
import { emptyDatabase } from '../log/database.mjs';
import { built } from '../log/built.mjs';
import { rateOf } from '../log/hammer.mjs';

const require = createRequire(import.meta.url);
const { Queue, Worker } = require('bullmq');
const { Pool } = require('pg');
const { newId } = built('libs/event-store/index.js');
const CONCURRENCY = 50;
const data = { reason: 'Expired', effectiveOn: '2026-05-31', rest: 'x'.repeat(540) };

export async function open({ jobs: url }) {
  const database = await emptyDatabase('bullmq');
  const pool = new Pool({ connectionString: database.ownerUrl, max: 20 });
  await pool.query('CREATE TABLE ended (registration uuid PRIMARY KEY, data json NOT NULL)');
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const prefix = `bench-${newId()}`;
  const queue = new Queue('expiry', { connection, prefix });
  const insert = { name: 'insert', text: 'INSERT INTO ended VALUES ($1, $2)' };
  const expire = (job) => pool.query({ ...insert, values: [job.data.registration, JSON.stringify(data)] });

  const due = () => ({ name: 'expire', data: { registration: newId() }, opts: { removeOnComplete: true } });

  return {
    /** From when they are due to when all have ended: the jobs are added while the first ones run. */
    async expire({ count }) {
      const worker = new Worker('expiry', expire, { connection, prefix, concurrency: CONCURRENCY, autorun: false });
      let done = 0;
      const all = new Promise((resolve) => worker.on('completed', () => ++done === count && resolve()));
      const rate = await rateOf(count, async () => {
        void worker.run();
        for (let added = 0; added < count; added += 1000) await queue.addBulk(Array.from({ length: 1000 }, due));
        await all;
      });
      await worker.close();
      return rate;
    },
    async close() {
      await queue.close();
      connection.disconnect();
      await pool.end();
      await database.drop();
    },
  };
}
