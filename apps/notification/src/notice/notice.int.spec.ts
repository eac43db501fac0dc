/** Notices on a real PostgreSQL, Redis and mail server. */
import { createServer } from 'node:net';
import { idFrom, newId, type EventLog } from '@qeyd/event-store';
import type { Vault } from '@qeyd/privacy';
import { clockDecider } from '../clock/clock';
import { ClockWatch } from '../clock/clock.job';
import { clocksIn } from '../clock/clock.view';
import { mailServer, type MailServer } from './mail-server.fixture';
import { noticeDecider, type Plan } from './notice';
import { Specimens, StandingClock, type Planned } from './notice.fixture';
import { NoticeSender } from './notice.job';
import { Mailer } from './notice.mail';
import { forgottenNotices, noticesIn } from './notice.view';

let specimens: Specimens;
let vault: Vault;
let log: EventLog;
let clock: StandingClock;
let server: MailServer;
let mailers: Mailer[];

beforeAll(async () => {
  specimens = await Specimens.open();
  ({ log, vault } = specimens);
});
afterAll(() => specimens.close());
beforeEach(async () => {
  clock = new StandingClock();
  server = await mailServer();
  mailers = [];
});
afterEach(async () => {
  for (const mailer of mailers) mailer.onApplicationShutdown();
  await server.close();
});

const newSender = (smtpUrl = server.url, patience = 20_000): NoticeSender => {
  const mailer = new Mailer({
    smtpUrl,
    from: 'Qeyd <qeyd@example.org>',
    connections: 2,
    patience,
  });
  mailers.push(mailer);
  return new NoticeSender(log, specimens.letters, mailer, specimens.queue.jobs(), clock);
};
const planned = (changes: Partial<Plan> = {}): Promise<Planned> => specimens.planned(clock.at, changes);
const statusOf = async (id: string) => (await log.load(noticeDecider, id)).state.status;
const eventsOf = async (id: string) => (await log.load(noticeDecider, id)).events.map(({ type }) => type);
const clockStatusOf = async (application: string) => (await log.load(clockDecider, idFrom(application, 'clock'))).state.status;
const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });

describe('A notice that the mail server accepts', () => {
  it('meets the clock in the same commit, with the answer as evidence', async () => {
    const { id, application } = await planned();
    await newSender().send(id);
    const { events } = await log.load(noticeDecider, id);
    expect(events.at(-1)).toMatchObject({
      type: 'NoticeAccepted',
      data: { code: '250', attempts: 1, messageId: `<${id}@example.org>` },
    });
    expect(events.at(-1)?.data).toMatchObject({ reply: expect.stringContaining('queued as 1') as string });
    const met = (await log.load(clockDecider, idFrom(application, 'clock'))).events.at(-1);
    expect(met).toMatchObject({ type: 'ConfirmationClockMet', data: { notice: id } });
    expect(met?.recordedAt).toBe(events.at(-1)?.recordedAt);
    expect((await noticesIn(log, 'accepted', { limit: 500, now: clock.at })).map((row) => row.id)).toContain(id);
  });

  it('is text and HTML with the same words, in its language, escaped, and bears nothing personal in its headers but To', async () => {
    const { id } = await planned({ language: 'az' });
    await newSender().send(id);
    const [mail] = server.mails;
    expect(mail?.html).toContain('<html lang="az"');
    expect(mail?.html).toContain('ANNA &lt;MARIA&gt; ERIKSSON');
    expect(mail?.html).toContain('Specimen &amp; Sons');
    expect(mail?.text).toContain('ANNA <MARIA> ERIKSSON olduğu yer üzrə qeydiyyata alındı.');
    expect(mail?.text).toContain('Specimen & Sons');
    const headers = Object.fromEntries(mail?.headers.map(({ key, value }) => [key, value]) ?? []);
    expect(headers).toMatchObject({
      'message-id': `<${id}@example.org>`,
      'auto-submitted': 'auto-generated',
      'content-language': 'az',
      'x-correlation-id': `correlation-${id}`,
      to: 'anna@example.org',
    });
    const { to: _, ...others } = headers;
    expect(JSON.stringify(others)).not.toMatch(/anna|ERIKSSON|street/i);
    expect(mail?.date).toBe('2026-11-20T08:00:00.000Z');
  });

  it('is sent once, though two senders try at the same time', async () => {
    const { id } = await planned();
    const [one, two] = [newSender(), newSender()];
    await Promise.all([one.send(id), two.send(id), one.send(id), two.send(id)]);
    await one.send(id);
    expect(server.mails).toHaveLength(1);
    expect(await eventsOf(id)).toEqual(['NoticePlanned', 'NoticeAccepted']);
  });
});

describe('A notice that meets trouble', () => {
  it('is deferred by a 4xx and accepted at the next attempt, with the same Message-ID', async () => {
    const { id, application } = await planned();
    const sender = newSender();
    server.answers.push({ at: 'message', code: 451 });
    await sender.send(id);
    expect(await statusOf(id)).toBe('deferred');
    await sender.send(id);
    expect(server.mails).toHaveLength(1);
    clock.pass(5);
    await sender.send(id);
    expect(await eventsOf(id)).toEqual(['NoticePlanned', 'NoticeDeferred', 'NoticeAccepted']);
    expect(server.mails.map(({ messageId }) => messageId)).toEqual([`<${id}@example.org>`, `<${id}@example.org>`]);
    expect(await clockStatusOf(application)).toBe('met');
  });

  it('refused with a 5xx goes to the next contact, and then to an officer', async () => {
    const { id, application } = await planned({ otherEmail: 'other@example.org' });
    const sender = newSender();
    server.answers.push({ at: 'recipient', code: 550 }, { at: 'message', code: 554 });
    await sender.send(id);
    expect(await statusOf(id)).toBe('planned');
    await sender.send(id);
    expect(server.mails.map(({ to }) => to?.[0]?.address)).toEqual(['other@example.org']);
    expect(await eventsOf(id)).toEqual(['NoticePlanned', 'NoticeRejected', 'NoticeRejected', 'NoticeFailed']);
    expect(await noticesIn(log, 'with-officer', { limit: 500, now: clock.at })).toContainEqual(
      expect.objectContaining({ id, application, reason: 'refused-by-mail-server', attempts: 2 }),
    );
    expect(await clockStatusOf(application)).toBe('running');
  });

  it('keeps the words of the mail server sealed, for they may repeat the address', async () => {
    const { id } = await planned();
    server.answers.push({ at: 'recipient', code: 550 });
    await newSender().send(id);
    const stored = await log.query<{ data: string }>('SELECT data::text FROM event WHERE stream = $1', [id]);
    expect(JSON.stringify(stored)).toContain('550');
    expect(JSON.stringify(stored)).not.toMatch(/example\.org[^>]|ERIKSSON|not now/);
  });

  it('is deferred while the mail server refuses connections', async () => {
    const { id } = await planned();
    await newSender(`smtp://127.0.0.1:${String(await freePort())}`).send(id);
    const { events } = await log.load(noticeDecider, id);
    expect(events.at(-1)).toMatchObject({
      type: 'NoticeDeferred',
      data: { code: 'ESOCKET', retryAt: '2026-11-20T08:00:05.000Z' },
    });
  });

  it('left without an answer after its text is sent again with the same Message-ID', async () => {
    const { id } = await planned();
    const sender = newSender(server.url, 500);
    server.answers.push('silent');
    await sender.send(id);
    expect((await log.load(noticeDecider, id)).events.at(-1)).toMatchObject({
      type: 'NoticeDeferred',
      data: { code: 'unanswered' },
    });
    clock.pass(5);
    await sender.send(id);
    expect(await statusOf(id)).toBe('accepted');
    expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('whose sender died between claim and record is sent by the next one once the claim runs out', async () => {
    const { id } = await planned();
    await log.query('INSERT INTO notice_claim VALUES ($1, $2, $3)', [id, newId(), '2026-11-20T08:01:00.000Z']);
    const sender = newSender();
    await sender.send(id);
    expect(server.mails).toEqual([]);
    expect(await forgottenNotices(log, clock.at, undefined, 500)).not.toContainEqual(expect.objectContaining({ id }));
    clock.pass(60);
    expect(await forgottenNotices(log, clock.at, undefined, 500)).toContainEqual(expect.objectContaining({ id, attempts: 0 }));
    await sender.send(id);
    expect(await statusOf(id)).toBe('accepted');
    expect(await log.query('SELECT FROM notice_claim WHERE notice = $1', [id])).toEqual([]);
  });

  it('about a person erased in the meantime is not sent', async () => {
    const { id, person } = await planned();
    await vault.erase(person);
    await newSender().send(id);
    expect(server.mails).toEqual([]);
    expect(await noticesIn(log, 'with-officer', { limit: 500, now: clock.at })).toContainEqual(
      expect.objectContaining({ id, reason: 'erased' }),
    );
  });
});

describe('The clock of an application', () => {
  it('comes at risk and is missed when nobody could be informed, and shows which notice is meant', async () => {
    const { id, application } = await planned({ email: null });
    const watch = new ClockWatch(log, clock);
    await watch.watch();
    expect(await clockStatusOf(application)).toBe('running');
    clock.at = '2026-11-23T05:00:00.000Z';
    await watch.watch();
    expect(await clocksIn(log, 'at-risk', null, 500)).toContainEqual(expect.objectContaining({ application, notice: id }));
    clock.at = '2026-11-23T20:00:00.000Z';
    await watch.watch();
    await watch.watch();
    expect(await clocksIn(log, 'missed', null, 500)).toContainEqual(expect.objectContaining({ application, metAt: null }));
  });
});
