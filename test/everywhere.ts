/** Looks for a person's data wherever a running system may have kept it, in every spelling in which it may lie there. */
import { randomUUID } from 'node:crypto';
import { opendirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { RunningSystem, SystemDescription } from './running';

/** Something kept, and where: `database/table`, `topic in.asan`, `redis <key>`, a file. */
interface Kept {
  readonly place: string;
  readonly bytes: Buffer;
}

/** The places at which any of the values lies, each with the first value found there. */
export async function placesOf(system: RunningSystem, values: readonly string[]): Promise<Map<string, string>> {
  const spellings = values.flatMap((value) => spellingsOf(value).map((text) => ({ value, text })));
  const found = new Map<string, string>();
  for await (const { place, bytes } of everythingIn(system)) {
    if (found.has(place)) continue;
    const text = bytes.toString('latin1').toLowerCase();
    const hit = spellings.find((spelling) => text.includes(spelling.text));
    if (hit) found.set(place, hit.value);
  }
  return found;
}

/** Plain, escaped as in JSON and in URLs, as base64 at each of its three alignments, and in hexadecimal; in small letters. */
function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const escaped = value.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const aligned = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((shift * 8) / 6), (shift + bytes.length) % 3 === 0 ? undefined : -1);
  });
  const url = aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const all = [bytes.toString('latin1'), escaped, encodeURIComponent(value), ...aligned, ...url, bytes.toString('hex')];
  return [...new Set(all.map((text) => text.toLowerCase()))];
}

async function* everythingIn({ folder, description }: RunningSystem): AsyncGenerator<Kept> {
  yield* rowsOf(description);
  yield* messagesOf(description);
  yield* keysOf(description);
  yield* filesOf(folder, description);
}

/** Every row of every table of every database, as text. */
async function* rowsOf({ postgres }: SystemDescription): AsyncGenerator<Kept> {
  const asked = async <Row extends object>(database: string, text: string): Promise<Row[]> => {
    const client = new Client({ connectionString: Object.assign(new URL(postgres.url), { pathname: `/${database}` }).href });
    await client.connect();
    return client
      .query<Row>(text)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  };
  for (const { name } of await asked<{ name: string }>(
    'postgres',
    'SELECT datname AS name FROM pg_database WHERE datallowconn',
  )) {
    const tables = await asked<{ name: string }>(
      name,
      `SELECT oid::regclass::text AS name FROM pg_class
       WHERE relkind IN ('r', 'm', 'p') AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
         AND relnamespace::regnamespace::text <> 'pg_toast'`,
    );
    for (const table of tables) {
      const rows = await asked<{ text: string }>(name, `SELECT t::text AS text FROM ${table.name} AS t`);
      yield { place: `${name}/${table.name}`, bytes: Buffer.from(rows.map(({ text }) => text).join('\n')) };
    }
  }
}

/** Every message of every topic: key, value and headers. */
async function* messagesOf({ kafka }: SystemDescription): AsyncGenerator<Kept> {
  const { username = '', password = '' } = kafka.users['admin'] ?? {};
  const client = new Kafka({
    brokers: [kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username, password },
    logLevel: logLevel.NOTHING,
  });
  // Its end waits for the fetch that is under way.
  const [admin, consumer] = [client.admin(), client.consumer({ groupId: `search-${randomUUID()}`, maxWaitTimeInMs: 100 })];
  await Promise.all([admin.connect(), consumer.connect()]);
  const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
  const waited = new Set<string>();
  for (const topic of topics) {
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) waited.add(`${topic}/${partition}@${Number(high) - 1}`);
    }
  }
  const kept: Kept[] = [];
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      autoCommit: false,
      eachMessage: ({ topic, partition, message: { key, value, headers, offset } }) => {
        const parts = [key, value, Buffer.from(JSON.stringify(headers, (_, part: unknown) => textOf(part)))];
        const bytes = Buffer.concat(parts.filter((part) => part !== null));
        kept.push({ place: `topic ${topic}`, bytes });
        waited.delete(`${topic}/${partition}@${offset}`);
        if (waited.size === 0) resolve();
        return Promise.resolve();
      },
    });
  });
  await Promise.all([admin.disconnect(), consumer.disconnect()]);
  yield* kept;
}

/** A buffer reaches JSON as its `toJSON`. */
const textOf = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && 'data' in part && Array.isArray(part.data)
    ? Buffer.from(part.data as number[]).toString()
    : part;

/** Every key of Redis with all that is under it. */
async function* keysOf({ redis }: SystemDescription): AsyncGenerator<Kept> {
  if (!redis) return;
  const client = new Redis(redis.url);
  for (const key of await client.keys('*')) {
    const read: Readonly<Record<string, () => Promise<unknown>>> = {
      string: () => client.get(key),
      hash: () => client.hgetall(key),
      list: () => client.lrange(key, 0, -1),
      set: () => client.smembers(key),
      zset: () => client.zrange(key, 0, -1),
      stream: () => client.xrange(key, '-', '+'),
      none: () => Promise.resolve(null), // it expired in between
    };
    const type = await client.type(key);
    yield { place: `redis ${key}`, bytes: Buffer.from(JSON.stringify([key, await read[type]?.()])) };
  }
  client.disconnect();
}

/** Every file of the run, wherever its servers keep theirs; but PostgreSQL's write-ahead log, which this search has no word on. */
function* filesOf(folder: string, { postgres, kafka, redis, mailbox }: SystemDescription): Generator<Kept> {
  const roots = new Set([folder, ...[postgres, kafka, redis, mailbox].flatMap((server) => (server ? [server.data] : []))]);
  for (const root of roots) {
    if ([...roots].some((other) => other !== root && root.startsWith(other + sep))) continue;
    for (const path of pathsIn(root)) if (!path.includes(`${sep}pg_wal${sep}`)) yield { place: path, bytes: bytesOf(path) };
  }
}

function* pathsIn(folder: string): Generator<string> {
  const entries = opendirSync(folder);
  for (let entry = entries.readSync(); entry; entry = entries.readSync()) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pathsIn(path);
    else if (entry.isFile()) yield path;
  }
  entries.closeSync();
}

/** A server may remove a file while it is looked for. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
