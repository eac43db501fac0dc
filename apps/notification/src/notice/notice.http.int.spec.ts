/** The officers' work-list and the messages that fill it, on a real PostgreSQL. */
import { newId, type EventLog, type Request } from '@qeyd/event-store';
import type { Incoming } from '@qeyd/kafka';
import type { Caller } from '@qeyd/platform';
import { clocksIn } from '../clock/clock.view';
import type { NotificationSettings } from '../settings';
import { Specimens, StandingClock } from './notice.fixture';
import { NoticeHttp } from './notice.http';
import { StayNews } from '../stay/stay.kafka';
import { noticesIn } from './notice.view';

const settings = { MAIL_FROM: 'Qeyd <qeyd@example.org>', PUBLIC_URL: 'https://example.org' } as NotificationSettings;
const officer: Caller = { role: 'officer', id: 'officer', office: 'asan-baku-1', channel: null };

let specimens: Specimens;
let log: EventLog;
let clock: StandingClock;
let http: NoticeHttp;

beforeAll(async () => {
  specimens = await Specimens.open();
  log = specimens.log;
  clock = new StandingClock();
  http = new NoticeHttp(log, clock, specimens.letters);
});
afterAll(() => specimens.close());

describe('An applicant without e-mail', () => {
  it('stands on the work-list by ids and term alone; the contact shows when the notice is opened', async () => {
    const { id, application } = await specimens.planned(clock.at, { email: null, phone: '+994120000000', language: 'ru' });
    const { notices, next } = await http.list({});
    expect(next).toBeNull();
    expect(notices).toContainEqual(expect.objectContaining({ id, application, reason: 'no-email', state: 'with-officer' }));
    expect(JSON.stringify(notices)).not.toMatch(/ERIKSSON|street|\+994/);
    expect(await http.open(id)).toMatchObject({
      phone: '+994120000000',
      text: expect.stringContaining('Оформлена регистрация по месту пребывания: ANNA <MARIA> ERIKSSON.') as string,
    });
  });

  it('is informed by the officer who prints the notice or calls; this meets the clock', async () => {
    const { id, application } = await specimens.planned(clock.at, { email: null });
    expect(await http.handOver(id, { way: 'printed' }, officer, 'key-1')).toMatchObject({ state: 'handed-over' });
    expect(await http.handOver(id, { way: 'printed' }, officer, 'key-1')).toMatchObject({ state: 'handed-over' });
    expect(await clocksIn(log, 'met', null, 500)).toContainEqual(expect.objectContaining({ application, notice: id }));
  });

  it('is not invented: an id that nobody planned is unknown', async () => {
    await expect(http.open(newId())).rejects.toMatchObject({ code: 'notice-unknown', status: 404 });
    await expect(http.handOver(newId(), { way: 'phone' }, officer, null)).rejects.toMatchObject({ code: 'notice-unknown' });
  });

  it('is found page by page, the most urgent first', async () => {
    const first = await http.list({ limit: 1 });
    expect(first.next).toBe(first.notices[0]?.id);
    const second = await http.list({ limit: 1, ...(first.next !== null && { after: first.next }) });
    expect(second.notices[0]?.id).not.toBe(first.next);
  });
});

describe('What the register tells', () => {
  it('becomes the same notices and one clock, however often it is heard', async () => {
    const news = new StayNews(clock, settings);
    const [person] = (await specimens.vault.identify([{ country: 'UTO', type: 'passport', number: newId() }])) as [string];
    const application = newId();
    const data = {
      ...{ registration: newId(), application, reference: 'QYD-1', person, receivedAt: clock.at, language: 'az' },
      ...{ place: 'p', office: null, citizenship: 'UTO', basis: 'visa-free', from: '2026-11-19', toExclusive: '2027-02-17' },
      ...{ daysLate: 0, policy: { name: 'visa-free', version: '1', act: 'Act' }, registeredAt: clock.at },
      ...{ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', fathersName: null, birthDate: '1974-08-12', sex: 'female' },
      ...{ documentCountry: 'UTO', documentType: 'passport', documentNumber: 'L898902C3', address: 'Baku', hostName: 'Hotel' },
      ...{ applicantEmail: 'hotel@example.org', applicantPhone: null, guestEmail: 'anna@example.org' },
    };
    const id = `person-${person}@1`;
    const message = {
      id,
      source: 'urn:qeyd:registration-registry',
      correlation: 'c-1',
      position: 1,
      data,
    } as unknown as Incoming<never>;
    const effects = (): Request[] => news.registered(message) as Request[];
    await log.executeMany(effects());
    await log.executeMany(effects());
    const planned = (await noticesIn(log, 'planned', { limit: 500, now: clock.at })).filter(
      (row) => row.application === application,
    );
    expect(planned.map(({ kind, recipient }) => `${kind} ${recipient}`).sort()).toEqual([
      'registered applicant',
      'registered guest',
    ]);
    const clocks = (await clocksIn(log, 'running', null, 500)).filter((row) => row.application === application);
    expect(clocks).toHaveLength(1);
    const [stored] = await log.query<{ count: string }>(
      "SELECT count(*) FROM event WHERE data->>'messageId' LIKE '%@example.org>'",
    );
    expect(Number(stored?.count)).toBeGreaterThan(0);
  });
});
