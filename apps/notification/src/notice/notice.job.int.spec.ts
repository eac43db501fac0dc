/** The way from the commit that plans a notice to its job, on a real PostgreSQL, Redis and mail server. */
import type { EventLog } from '@qeyd/event-store';
import { Way } from '@qeyd/testing';
import { mailServer, type MailServer } from './mail-server.fixture';
import { Specimens, StandingClock } from './notice.fixture';
import { Claims } from './notice.claim';
import { NoticeSender, NoticeWaker } from './notice.job';
import { Mailer } from './notice.mail';
import { noticesIn } from './notice.view';

let specimens: Specimens;
let log: EventLog;
let clock: StandingClock;
let server: MailServer;
let mailer: Mailer;

const accepted = async (id: string): Promise<boolean> =>
  (await noticesIn(log, 'accepted', { limit: 500, now: clock.at })).some((row) => row.id === id);
/** Waits for something that must happen; the test's own time limit is the end of patience. */
const eventually = async (happened: () => Promise<boolean>): Promise<void> => {
  while (!(await happened())) await new Promise((again) => setTimeout(again, 20));
};

beforeAll(async () => {
  specimens = await Specimens.open();
  log = specimens.log;
  clock = new StandingClock();
});
afterAll(() => specimens.close());
beforeEach(async () => {
  server = await mailServer();
  mailer = new Mailer({ smtpUrl: server.url, from: 'qeyd@example.org', connections: 4 });
});
afterEach(async () => {
  await specimens.queue.leave();
  mailer.onApplicationShutdown();
  await server.close();
});

/** One process of notification: its waker hears its commits, its worker sends. */
async function newProcess({ sends = true, url }: { sends?: boolean; url?: string } = {}): Promise<NoticeWaker> {
  const jobs = specimens.queue.jobs(url);
  await jobs.ready();
  const waker = new NoticeWaker(log, jobs, clock);
  if (sends)
    jobs.work(
      'notification',
      { ...new NoticeSender(log, specimens.letters, mailer, jobs, clock).handlers, ...waker.handlers },
      { concurrency: 4 },
    );
  return waker;
}

describe('A planned notice', () => {
  it('whose job was lost with everything in Redis is found and sent, once, however often it is asked for', async () => {
    const silent = await newProcess({ sends: false });
    const { id } = await specimens.planned(clock.at);
    clock.pass(11);
    await silent.reconcile();
    await specimens.queue.wipe();
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

  it('that a sender holds who may have died is looked at again when the lease has ended', async () => {
    const jobs = specimens.queue.jobs();
    const { id } = await specimens.planned(clock.at);
    await new Claims(log, clock).take(id);
    await newProcess();
    await jobs.add('notification', 'send', { id });
    await eventually(async () => (await jobs.queues[0]?.getDelayedCount()) === 1);
    expect(await accepted(id)).toBe(false);
  });

  it('that was committed while the queue was away is sent soon after it is back', async () => {
    const way = await Way.to(specimens.queue.url);
    const waker = await newProcess({ url: way.url });
    await waker.prepare();
    await way.cut();
    const { id } = await specimens.planned(clock.at);
    clock.pass(1);
    await new Promise((passed) => setTimeout(passed, 500));
    expect(await accepted(id)).toBe(false);
    await way.lay();
    await eventually(() => accepted(id));
    await specimens.queue.leave();
    await way.cut();
  });

  it('is sent as soon as it is committed', async () => {
    const waker = await newProcess();
    await waker.prepare();
    const { id } = await specimens.planned(clock.at);
    await eventually(() => accepted(id));
    expect(server.mails).toHaveLength(1);
  });
});
