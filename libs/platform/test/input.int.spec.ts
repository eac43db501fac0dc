/** Whatever arrives is read, cleaned or refused with its place and reason: over real HTTP. */
import { generalTexts } from '../problem/general.texts';
import { guest, problemOf, startSpecimen, stay } from './running';

type Running = Awaited<ReturnType<typeof startSpecimen>>;
let running: Running;
const ask: Running['ask'] = (...request) => running.ask(...request);
const file: Running['file'] = (...request) => running.file(...request);
const faultsOf: Running['faultsOf'] = (body) => running.faultsOf(body);

beforeAll(async () => {
  running = await startSpecimen();
});
afterAll(() => running.close());

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
      caller: { role: 'officer', id: 'account-1', office: 'asan-baku-1', channel: null },
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
    const none = await ask('/v1/stays', { method: 'POST', headers: { authorization: running.officer } });
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
  const search = (query: string) => ask(`/v1/stays?${query}`, { headers: { authorization: running.officer } });

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
    const path = await problemOf(await ask('/v1/stays/17', { headers: { authorization: running.officer } }));
    expect(path.errors).toEqual([{ pointer: '/id', code: 'uuid', detail: generalTexts.uuid.az, in: 'path' }]);
    const key = await problemOf(await file(stay, { 'idempotency-key': 'a b' }));
    expect(key.errors?.[0]).toMatchObject({ pointer: '/idempotency-key', in: 'header' });
  });

  it.each(['/nowhere', '/v1/stays/%zz', '/%', '//', '/v1/stays/..%2f', '/v1/stays?limit=%zz&limit[]=1&__proto__=1'])(
    'that nobody serves (%s) are the caller’s problem',
    async (path) => {
      const answer = await ask(path, { headers: { authorization: running.officer } });
      expect([400, 404]).toContain(answer.status);
      await problemOf(answer);
    },
  );

  it('of a method that a route does not have are not found', async () => {
    expect((await ask('/v1/stays/refused', { method: 'DELETE' })).status).toBe(404);
  });
});
