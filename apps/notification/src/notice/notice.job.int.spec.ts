/** The way from the commit that plans a notice to its job, on a real PostgreSQL, Redis and mail server. */
import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { EventLog } from '@qeyd/event-store';
import { Jobs } from '@qeyd/jobs';
import { mailServer, type MailServer } from './mail-server.fixture';
import { Specimens, StandingClock } from './notice.fixture';
import { NoticeSender, NoticeWaker } from './notice.job';
import { Mailer } from './notice.mail';
import { noticesIn } from './notice.view';

const url = process.env['TEST_REDIS_URL'] ?? '';
const prefix = `test-${randomBytes(5).toString('hex')}`;

let specimens: Specimens;
let log: EventLog;
let redis: Redis;
let clock: StandingClock;
let server: MailServer;
let mailer: Mailer;
let opened: Jobs[];

const newJobs = (): Jobs => {
  const jobs = new Jobs({ url, prefix, logger: new Logger('test') });
  opened.push(jobs);
  return jobs;
};
/** What `FLUSHALL` does to us, without harm to other tests on the same server. */
const wipe = async (): Promise<void> => {
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(keys);
};
const accepted = async (id: string): Promise<boolean> =>
  (await noticesIn(log, 'accepted', null, 500)).some((row) => row.id === id);
/** Waits for something that must happen; the test's own time limit is the end of patience. */
const eventually = async (happened: () => Promise<boolean>): Promise<void> => {
  while (!(await happened())) await new Promise((again) => setTimeout(again, 20));
};

beforeAll(async () => {
  specimens = await Specimens.open();
  log = specimens.log;
  redis = new Redis(url);
  clock = new StandingClock();
});
afterAll(async () => {
  await wipe();
  redis.disconnect();
  await specimens.close();
});
beforeEach(async () => {
  opened = [];
  server = await mailServer();
  mailer = new Mailer({ smtpUrl: server.url, from: 'qeyd@example.org', publicUrl: 'https://example.org', connections: 4 });
});
afterEach(async () => {
  await Promise.all(opened.map((jobs) => jobs.close()));
  mailer.onApplicationShutdown();
  await server.close();
});

/** One process of notification: its waker hears its commits, its worker sends. */
async function newProcess({ sends = true } = {}): Promise<NoticeWaker> {
  const jobs = newJobs();
  await jobs.ready();
  const waker = new NoticeWaker(log, jobs, clock);
  if (sends)
    jobs.work('notification', { ...new NoticeSender(log, mailer, clock).handlers, ...waker.handlers }, { concurrency: 4 });
  return waker;
}

describe('A planned notice', () => {
  it('whose job was lost with everything in Redis is found and sent, once, however often it is asked for', async () => {
    const silent = await newProcess({ sends: false });
    const { id } = await specimens.planned(clock.at);
    clock.pass(11);
    await silent.reconcile();
    await wipe();
    await silent.reconcile();
    await silent.reconcile();
    const waker = await newProcess();
    await waker.reconcile();
    await eventually(() => accepted(id));
    await waker.reconcile();
    expect(server.mails.map(({ messageId }) => messageId)).toEqual([`<${id}@example.org>`]);
  });

  it('that is young is left to the commit that planned it', async () => {
    const waker = await newProcess();
    const { id } = await specimens.planned(clock.at);
    await waker.reconcile();
    expect(await accepted(id)).toBe(false);
    clock.pass(11);
    await waker.reconcile();
    await eventually(() => accepted(id));
  });

  it('is sent as soon as it is committed', async () => {
    const waker = await newProcess();
    await waker.prepare();
    const { id } = await specimens.planned(clock.at);
    await eventually(() => accepted(id));
    expect(server.mails).toHaveLength(1);
  });
});
