/** The worker on a real Redis and with a real OpenID provider: its schedules come back, its page is for supervisors. */
import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';
import { Jobs } from '@qeyd/jobs';
import { createApp } from '@qeyd/platform';
import { AppModule } from './app.module';
import { openBoard } from './board/board.page';
import { atStart, schedules } from './schedule/schedules';
import { Scheduler } from './schedule/schedule.job';
import { workerSettings } from './settings';

const url = process.env['TEST_REDIS_URL'] ?? '';
const issuer = process.env['TEST_OIDC_ISSUER'] ?? '';
const nowhere = 'http://127.0.0.1:9';
const prefix = `test-${randomBytes(5).toString('hex')}`;

let app: NestFastifyApplication;
let redis: Redis;

beforeAll(async () => {
  redis = new Redis(url);
  const env = { JOBS_URL: url, JOBS_PREFIX: prefix, OIDC_ISSUER: issuer, LOG_LEVEL: 'silent', SERVICE_URLS: nowhere };
  ({ app } = await createApp(AppModule, { name: 'worker', settings: workerSettings, env }));
  await app.get(Jobs).ready();
  await app.get(Scheduler).start();
  await openBoard(app);
  await app.init();
});
afterAll(async () => {
  await app.close();
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
});

const scheduled = async (): Promise<Record<string, unknown>> => {
  const found = await Promise.all(app.get(Jobs).queues.map((queue) => queue.getJobSchedulers()));
  return Object.fromEntries(found.flat().map(({ key, pattern, tz, name }) => [key, { cron: pattern, tz, job: name }]));
};

/** What a browser keeps of an answer's cookies. */
const kept = (cookies: readonly string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ');

/** Signs in at the provider as a browser would; where it is then sent, and the cookie of the sign-in. */
async function authorized(sub: string): Promise<{ address: URL; cookie: string }> {
  const begun = await app.inject({ url: '/sign-in' });
  const cookie = kept([begun.headers['set-cookie'] ?? []].flat());
  let cookies: string[] = [];
  let address = new URL(String(begun.headers.location));
  while (address.origin === issuer) {
    const isChoice = address.pathname.startsWith('/sign-in/');
    const body = isChoice ? { method: 'POST', body: new URLSearchParams({ sub }) } : {};
    const answer = await fetch(address, { ...body, headers: { cookie: kept(cookies) }, redirect: 'manual' });
    cookies = [...cookies, ...answer.headers.getSetCookie()];
    address = new URL(answer.headers.get('location') ?? '', address);
  }
  return { address, cookie };
}

/** The cookie of the board. */
async function signedIn(sub: string): Promise<string> {
  const { address, cookie } = await authorized(sub);
  const answer = await app.inject({ url: `${address.pathname}${address.search}`, headers: { cookie } });
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/board']);
  const set = [answer.headers['set-cookie'] ?? []].flat().filter((one) => one.startsWith('qeyd-board='));
  expect(set[0]).toMatch(/; Path=\/board; .*HttpOnly; SameSite=Lax/);
  return kept(set);
}

const waiting = async (): Promise<string[]> => {
  const found = await Promise.all(app.get(Jobs).queues.map((queue) => queue.getWaiting()));
  return found.flat().map(({ name }) => name);
};

describe('The schedules', () => {
  it('do not wait for their time at start: what may have been missed is asked for at once', async () => {
    expect((await waiting()).sort()).toEqual(atStart.map(({ job }) => job).sort());
  });

  it('are in the queues as the table says', async () => {
    expect(await scheduled()).toEqual(Object.fromEntries(schedules.map(({ id, cron, tz, job }) => [id, { cron, tz, job }])));
  });

  it('come back after Redis lost everything', async () => {
    const before = await scheduled();
    const keys = await redis.keys(`${prefix}:*`);
    await redis.del(keys);
    expect(await scheduled()).toEqual({});
    await app.get(Scheduler).write();
    expect(await scheduled()).toEqual(before);
  });
});

describe('The page of the queues', () => {
  it('sends a browser to sign in, and refuses everybody else without a token', async () => {
    const browser = await app.inject({ url: '/board', headers: { accept: 'text/html' } });
    expect([browser.statusCode, browser.headers.location]).toEqual([302, '/sign-in']);
    for (const path of ['/board', '/board/api/queues', '/board/static/css/main.css']) {
      const stranger = await app.inject({ url: path });
      expect([stranger.statusCode, stranger.json<{ code: string }>().code]).toEqual([401, 'unauthenticated']);
    }
  });

  it('opens to a supervisor who signed in, and shows every queue', async () => {
    const cookie = await signedIn('supervisor');
    const page = await app.inject({ url: '/board', headers: { cookie, accept: 'text/html' } });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    const queues = await app.inject({ url: '/board/api/queues', headers: { cookie } });
    const names = queues.json<{ queues: { name: string }[] }>().queues.map(({ name }) => name);
    expect(names.sort()).toEqual(['notification', 'queue-booking', 'registration-registry']);
  });

  it('stays closed to an officer', async () => {
    const answer = await app.inject({ url: '/board', headers: { cookie: await signedIn('officer'), accept: 'text/html' } });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
  });

  it('takes no code that another browser began to ask for', async () => {
    const { address } = await authorized('supervisor');
    const answer = await app.inject({ url: `${address.pathname}${address.search}` });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'sign-in-not-begun']);
  });
});

describe('The page of the audits', () => {
  const tokenOf = async (client: string): Promise<string> => {
    const { token_endpoint: address } = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
      token_endpoint: string;
    };
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: 'specimen' });
    const { access_token: token } = (await (await fetch(address, { method: 'POST', body: form })).json()) as {
      access_token: string;
    };
    return `Bearer ${token}`;
  };
  const show = async (client: string) => app.inject({ url: '/v1/audit', headers: { authorization: await tokenOf(client) } });

  it('is for supervisors, and calls nothing whole that it knows nothing of', async () => {
    expect((await show('officer')).statusCode).toBe(403);
    const page = await show('supervisor');
    expect(page.json()).toMatchObject({ whole: false, missing: 0, behind: 0, logs: [], unknown: [nowhere] });
  });
});
