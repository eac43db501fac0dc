/** Background work on real servers: the same promises on Redis and on PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { Way } from '@qeyd/testing';
import { Jobs, type Ids, type Job } from './index';

const prefix = `test_${randomBytes(5).toString('hex')}`;
const redisUrl = process.env['TEST_REDIS_URL'] ?? '';
const postgresUrl = process.env['TEST_POSTGRES_URL'] ?? '';
const database = Object.assign(new URL(postgresUrl), { pathname: `/${prefix}` }).href;

async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl);
  return work(redis).finally(() => redis.disconnect());
}

async function withPostgres<T>(work: (client: Client) => Promise<T>, connectionString = database): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  return work(client).finally(() => client.end());
}

const eachKey = (redis: Redis) => redis.keys(`${prefix}:*`);

const servers = [
  {
    name: 'Redis',
    url: redisUrl,
    /** What FLUSHALL does, to our keys only: other tests use this server too. */
    wipe: () => withRedis(async (redis) => redis.del(...(await eachKey(redis)), 'nothing')),
    cut: () =>
      withRedis(async (redis) => {
        const clients = String(await redis.call('CLIENT', 'LIST')).split('\n');
        const ours = clients.filter((line) => line.includes(`name=${prefix}`)).map((line) => /^id=(\d+)/.exec(line)?.[1] ?? '');
        expect(ours.length).toBeGreaterThan(2);
        for (const id of ours) await redis.call('CLIENT', 'KILL', 'ID', id);
      }),
    everything: () =>
      withRedis(async (redis) => {
        const hashes = (await eachKey(redis)).filter((key) => /[0-9a-f-]{36}$/.test(key));
        return JSON.stringify(await Promise.all(hashes.map((key) => redis.hgetall(key))));
      }),
  },
  {
    name: 'PostgreSQL',
    url: database,
    wipe: () => withPostgres((client) => client.query(`DELETE FROM ${prefix}.job; DELETE FROM ${prefix}.scheduler`)),
    cut: () =>
      withPostgres(async (client) => {
        const others = 'FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
        expect((await client.query(`SELECT pg_terminate_backend(pid) ${others}`)).rowCount).toBeGreaterThan(2);
      }),
    everything: () => withPostgres(async (client) => JSON.stringify((await client.query(`SELECT * FROM ${prefix}.job`)).rows)),
  },
];

beforeAll(() => withPostgres((client) => client.query(`CREATE DATABASE ${prefix}`), postgresUrl));
afterAll(() => withPostgres((client) => client.query(`DROP DATABASE ${prefix} WITH (FORCE)`), postgresUrl));

/** Collects the jobs that a handler saw, and tells when there are so many. */
function collector() {
  const seen: Job[] = [];
  const waiting: (() => void)[] = [];
  const handle = (job: Job): Promise<void> => {
    seen.push(job);
    waiting.forEach((check) => check());
    return Promise.resolve();
  };
  const until = (count: number) =>
    new Promise<readonly Job[]>((resolve) => {
      const check = () => seen.length >= count && resolve(seen);
      waiting.push(check);
      check();
    });
  return { seen, handle, until };
}

/** Asks until the server takes the job: it may be away for a while yet. */
async function added(jobs: Jobs, queue: string, ids: Ids): Promise<void> {
  for (let isTaken = false; !isTaken;) {
    isTaken = await jobs.add(queue, 'send', ids).then(
      () => true,
      () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 50)),
    );
  }
}

describe.each(servers)('jobs on $name', ({ url, wipe, cut, everything }) => {
  const complaints: string[] = [];
  const note = (message: string) => void complaints.push(message);
  const open = () => new Jobs({ url, prefix, logger: { warn: note, error: note } });
  let jobs: Jobs;

  beforeAll(async () => {
    jobs = open();
    await jobs.ready();
  });

  afterAll(async () => {
    await jobs.close();
    await wipe();
  });

  it('reach their handler with their ids, and nothing else', async () => {
    const { handle, until } = collector();
    jobs.work('plain', { send: handle }, { concurrency: 2 });
    await jobs.add('plain', 'send', { notice: '0198a0b1-0000-7000-8000-000000000001' });
    const [job] = await until(1);
    expect(job).toMatchObject({
      name: 'send',
      ids: { notice: '0198a0b1-0000-7000-8000-000000000001' },
      attempt: 1,
      lastAttempt: false,
    });
    expect(job?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('wake an idle worker: nobody polls', async () => {
    const { handle, until } = collector();
    jobs.work('idle', { send: handle });
    await jobs.add('idle', 'send', { n: 0 });
    await until(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begin = performance.now();
    for (let n = 1; n <= 20; n++) {
      await jobs.add('idle', 'send', { n });
      await until(n + 1);
    }
    const mean = (performance.now() - begin) / 20;
    process.stdout.write(`add → handler, there and back, idle: ${mean.toFixed(1)} ms\n`);
    expect(mean).toBeLessThan(1_000); // a poll would cost seconds: the blocking wait is 5 s long
  });

  it('are not added twice while one with the same id waits, and again once it is done', async () => {
    const { handle, until, seen } = collector();
    await jobs.add('once', 'send', { n: 1 }, { id: 'notice:1', delay: 50 });
    await jobs.add('once', 'send', { n: 2 }, { id: 'notice:1' });
    jobs.work('once', { send: handle });
    await until(1);
    await jobs.add('once', 'mark', { n: 3 });
    while ((await jobs.queues.find(({ name }) => name === 'once')?.getActiveCount()) !== 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await jobs.add('once', 'send', { n: 4 }, { id: 'notice:1' });
    await until(2);
    expect(seen.map(({ ids }) => ids['n'])).toEqual([1, 4]);
  });

  it('that fail are tried again later, and what they threw stays out of the server', async () => {
    const { handle, until, seen } = collector();
    const send = async (job: Job) => {
      await handle(job);
      if (job.attempt === 1) throw new RangeError('L898902C3 belongs to ANNA MARIA');
    };
    jobs.work('failing', { send });
    await jobs.add('failing', 'send', { n: 1 }, { attempts: 2 });
    await until(2);
    expect(seen.map(({ attempt, lastAttempt }) => [attempt, lastAttempt])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(complaints).toContain('job send in failing failed, attempt 1 of 2');
    const kept = await everything();
    expect(kept).toContain('RangeError');
    expect(kept).not.toMatch(/ANNA|L898902C3/);
  });

  it('that nobody handles fail at once', async () => {
    jobs.work('strange', {});
    await jobs.add('strange', 'unheard', {});
    const queue = jobs.queues.find(({ name }) => name === 'strange');
    while ((await queue?.getFailedCount()) !== 1) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('come by schedule, are as the table says, and come again after everything was lost', async () => {
    const { handle, until, seen } = collector();
    const tick = { id: 'tick', cron: '* * * * * *', tz: 'Asia/Baku', job: { name: 'tick', ids: { chunk: 7 } } } as const;
    const nightly = { id: 'nightly', cron: '5 0 * * *', tz: 'Asia/Baku', job: { name: 'sweep' } } as const;
    await jobs.schedule('timed', [tick, nightly, { ...nightly, id: 'old' }]);
    await jobs.schedule('timed', [tick, nightly]);
    const queue = jobs.queues.find(({ name }) => name === 'timed');
    const schedulers = (await queue?.getJobSchedulers()) ?? [];
    expect(schedulers.map(({ key }) => key).sort()).toEqual(['nightly', 'tick']);
    const next = new Date(schedulers.find(({ key }) => key === 'nightly')?.next ?? 0);
    expect([next.getUTCHours(), next.getUTCMinutes()]).toEqual([20, 5]);
    jobs.work('timed', { tick: handle, sweep: handle });
    expect((await until(2))[0]).toMatchObject({ name: 'tick', ids: { chunk: 7 } });
    await wipe();
    await jobs.schedule('timed', [tick, nightly]);
    await until(seen.length + 2);
    await jobs.schedule('timed', []);
    expect(await queue?.getJobSchedulers()).toEqual([]);
  });

  it('flow again after every connection was cut and everything was lost', async () => {
    const { handle, until } = collector();
    jobs.work('cut', { send: handle });
    await jobs.add('cut', 'send', { n: 1 });
    await until(1);
    await cut();
    await wipe();
    await added(jobs, 'cut', { n: 2 });
    expect((await until(2)).map(({ ids }) => ids['n'])).toEqual([1, 2]);
  });
});

it.each(servers)('$name that went away before a queue was used takes jobs again once it is back', async ({ url }) => {
  const way = await Way.to(url);
  const jobs = new Jobs({ url: way.url, prefix, logger: { warn: () => undefined, error: () => undefined } });
  await jobs.ready();
  await way.cut();
  await expect(jobs.add('late', 'send', { n: 1 })).rejects.toThrow();
  await way.lay();
  const { handle, until } = collector();
  await added(jobs, 'late', { n: 2 });
  jobs.work('late', { send: handle });
  expect((await until(1))[0]).toMatchObject({ ids: { n: 2 } });
  await jobs.close();
  await way.cut();
});

describe('a server that is away', () => {
  it.each(['redis://127.0.0.1:9', 'postgres://nobody@127.0.0.1:9/none'])('(%s) is said at the start', async (url) => {
    const jobs = new Jobs({ url, prefix, logger: { warn: () => undefined, error: () => undefined } });
    await expect(jobs.ready()).rejects.toThrow();
    await jobs.close();
  });
});
