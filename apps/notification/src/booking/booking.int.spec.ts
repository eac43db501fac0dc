/** From what queue-booking tells to the letter in the mailbox, on a real PostgreSQL, Redis and mail server. */
import ICAL from 'ical.js';
import { newId, type EventLog, type Request } from '@qeyd/event-store';
import type { Incoming } from '@qeyd/kafka';
import { Secrets } from '@qeyd/service';
import { mailServer, type MailServer } from '../notice/mail-server.fixture';
import { noticeDecider } from '../notice/notice';
import { Specimens, StandingClock } from '../notice/notice.fixture';
import { NoticeSender } from '../notice/notice.job';
import { Mailer } from '../notice/notice.mail';
import { noticesIn, type NoticeState } from '../notice/notice.view';
import type { NotificationSettings } from '../settings';
import { BookingNews } from './booking.kafka';
import { told } from './booking.fixture';

const settings = { MAIL_FROM: 'Qeyd <qeyd@example.org>' } as NotificationSettings;
const policy = { name: 'booking-change', version: '1', act: 'Specimen act' };

let specimens: Specimens;
let log: EventLog;
let clock: StandingClock;
let server: MailServer;
let mailer: Mailer;
let sender: NoticeSender;
let news: BookingNews;
let booking: string;
let person: string;
let heard: number;

beforeAll(async () => {
  specimens = await Specimens.open();
  log = specimens.log;
  await specimens.fillCodeBooks();
});
afterAll(() => specimens.close());
beforeEach(async () => {
  clock = new StandingClock();
  clock.at = '2026-11-30T08:00:00.000Z';
  server = await mailServer();
  mailer = new Mailer({ smtpUrl: server.url, from: settings.MAIL_FROM, connections: 2 });
  sender = new NoticeSender(log, specimens.letters, mailer, specimens.queue.jobs(), clock);
  news = new BookingNews(clock, settings);
  booking = newId();
  [person] = (await specimens.vault.identify([{ country: 'UTO', type: 'passport', number: booking }])) as [string];
  heard = 0;
});
afterEach(async () => {
  mailer.onApplicationShutdown();
  await server.close();
});

type About = Parameters<typeof told>[0];
const message = (data: object) => {
  const from = {
    id: `agenda-${booking}@${String(++heard)}`,
    source: 'urn:qeyd:queue-booking',
    correlation: 'c-1',
    position: heard,
  };
  return { ...from, data } as unknown as Incoming<never>;
};
const about = (changes: About) => told({ booking, person, ...changes });
const confirmed = (changes: About = {}) => news.confirmed(message(about(changes)));
const reminded = (changes: About = {}) => news.reminded(message({ ...about(changes), reminder: 'day', policy }));
const cancelled = (changes: About) => news.cancelled(message({ ...about(changes), policy }));
const moved = (changes: About) => {
  const { office, service, on, startsAt, endsAt } = about({});
  return news.moved(message({ ...about(changes), from: { office, service, on, startsAt, endsAt }, policy }));
};

const take = (effects: unknown) => log.executeMany(effects as Request[]);
const noticesOf = async (state: NoticeState) =>
  (await noticesIn(log, state, { limit: 500, now: clock.at })).filter((row) => row.booking === booking);
const sendAll = async () => {
  for (const { id } of await noticesOf('planned')) await sender.send(id);
};
/** The entry in the calendar file, as another program reads it. */
const entryOf = (mail: MailServer['mails'][number] | undefined) => {
  const file = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const text = typeof file?.content === 'string' ? file.content : new TextDecoder().decode(file?.content);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const [entry] = calendar.getAllSubcomponents('vevent');
  if (!entry) throw new Error('The calendar has no entry');
  const event = new ICAL.Event(entry);
  return { event, text, method: calendar.getFirstPropertyValue('method'), status: entry.getFirstPropertyValue('status') };
};

describe('A booking', () => {
  it('comes as a letter with its place in words, the way to change it, a picture of the reference and a calendar file', async () => {
    await take(confirmed());
    await sendAll();
    const [mail] = server.mails;
    const secret = new Secrets(specimens.vault).of('booking', booking);
    const page = `https://portal.example.org/az/booking/QYD-1/${secret}`;
    expect(mail?.text).toContain('ASAN 1 az');
    expect(mail?.text).toContain(page);
    expect(mail?.html).toContain(`href="${page}"`);
    const picture = mail?.attachments.find(({ mimeType }) => mimeType === 'image/png');
    expect(mail?.html).toContain(`src="cid:${picture?.contentId?.slice(1, -1) ?? 'none'}"`);
    const { event, text, method, status } = entryOf(mail);
    expect([method, status, event.sequence]).toEqual(['PUBLISH', 'CONFIRMED', 0]);
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-12-01T06:00:00.000Z');
    expect(event.endDate.toJSDate().toISOString()).toBe('2026-12-01T06:30:00.000Z');
    expect(event.location).toBe('ASAN 1 az; Bakı, "Nümunə" küçəsi, 1 — əcnəbilərin qəbulu üçün ayrılmış ikinci mərtəbə');
    expect(text).not.toMatch(/ERIKSSON|anna/);
    expect(text).not.toContain(secret);
    for (const line of text.split(/\r?\n/)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('keeps its secret out of the log, wherever it stands', async () => {
    await take(confirmed());
    await sendAll();
    const stored = await log.query<{ data: string }>('SELECT row_to_json(event)::text AS data FROM event');
    expect(JSON.stringify(stored)).toContain(booking);
    expect(JSON.stringify(stored)).not.toContain(new Secrets(specimens.vault).of('booking', booking));
  });

  it('that is moved and then given back stays one entry in the calendar', async () => {
    await take(confirmed());
    await sendAll();
    const later = { startsAt: '2026-12-02T06:00:00.000Z', endsAt: '2026-12-02T06:30:00.000Z' };
    await take(moved({ sequence: 1, ...later }));
    await sendAll();
    await take(cancelled({ sequence: 2, ...later }));
    await sendAll();
    const entries = server.mails.map(entryOf);
    expect(entries.map(({ method, status, event }) => [method, status, event.sequence])).toEqual([
      ['PUBLISH', 'CONFIRMED', 0],
      ['PUBLISH', 'CONFIRMED', 1],
      ['CANCEL', 'CANCELLED', 2],
    ]);
    expect(new Set(entries.map(({ event }) => event.uid))).toEqual(new Set([`${booking}.work-permit@example.org`]));
  });
});

it('A place given up comes as a letter that leads to another one, and stays in the calendar as it was', async () => {
  clock.at = '2026-12-01T06:11:00.000Z';
  await take(news.missed(message({ ...about({ language: 'en' }), missedAt: clock.at, policy })));
  await sendAll();
  expect(server.mails.map(({ subject }) => subject)).toEqual(['Your place in the queue was given up: QYD-1']);
  expect(server.mails[0]?.text).toContain('Nobody had come 10 minutes later');
  expect(server.mails[0]?.text).toContain('https://portal.example.org/en/booking/QYD-1/');
  expect(server.mails[0]?.attachments).toEqual([]);
});

it('A turn on the waiting list comes as a letter that leads to its page, unless it has ended by then', async () => {
  const { reference, office, service, people, channel, language, surname, givenNames, email, phone } = about({});
  const terms = { reference, office, service, people, channel, language, surname, givenNames, email, phone };
  const joined = (wait: string) =>
    news.joined(message({ ...terms, person, wait, from: '2026-12-01', until: '2026-12-05', begunAt: clock.at }));
  const [gone, wait] = [newId(), newId()];
  await take(news.left(message({ wait: gone, person, reason: 'left', at: clock.at })));
  const letters = [...joined(gone), ...joined(wait)] as Request[];
  await take(letters);
  for (const { id } of letters) await sender.send(id);
  expect(server.mails.map(({ subject }) => subject)).toEqual(['Gözləmə siyahısındasınız: QYD-1']);
  const secret = new Secrets(specimens.vault).of('wait', wait);
  expect(server.mails[0]?.text).toContain(`https://portal.example.org/az/wait/QYD-1/${secret}`);
  expect(server.mails[0]?.text).toContain('15 dəqiqə saxlanılacaq');
});

describe('News that have been overtaken', () => {
  it('are not sent, also when they are heard in another order than they happened', async () => {
    await take(moved({ sequence: 1 }));
    await take(confirmed());
    await take(reminded());
    await take(reminded({ sequence: 1 }));
    await take(cancelled({ sequence: 2 }));
    await sendAll();
    expect(server.mails.map(({ subject }) => subject)).toEqual(['Növbə ləğv edildi: QYD-1']);
    expect(await noticesOf('lapsed')).toHaveLength(2);
  });

  it('are not sent of a lost place once the booking has moved, whichever is heard first', async () => {
    const { office, service, on, startsAt, endsAt } = about({});
    const offer = { offer: newId(), office, service, on, startsAt, endsAt, until: '2026-12-01T05:00:00.000Z' };
    const lost = (service: string) => ({ ...about({ service, sequence: 1 }), reason: 'Repair', offer, policy });
    const withdrawn = (service: string) => news.withdrawn(message({ ...lost(service), withdrawnAt: clock.at }));
    await take(withdrawn('work-permit'));
    await take(news.remindedOfOffer(message({ ...lost('work-permit'), remindedAt: clock.at })));
    expect(await noticesOf('planned')).toHaveLength(2);
    for (const service of ['work-permit', 'temporary-residence']) await take(moved({ service, sequence: 2 }));
    await take(withdrawn('temporary-residence'));
    expect((await noticesOf('planned')).map(({ kind }) => kind)).toEqual(['booking-moved', 'booking-moved']);
    expect((await noticesOf('lapsed')).map(({ kind }) => kind).toSorted()).toEqual(['offer-reminder', 'place-withdrawn']);
  });

  it('are taken off the list of calls', async () => {
    await take(reminded({ email: null }));
    expect((await noticesOf('with-officer')).map(({ kind }) => kind)).toEqual(['booking-reminder']);
    await take(cancelled({ sequence: 1, email: null }));
    expect((await noticesOf('with-officer')).map(({ kind }) => kind)).toEqual(['booking-cancelled']);
  });
});

describe('A reminder', () => {
  it('is heard and sent once', async () => {
    const message = reminded();
    await take(message);
    await take(message);
    await sendAll();
    await sendAll();
    expect(server.mails).toHaveLength(1);
  });

  it('that could not be sent before the place began is not sent, nor does anybody call', async () => {
    await take([...reminded(), ...reminded({ email: null, service: 'temporary-residence' })]);
    expect(await noticesOf('with-officer')).toHaveLength(1);
    const [{ id } = { id: '' }] = await noticesOf('planned');
    clock.at = '2026-12-01T06:00:00.000Z';
    await sendAll();
    expect(server.mails).toEqual([]);
    expect((await log.load(noticeDecider, id)).state.status).toBe('lapsed');
    expect(await noticesOf('with-officer')).toEqual([]);
  });
});
