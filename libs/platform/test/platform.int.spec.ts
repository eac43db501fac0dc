/** The promises of the platform about problems, access, boot, traces and health: over real HTTP. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Controller, Get, Module, UseInterceptors } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createApp, Health, Newcomers, PublicRoute, RushInterceptor, writeOpenApi } from '../index';
import { problemOf, startSpecimen } from './running';
import { Specimen, texts } from './specimen';

type Running = Awaited<ReturnType<typeof startSpecimen>>;
let running: Running;
const ask: Running['ask'] = (...request) => running.ask(...request);

beforeAll(async () => {
  running = await startSpecimen();
});
afterAll(() => running.close());

describe('a problem', () => {
  it.each([
    ['az', undefined],
    ['en', 'en-GB;q=0.9, de'],
    ['ru', 'fr, ru;q=0.8, en;q=0.2'],
    ['az', 'de, nonsense;q=x'],
  ] as const)('speaks %s to a caller who reads "%s"', async (language, header) => {
    const answer = await ask('/v1/stays/refused', header === undefined ? {} : { headers: { 'accept-language': header } });
    expect(answer.headers.get('content-language')).toBe(language);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ type: 'urn:qeyd:problem:stay-period-over', status: 422, code: 'stay-period-over' });
    expect(problem.detail).toBe(texts['stay-period-over'][language].replace('{until}', '2026-11-22'));
  });

  it('of ours says nothing to the caller and keeps values out of the log', async () => {
    const answer = await ask('/v1/stays/broken');
    expect(answer.status).toBe(500);
    expect(await answer.clone().text()).not.toMatch(/document|23505|L898902C3/);
    const { instance } = await problemOf(answer);
    const line = running.lines.find((text) => text.includes('ended in a fault')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      service: 'specimen',
      correlation: instance,
      error: { name: 'Error', code: '23505' },
    });
    expect(running.lines.join()).not.toContain('L898902C3');
  });
});

describe('access', () => {
  it('is for the roles of the policy', async () => {
    const as = async (role: string) =>
      (await ask('/v1/stays?limit=1', { headers: { authorization: `Bearer ${await running.issuer.token({ role })}` } })).status;
    expect([await as('officer'), await as('host'), await as('emperor')]).toEqual([200, 403, 401]);
  });

  it('asks for a token, and says how', async () => {
    const answer = await ask('/v1/stays?limit=1');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="qeyd"');
    expect([answer.status, (await problemOf(answer)).code]).toEqual([401, 'unauthenticated']);
  });

  it('is refused to a token that is late, strange, for others or no token, even where none is needed', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"role":"officer","sub":"x"}').toString('base64url')}.`;
    const bad = await Promise.all([
      running.issuer.token({}, { expires: '-1m' }),
      running.issuer.token({}, { key: running.issuer.strangeKey }),
      running.issuer.token({ aud: 'another' }),
      running.issuer.token({ iss: 'http://another.example.org' }),
      running.issuer.token({ sub: '' }),
    ]);
    for (const authorization of [...[...bad, unsigned, 'nonsense'].map((token) => `Bearer ${token}`), 'Basic YTpi', 'Bearer']) {
      const answer = await ask('/v1/stays/hello', { headers: { authorization } });
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
      expect([answer.status, (await problemOf(answer)).code]).toEqual([401, 'token-invalid']);
    }
  });

  it('to a public route knows who calls when there is a token', async () => {
    const hello = async (headers = {}) =>
      ((await (await ask('/v1/stays/hello', { headers })).json()) as { caller: object }).caller;
    expect(await hello({ authorization: running.officer })).toEqual({
      role: 'officer',
      id: 'account-1',
      office: 'asan-baku-1',
      channel: null,
    });
    expect(await hello()).toEqual({ role: 'public', id: '', office: null, channel: null });
  });

  it('is our trouble, not the caller’s, when the issuer is away', async () => {
    const env = { OIDC_ISSUER: 'http://127.0.0.1:9' };
    const { app: alone } = await createApp(Specimen, { name: 'specimen', texts, env, log: { write: () => undefined } });
    await alone.listen(0, '127.0.0.1');
    const answer = await fetch(`${await alone.getUrl()}/v1/stays?limit=1`, { headers: { authorization: running.officer } });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([503, 'sign-in-away']);
    await alone.close();
  });

  it('to a public route is limited for callers without a token', async () => {
    const answers = await Promise.all(Array.from({ length: 45 }, () => ask('/v1/stays/hello')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await problemOf(refused[0] as Response)).code).toBe('too-many-requests');
    expect((await ask('/v1/stays/hello', { headers: { authorization: running.officer } })).status).toBe(200);
  });
});

it('In a rush newcomers beyond a limit are turned away at once, those who have something are not, and nothing else suffers', async () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  @Controller()
  @PublicRoute()
  @UseInterceptors(RushInterceptor)
  class SaleHttp {
    @Get('sale')
    @Newcomers()
    async sale(): Promise<object> {
      await opened;
      return {};
    }

    @Get('exchange')
    exchange(): object {
      return {};
    }
  }
  @Controller('window')
  @PublicRoute()
  @UseInterceptors(RushInterceptor)
  @Newcomers()
  class WindowHttp {
    @Get()
    window(): object {
      return {};
    }
  }
  @Module({ controllers: [SaleHttp, WindowHttp] })
  class Shop {}
  const env = { OIDC_ISSUER: running.issuer.url, RUSH_LIMIT: '3' };
  const { app: shop } = await createApp(Shop, { name: 'shop', texts, env, log: { write: () => undefined } });
  await shop.listen(0, '127.0.0.1');
  const url = await shop.getUrl();
  const statusOf = async (path: string) => (await fetch(`${url}/${path}`)).status;
  let turnedAway = 0;
  const buy = async () => {
    const answer = await fetch(`${url}/sale`);
    if (answer.status !== 429 || ++turnedAway < 7) return answer;
    expect(await Promise.all(['exchange', 'window'].map(statusOf))).toEqual([200, 200]);
    open();
    return answer;
  };
  const answers = await Promise.all(Array.from({ length: 10 }, buy));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  const refused = answers.find(({ status }) => status === 429);
  expect((await problemOf(refused as Response)).code).toBe('too-many-requests');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await Promise.all(['sale', 'sale', 'sale'].map(statusOf))).toEqual([200, 200, 200]);
  await shop.close();
});

describe('the boot', () => {
  it('fails for a route without a policy, and names it', async () => {
    @Controller('open')
    class OpenHttp {
      @Get()
      open(): string {
        return 'to anyone';
      }
    }
    @Module({ controllers: [OpenHttp] })
    class Careless {}
    const boot = createApp(Careless, {
      name: 'careless',
      texts,
      env: { OIDC_ISSUER: running.issuer.url },
      log: { write: () => undefined },
    });
    await expect(boot).rejects.toThrow('routes without a policy (@Policy or @PublicRoute): OpenHttp.open');
  });

  it('fails for a field that speaks in a code without a text', async () => {
    const boot = createApp(Specimen, { name: 'specimen', env: { OIDC_ISSUER: running.issuer.url } });
    await expect(boot).rejects.toThrow('codes without a text: leaves-before-arrival');
  });
});

describe('around a request', () => {
  it('the correlation is the caller’s when sane, else new, and follows through what is awaited', async () => {
    const slow = (header: string) =>
      ask('/v1/stays/slow', { headers: { 'x-correlation-id': header, authorization: running.officer } });
    const [one, other] = await Promise.all([slow('first-caller'), slow('second-caller')]);
    expect([await one.json(), await other.json()]).toEqual([{ correlation: 'first-caller' }, { correlation: 'second-caller' }]);
    const made = (await slow('no{good}')).headers.get('x-correlation-id');
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('headers are safe', async () => {
    const { headers } = await ask('/nowhere');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('the log and the metrics know the route, not the address', async () => {
    const id = '0198a0b1-0000-7000-8000-000000000001';
    await ask(`/v1/stays/${id}?surname=ERIKSSON`, {
      headers: { authorization: running.officer, 'x-correlation-id': 'look-for-me' },
    });
    const line = running.lines
      .map((text) => JSON.parse(text) as object)
      .find((entry) => 'correlation' in entry && entry.correlation === 'look-for-me');
    expect(line).toMatchObject({ method: 'GET', route: '/v1/stays/:id', status: 200, msg: 'request' });
    expect(line).toHaveProperty('ms');
    const metrics = await (await ask('/metrics')).text();
    const counts = metrics.split('\n').filter((text) => text.startsWith('http_request_duration_seconds_count'));
    expect(counts).toContain(
      'http_request_duration_seconds_count{service="specimen",method="GET",route="/v1/stays/:id",status="200"} 1',
    );
    expect(metrics.includes('nodejs_eventloop_lag_seconds')).toBe(true);
    expect([...running.lines, ...counts].filter((text) => text.includes(id) || /ERIKSSON/i.test(text))).toEqual([]);
  });

  it('a broken line of HTTP costs nobody else anything', async () => {
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    const answer = await new Promise<string>((resolve) => {
      socket.on('data', (chunk) => resolve(String(chunk))).on('error', () => resolve(''));
      socket.end('NONSENSE\r\n\r\n');
    });
    expect(answer).toContain('400');
    expect((await ask('/health/live')).status).toBe(200);
  });
});

describe('the OpenAPI document', () => {
  it('is served, and names the fields, their bounds and the problems', async () => {
    const document = (await (await ask('/openapi.json')).json()) as OpenAPIObject;
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/stays', '/v1/stays/{id}']));
    expect(document.components?.schemas?.['Stay']).toMatchObject({
      required: ['guest', 'purpose', 'arrivesOn'],
      properties: { guest: { $ref: '#/components/schemas/Guest' }, days: { type: 'integer', minimum: 1, maximum: 90 } },
    });
    expect(document.paths['/v1/stays']?.post?.security).toEqual([{ token: [] }]);
    expect(document.paths['/v1/stays/hello']?.get?.security).toEqual([]);
    expect(document.paths['/v1/stays']?.post?.responses['400']).toHaveProperty(['content', 'application/problem+json']);
  });

  it('satisfies the linter of the committed documents', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
    const file = join(folder, 'openapi.json');
    await writeOpenApi(Specimen, { name: 'specimen', texts }, file);
    const linter = join(dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js');
    const { status, stderr } = spawnSync(process.execPath, [linter, 'lint', file], {
      env: { REDOCLY_TELEMETRY: 'off' },
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(status === 0 ? '' : stderr).toBe('');
  });
});

describe('health', () => {
  it('is what the indicators say', async () => {
    let works = true;
    running.app
      .get(Health)
      .watch({ name: 'engine', check: () => (works ? Promise.resolve({ lag: 0 }) : Promise.reject(new RangeError('secret'))) });
    const ready = async () => {
      const answer = await ask('/health/ready');
      return [answer.status, await answer.json()];
    };
    expect(await ready()).toEqual([200, { status: 'up', checks: { engine: { status: 'up', lag: 0 } } }]);
    works = false;
    expect(await ready()).toEqual([503, { status: 'down', checks: { engine: { status: 'down', reason: 'RangeError' } } }]);
    works = true;
  });
});
