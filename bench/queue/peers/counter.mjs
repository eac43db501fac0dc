/** How places are usually given: a row a slot that counts what is taken, and a row for everyone who got one, a transaction an attempt. */
import pg from 'pg';
import { emptyDatabase } from '../../log/database.mjs';
import { race } from '../race.mjs';

const TABLES = `
  CREATE TABLE slot (id int PRIMARY KEY, booked int NOT NULL, capacity int NOT NULL) WITH (fillfactor = 10);
  CREATE TABLE booking (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), slot int NOT NULL, person uuid NOT NULL)`;
const BOOK = {
  name: 'book',
  text: `WITH given AS (UPDATE slot SET booked = booked + 1 WHERE id = $1 AND booked < capacity RETURNING id)
         INSERT INTO booking (slot, person) SELECT id, gen_random_uuid() FROM given`,
};
const LOCK = { name: 'lock', text: 'SELECT booked, capacity FROM slot WHERE id = $1 FOR UPDATE' };
const COUNT = { name: 'count', text: 'UPDATE slot SET booked = booked + 1 WHERE id = $1' };
const INSERT = { name: 'insert', text: 'INSERT INTO booking (slot, person) VALUES ($1, gen_random_uuid())' };

/** What is tried before it is measured: the pool that is the fastest is the one that is measured. */
const POOLS = [4, 8, 16, 32, 64];

const update = async (client, slot) => (await client.query({ ...BOOK, values: [slot] })).rowCount === 1;

async function forUpdate(client, slot) {
  await client.query('BEGIN');
  const { rows } = await client.query({ ...LOCK, values: [slot] });
  const isFree = rows[0].booked < rows[0].capacity;
  if (isFree) await client.query({ ...COUNT, values: [slot] });
  if (isFree) await client.query({ ...INSERT, values: [slot] });
  await client.query('COMMIT');
  return isFree;
}

export async function open() {
  const database = await emptyDatabase('counter');
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(TABLES);
  const fastest = new Map();

  async function raceWith(connections, load, book) {
    const pool = new pg.Pool({ connectionString: database.ownerUrl, max: connections });
    const attempt = async (n) => {
      const client = await pool.connect();
      return book(client, n % load.slots).finally(() => client.release());
    };
    try {
      return await race(load, async () => {
        await owner.query('TRUNCATE slot, booking');
        await owner.query('INSERT INTO slot SELECT id, 0, $2 FROM generate_series(0, $1 - 1) AS id', [load.slots, load.seats]);
        return attempt;
      });
    } finally {
      await pool.end();
    }
  }

  async function raced(load, book) {
    if (!fastest.has(book)) {
      const rates = [];
      for (const connections of POOLS) rates.push(await raceWith(connections, { ...load, warmUp: 0.2, seconds: 0.3 }, book));
      fastest.set(book, POOLS[rates.indexOf(Math.max(...rates))]);
    }
    return raceWith(fastest.get(book), load, book);
  }

  return {
    update: (load) => raced(load, update),
    forUpdate: (load) => raced(load, forUpdate),
    async close() {
      await owner.end();
      await database.drop();
    },
  };
}
