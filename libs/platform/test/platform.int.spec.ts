/** The promises of the platform, asked over real HTTP. */
import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { Clock, createApp, Health } from '../index';
import { startIssuer } from './issuer';
import { settings, Specimen, texts } from './specimen';

interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  instance: string;
  errors?: { pointer: string; code: string; detail: string; in?: string }[];
}

const guest = { surname: ' Eriksson ', birthDate: '1974-08-12' };
const stay = { guest, purpose: 'tourism', arrivesOn: '2026-11-20' };

const lines: string[] = [];
let issuer: Awaited<ReturnType<typeof startIssuer>>;
let app: Awaited<ReturnType<typeof createApp<typeof settings>>>['app'];
let url: string;
let officer: string;

beforeAll(async () => {
  issuer = await startIssuer();
  officer = `Bearer ${await issuer.token()}`;
  const env = { OIDC_ISSUER: issuer.url, PUBLIC_RATE_PER_MINUTE: '40' };
  const clock = new (class extends Clock {
    override now = () => '2026-11-22T09:30:00.000Z';
  })();
  ({ app } = await createApp(Specimen, {
    name: 'specimen',
    texts,
    settings,
    env,
    clock,
    log: { write: (line) => lines.push(line) },
  }));
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});

afterAll(async () => {
  await app.close();
  await issuer.close();
});

const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, init);
const file = (body: unknown, headers: Record<string, string> = {}) =>
  ask('/v1/stays', {
    method: 'POST',
    headers: { authorization: officer, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const problemOf = async (answer: Response): Promise<Problem> => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = (await answer.json()) as Problem;
  expect(problem.status).toBe(answer.status);
  expect(problem.instance).toBe(answer.headers.get('x-correlation-id'));
  return problem;
};
const faultsOf = async (body: unknown) => {
  const answer = await file(body);
  expect(answer.status).toBe(400);
  return ((await problemOf(answer)).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('a body', () => {
  it('arrives clean: trimmed, in canonical form, with what was not given left out', async () => {
    const sent = { ...stay, signedAt: '2026-11-22T13:30:00+04:00', email: ' anna@example.org ', place: '', pages: ['visa '] };
    const answer = await file(sent, { 'idempotency-key': 'k-1', 'x-correlation-id': 'caller-chose-this' });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      stay: {
        guest: { surname: 'ERIKSSON', birthDate: '1974-08-12' },
        purpose: 'tourism',
        arrivesOn: '2026-11-20',
        signedAt: '2026-11-22T09:30:00.000Z',
        email: 'anna@example.org',
        pages: ['visa'],
      },
      caller: { role: 'officer', id: 'account-1', office: 'asan-baku-1' },
      key: 'k-1',
      correlation: 'caller-chose-this',
      now: '2026-11-22T09:30:00.000Z',
    });
  });

  it('is answered with every fault by JSON pointer', async () => {
    const body = {
      guest: { surname: 'x'.repeat(21), birthDate: '1974-02-30', 'a/b~': 1 },
      children: [guest, { surname: 7 }, guest],
      purpose: 'espionage',
      leavesOn: '2026-11-19',
      signedAt: 'yesterday',
      email: 'nowhere',
      company: 'yes',
      days: 91,
      place: 'here',
      pages: ['visa', 'a\u0000b'],
      extra: true,
    };
    expect((await faultsOf(body)).sort()).toEqual(
      [
        '/arrivesOn required',
        '/children too-many',
        '/company flag',
        '/days too-large',
        '/email email',
        '/extra unknown-field',
        '/guest/a~1b~0 unknown-field',
        '/guest/birthDate date',
        '/guest/surname too-long',
        '/pages characters',
        '/place uuid',
        '/purpose choice',
        '/signedAt instant',
        '/leavesOn leaves-before-arrival',
      ].sort(),
    );
    expect(await faultsOf({ ...stay, children: [guest, { surname: 7 }] })).toEqual([
      '/children/1/surname text',
      '/children/1/birthDate required',
    ]);
  });

  it.each([
    ['a list', '[]', ' object'],
    ['a list of objects', '[{}]', ' object'],
    ['a text', '"x"', ' object'],
    ['a number', '1', ' object'],
    ['false', 'false', ' object'],
    ['endless nesting', `{"guest":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'too-deep'],
    ['the name of an object’s machinery', JSON.stringify({ ...stay, x: { constructor: 5 } }), '/x/constructor unknown-field'],
    ['a method’s name', JSON.stringify({ ...stay, toString: 'x' }), '/toString unknown-field'],
    ['a list where an object is asked', JSON.stringify({ ...stay, guest: [guest] }), '/guest object'],
    ['an object where a list is asked', JSON.stringify({ ...stay, children: guest }), '/children list'],
    ['a list in a list', JSON.stringify({ ...stay, children: [[guest]] }), '/children object'],
    ['an empty item', JSON.stringify({ ...stay, pages: [null] }), '/pages empty-item'],
    ['an object where a text is asked', JSON.stringify({ ...stay, purpose: { $ne: 1 } }), '/purpose choice'],
    ['half of a character', JSON.stringify({ ...stay, pages: ['\ud800'] }), '/pages characters'],
  ])('that is %s is refused', async (_, body, fault) => {
    expect((await faultsOf(body)).join()).toContain(fault);
  });

  it('of nothing lacks everything', async () => {
    expect(await faultsOf('{}')).toEqual(['/guest required', '/purpose required', '/arrivesOn required']);
    const none = await ask('/v1/stays', { method: 'POST', headers: { authorization: officer } });
    expect([none.status, (await problemOf(none)).code]).toEqual([400, 'invalid']);
    expect(await faultsOf('null')).toHaveLength(3);
  });

  it.each([
    ['broken JSON', '{"guest":', 'application/json', 400, 'body-unreadable'],
    ['nothing where JSON is announced', '', 'application/json', 400, 'body-unreadable'],
    ['a poisoned prototype', '{"__proto__":{"role":"officer"}}', 'application/json', 400, 'body-unreadable'],
    ['another content type', 'a=1', 'application/x-www-form-urlencoded', 415, 'content-type'],
    ['plain text', '{}', 'text/plain', 415, 'content-type'],
    ['a nonsense content type', '{}', 'nonsense', 415, 'content-type'],
    ['more than the limit', `"${'x'.repeat(256 * 1024)}"`, 'application/json', 413, 'body-too-large'],
  ])('with %s is the caller’s problem', async (_, body, type, status, code) => {
    const answer = await file(body, { 'content-type': type });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([status, code]);
  });
});

describe('a query and a path', () => {
  const search = (query: string) => ask(`/v1/stays?${query}`, { headers: { authorization: officer } });

  it('are read from text', async () => {
    expect(await (await search('limit=10&active=true&purpose=work')).json()).toEqual({
      limit: 10,
      active: true,
      purpose: ['work'],
    });
  });

  it('name what is wrong with them and where', async () => {
    const { errors } = await problemOf(await search('limit=ten&purpose=work&purpose=war&other=1'));
    expect(errors?.map(({ pointer, code, in: place }) => [pointer, code, place])).toEqual([
      ['/other', 'unknown-field', 'query'],
      ['/limit', 'whole-number', 'query'],
      ['/purpose', 'choice', 'query'],
    ]);
    const path = await problemOf(await ask('/v1/stays/17', { headers: { authorization: officer } }));
    expect(path.errors).toEqual([{ pointer: '/id', code: 'uuid', detail: expect.any(String), in: 'path' }]);
    const key = await problemOf(await file(stay, { 'idempotency-key': 'a b' }));
    expect(key.errors?.[0]).toMatchObject({ pointer: '/idempotency-key', in: 'header' });
  });

  it.each(['/nowhere', '/v1/stays/%zz', '/%', '//', '/v1/stays/..%2f', '/v1/stays?limit=%zz&limit[]=1&__proto__=1'])(
    'that nobody serves (%s) are the caller’s problem',
    async (path) => {
      const answer = await ask(path, { headers: { authorization: officer } });
      expect([400, 404]).toContain(answer.status);
      await problemOf(answer);
    },
  );

  it('of a method that a route does not have are not found', async () => {
    expect((await ask('/v1/stays/refused', { method: 'DELETE' })).status).toBe(404);
  });
});

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
    const line = lines.find((text) => text.includes('ended in a fault')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      service: 'specimen',
      correlation: instance,
      error: { name: 'Error', code: '23505' },
    });
    expect(lines.join()).not.toContain('L898902C3');
  });
});

describe('access', () => {
  it('is for the roles of the policy', async () => {
    const as = async (role: string) =>
      (await ask('/v1/stays?limit=1', { headers: { authorization: `Bearer ${await issuer.token({ role })}` } })).status;
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
      issuer.token({}, { expires: '-1m' }),
      issuer.token({}, { key: issuer.strangeKey }),
      issuer.token({ aud: 'another' }),
      issuer.token({ iss: 'http://another.example.org' }),
      issuer.token({ sub: '' }),
      unsigned,
      'nonsense',
    ]);
    for (const authorization of [...bad.map((token) => `Bearer ${token}`), 'Basic YTpi', 'Bearer']) {
      const answer = await ask('/v1/stays/hello', { headers: { authorization } });
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
      expect([answer.status, (await problemOf(answer)).code]).toEqual([401, 'token-invalid']);
    }
  });

  it('to a public route knows who calls when there is a token', async () => {
    const hello = async (headers = {}) =>
      ((await (await ask('/v1/stays/hello', { headers })).json()) as { caller: object }).caller;
    expect(await hello({ authorization: officer })).toEqual({ role: 'officer', id: 'account-1', office: 'asan-baku-1' });
    expect(await hello()).toEqual({ role: 'public', id: '', office: null });
  });

  it('is our trouble, not the caller’s, when the issuer is away', async () => {
    const env = { OIDC_ISSUER: 'http://127.0.0.1:9' };
    const { app: alone } = await createApp(Specimen, { name: 'specimen', texts, env, log: { write: () => undefined } });
    await alone.listen(0, '127.0.0.1');
    const answer = await fetch(`${await alone.getUrl()}/v1/stays?limit=1`, { headers: { authorization: officer } });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([503, 'sign-in-away']);
    await alone.close();
  });

  it('to a public route is limited for callers without a token', async () => {
    const answers = await Promise.all(Array.from({ length: 45 }, () => ask('/v1/stays/hello')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await problemOf(refused[0] as Response)).code).toBe('too-many-requests');
    expect((await ask('/v1/stays/hello', { headers: { authorization: officer } })).status).toBe(200);
  });
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
      env: { OIDC_ISSUER: issuer.url },
      log: { write: () => undefined },
    });
    await expect(boot).rejects.toThrow('routes without a policy (@Policy or @PublicRoute): OpenHttp.open');
  });

  it('fails for a field that speaks in a code without a text', async () => {
    const boot = createApp(Specimen, { name: 'specimen', env: { OIDC_ISSUER: issuer.url } });
    await expect(boot).rejects.toThrow('codes without a text: leaves-before-arrival');
  });
});

describe('around a request', () => {
  it('the correlation is the caller’s when sane, else new, and follows through what is awaited', async () => {
    const slow = (header: string) => ask('/v1/stays/slow', { headers: { 'x-correlation-id': header, authorization: officer } });
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
    await ask(`/v1/stays/${id}?surname=ERIKSSON`, { headers: { authorization: officer, 'x-correlation-id': 'look-for-me' } });
    const line = lines
      .map((text) => JSON.parse(text) as object)
      .find((entry) => 'correlation' in entry && entry.correlation === 'look-for-me');
    expect(line).toMatchObject({ method: 'GET', route: '/v1/stays/:id', status: 200, msg: 'request', ms: expect.any(Number) });
    const metrics = await (await ask('/metrics')).text();
    const counts = metrics.split('\n').filter((text) => text.startsWith('http_request_duration_seconds_count'));
    expect(counts).toContain(
      'http_request_duration_seconds_count{service="specimen",method="GET",route="/v1/stays/:id",status="200"} 1',
    );
    expect(metrics.includes('nodejs_eventloop_lag_seconds')).toBe(true);
    expect([...lines, ...counts].filter((text) => text.includes(id) || /ERIKSSON/i.test(text))).toEqual([]);
  });

  it('a broken line of HTTP costs nobody else anything', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const answer = await new Promise<string>((resolve) => {
      socket.on('data', (chunk) => resolve(String(chunk))).on('error', () => resolve(''));
      socket.end('NONSENSE\r\n\r\n');
    });
    expect(answer).toContain('400');
    expect((await ask('/health/live')).status).toBe(200);
  });
});

describe('health', () => {
  it('is what the indicators say', async () => {
    let works = true;
    app
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
