/** A day at the counters over HTTP, on a real PostgreSQL, at two processes in turn. */
import { isRefused } from '@qeyd/core';
import { rebuild, type Request } from '@qeyd/event-store';
import { Vault } from '@qeyd/privacy';
import { Client } from '../../test/client';
import { startQueue, type Running } from '../../test/queue.running';
import { id, NOW } from '../../test/specimens';
import { day } from './day';
import type { DayDto, TicketDto, TrackedDto } from './day.dto';
import { CounterNews } from './day.kafka';
import { ticketView, unattachedView } from './day.view';
import type { Display } from './display.http';

type Ticket = TicketDto & { readonly code?: string };

let running: Running;
let client: Client;
beforeAll(async () => {
  running = await startQueue(2);
  client = await Client.of(running);
  client.on = '2026-12-01';
});
afterAll(() => running.close());
beforeEach(() => void (running.clock.at = NOW));

const office = (path: string, body: object = {}, headers = client.officer) =>
  running.post<Ticket>(`/v1/offices/asan-baku-1/${path}`, body, headers);
const onTicket = (verb: string, { ticket }: Ticket, body: object = {}) =>
  running.post<Ticket>(`/v1/tickets/${ticket}/${verb}`, body, client.officer);
const come = (time: string) => void (running.clock.at = client.at(time));

describe('Whoever comes', () => {
  it('is checked in by reference, document or name, and keeps the ticket', async () => {
    const person = { ...client.nobodyYet(), surname: 'Şükürlü' };
    const { booking, reference } = await client.booked(client.form('09:20', { people: [person] }));
    come('09:00');
    const first = await office('check-ins', { reference });
    expect([first.status, first.body]).toEqual([
      201,
      expect.objectContaining({ number: 'D001', booking, status: 'waiting', counter: null, dueAt: client.at('09:20') }),
    ]);
    expect((await office('check-ins', { document: person.document })).body).toEqual(first.body);
    expect((await office('check-ins', { surname: ' SUKURLU' })).body).toEqual(first.body);
    expect((await office('check-ins', { surname: 'Nobody' })).body.code).toBe('booking-not-found');
    const looked = await running.log.query('SELECT act, cardinality(people) AS n FROM access_record ORDER BY at, id');
    expect(looked.slice(-2)).toEqual([
      { act: 'check-in-by-name', n: 1 },
      { act: 'check-in-by-name', n: 0 },
    ]);
    expect((await office('check-ins', { reference, surname: 'Nobody' })).body.code).toBe('one-sign');
    expect((await office('check-ins', {})).body.code).toBe('one-sign');
  });

  it('too early, too late, on another day or at another office is told so', async () => {
    const { reference } = await client.booked(client.form('10:00'));
    expect((await office('check-ins', { reference })).body.code).toBe('booking-not-today');
    come('09:29');
    expect((await office('check-ins', { reference })).body.code).toBe('too-early');
    come('10:11');
    expect((await office('check-ins', { reference })).body.code).toBe('place-given-up');
    come('10:00');
    const ganja = await running.bearer('officer', { office: 'asan-ganja' });
    const there = await running.post<Ticket>('/v1/offices/asan-ganja/check-ins', { reference }, ganja);
    expect(there.body.code).toBe('booking-not-today');
    expect((await running.post<Ticket>('/v1/offices/asan-ganja/check-ins', { reference }, client.officer)).body.code).toBe(
      'not-your-office',
    );
  });

  it('with a name that several have today is asked for more', async () => {
    for (const time of ['11:00', '11:20']) await client.booked(client.form(time));
    come('11:00');
    expect((await office('check-ins', { surname: 'Eriksson' })).body.code).toBe('name-not-unique');
  });

  it('without a place gets a ticket for a service that the office receives', async () => {
    come('12:00');
    expect((await office('tickets', { service: 'stay-registration' })).body).toMatchObject({
      number: 'A001',
      booking: null,
      status: 'waiting',
    });
    expect((await office('tickets', { service: 'citizenship-acquisition' })).body.code).toBe('service-not-received');
  });
});

describe('At the counter', () => {
  it('one after the other is called, parked, passed on, served or missed', async () => {
    client.on = '2026-12-02';
    const { reference } = await client.booked(client.form('12:00'));
    come('12:00');
    const { body: walkIn } = await office('tickets', { service: 'work-permit' });
    const { body: booked } = await office('check-ins', { reference });
    const next = await office('counters/10/next');
    expect(next.body).toMatchObject({ ticket: booked.ticket, status: 'called', counter: '10' });
    expect((await office('counters/10/next')).body.code).toBe('counter-busy');
    expect((await office('counters/99/next')).body.code).toBe('no-such-counter');
    expect((await onTicket('call', booked, { counter: '10' })).status).toBe(200);
    expect((await onTicket('park', booked)).body.status).toBe('parked');
    expect((await office('counters/10/next')).body.ticket).toBe(walkIn.ticket);
    expect((await onTicket('transfer', walkIn, { service: 'citizenship-affiliation' })).body).toMatchObject({
      status: 'waiting',
      service: 'citizenship-affiliation',
    });
    expect((await onTicket('transfer', walkIn, { service: 'magic' })).body.code).toBe('service-not-received');
    expect((await onTicket('call', booked, { counter: '11' })).body.counter).toBe('11');
    expect((await onTicket('serve', booked)).body.status).toBe('served');
    await office('counters/10/next');
    expect((await onTicket('miss', walkIn)).body.status).toBe('missed');
    expect((await office('counters/10/next')).body.code).toBe('nobody-waits');
    const { body } = await running.get<DayDto>('/v1/offices/asan-baku-1/day', client.officer);
    expect(body.tickets.map(({ number, status }) => [number, status])).toEqual([
      ['D001', 'missed'],
      ['D002', 'served'],
    ]);
  });

  it('two officers who call at once never call the same one', async () => {
    client.on = '2026-12-03';
    come('12:00');
    for (let i = 0; i < 4; i++) await office('tickets', { service: 'stay-registration' });
    const called = await Promise.all(['1', '2', '3', '4'].map((counter) => office(`counters/${counter}/next`)));
    expect(new Set(called.map(({ body }) => body.ticket)).size).toBe(4);
    const again = await Promise.all(
      [1, 2, 3].map(() => office('tickets', { service: 'stay-registration' }, { ...client.officer, 'idempotency-key': 'once' })),
    );
    expect(new Set(again.map(({ body }) => body.number)).size).toBe(1);
  });
});

it('What intake took in for a ticket stands with the ticket and with the booking; what names none of that day, or another’s, waits for an officer', async () => {
  client.on = '2026-12-08';
  const { reference, secret, booking } = await client.booked(client.form('12:00'));
  come('12:00');
  const { body: ticket } = await office('check-ins', { reference });
  const filed = async (n: number, number?: string, person = id(n)) => {
    const named = number === undefined ? {} : { ticket: { office: 'asan-baku-1', on: client.on, number } };
    const data = { application: id(n), reference: `QYD-${String(n)}`, person, ...named };
    const message = { id: `application-${String(n)}@1`, source: 'urn:qeyd:intake', time: running.clock.at, position: n, data };
    const effects = await running.app.get(CounterNews).filed(message as unknown as Parameters<CounterNews['filed']>[0]);
    const [outcome] = await running.log.executeMany(effects as Request[]);
    return outcome && isRefused(outcome) ? outcome.refused : (outcome?.events.length ?? null);
  };
  expect([await filed(1, ticket.number), await filed(1, ticket.number), await filed(2, ticket.number)]).toEqual([1, 1, 1]);
  expect([await filed(3, 'D999'), await filed(4)]).toEqual([1, null]);
  const guest = client.nobodyYet();
  const { body: other } = await office('check-ins', {
    reference: (await client.booked(client.form('12:20', { people: [guest] }))).reference,
  });
  const [person] = await running.app.get(Vault).identify([guest.document]);
  expect(await filed(5, ticket.number, person)).toBe(1);
  const seen = async () => (await running.get<DayDto>('/v1/offices/asan-baku-1/day', client.officer)).body;
  expect((await seen()).tickets).toMatchObject([{ booking, applications: ['QYD-1', 'QYD-2'] }, { applications: [] }]);
  expect((await client.find(reference, secret)).body.services).toMatchObject([{ applications: ['QYD-1', 'QYD-2'] }]);

  come('18:00'); // and a day later it is still there to be put right
  running.clock.at = new Date(Date.parse(running.clock.at) + 86_400_000).toISOString();
  const unattached = { application: id(3), reference: 'QYD-3', on: client.on, number: 'D999', own: null };
  const anothers = { application: id(5), reference: 'QYD-5', on: client.on, number: ticket.number, own: other.number };
  expect((await seen()).unattached).toEqual([unattached, anothers]);
  expect((await office('attachments', { application: id(5), number: other.number })).body.applications).toEqual(['QYD-5']);
  const attach = (number: string, headers = client.officer) => office('attachments', { application: id(3), number }, headers);
  expect((await attach(ticket.number, await running.bearer('officer', { office: 'asan-ganja' }))).body.code).toBe(
    'not-your-office',
  );
  expect((await attach('D998')).body.code).toBe('ticket-not-found');
  expect((await attach(` ${ticket.number.toLowerCase()}`)).body.applications).toEqual(['QYD-1', 'QYD-2', 'QYD-3']);
  expect((await attach(ticket.number)).body.ticket).toBe(ticket.ticket); // pressed twice
  expect((await seen()).unattached).toEqual([]);
  expect((await office('attachments', { application: id(9), number: 'D001' })).body.code).toBe('application-not-listed');
  for (const view of [ticketView, unattachedView]) {
    const report = await rebuild({ connectionString: running.ownerUrl, view, deciders: [day] });
    expect(report).toMatchObject({ outcome: 'proved' });
  }
});

it('Whoever holds a ticket sees where it stands', async () => {
  client.on = '2026-12-04';
  come('12:00');
  const tickets = await Promise.all(Array.from({ length: 5 }, () => office('tickets', { service: 'citizenship-affiliation' })));
  const last = tickets.map(({ body }) => body).toSorted((a, b) => (a.number < b.number ? 1 : -1))[0];
  const track = async () => (await running.get<TrackedDto & { code?: string }>(`/v1/tickets/${last?.ticket ?? ''}`)).body;
  expect(await track()).toMatchObject({ number: 'E005', status: 'waiting', ahead: 4, minutes: 40 });
  await office('counters/10/next');
  expect(await track()).toMatchObject({ ahead: 3, minutes: 30 });
  running.clock.at = '2026-12-05T06:00:00.000Z';
  expect((await track()).code).toBe('ticket-not-found');
});

it('The screen shows at once who is called', async () => {
  client.on = '2026-12-07';
  come('12:00');
  const ending = new AbortController();
  const answer = await fetch(`${await running.app.getUrl()}/v1/offices/asan-baku-1/display`, { signal: ending.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const shown: Display[] = [];
  const reading = (async () => {
    let text = '';
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk);
      const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? '') as Display);
      shown.splice(0, shown.length, ...data);
    }
  })().catch(() => undefined);
  const until = async (done: (last: Display | undefined) => boolean) => {
    while (!done(shown.at(-1))) await new Promise((later) => setTimeout(later, 20));
  };
  await until((last) => last?.waiting === 0);
  await office('tickets', { service: 'stay-registration' });
  await until((last) => last?.waiting === 1);
  await office('counters/1/next');
  await until((last) => last?.calls[0]?.counter === '1');
  expect(shown.at(-1)).toEqual({ on: '2026-12-07', calls: [{ number: 'A001', counter: '1', calls: 1 }], waiting: 0 });
  ending.abort();
  await reading;
});
