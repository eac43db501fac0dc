/** Places held and booked over HTTP, on a real PostgreSQL with a real vault, asked of two processes in turn. */
import { Client } from '../../test/client';
import { startQueue, type Running } from '../../test/queue.running';
import { id, KEY, NOW } from '../../test/specimens';

let running: Running;
let client: Client;

beforeAll(async () => {
  running = await startQueue(2);
  client = await Client.of(running);
});
afterAll(() => running.close());
beforeEach(() => {
  running.clock.at = NOW;
  client.nextDay();
});

describe('A place', () => {
  it('is held, confirmed and shown to whoever holds its reference and secret', async () => {
    const booking = await client.held(client.form('09:00'));
    expect(booking).toMatchObject({
      people: 1,
      sequence: 0,
      services: [{ ...KEY, on: client.on, startsAt: client.at('09:00'), status: 'held', heldUntil: '2026-11-30T06:10:00.000Z' }],
    });
    expect((await client.act('confirmation', booking)).body.services).toMatchObject([{ status: 'confirmed', heldUntil: null }]);
    const found = await client.find(booking.reference.toLowerCase(), booking.secret);
    expect(found.body).toMatchObject({ booking: booking.booking, secret: null, services: [{ status: 'confirmed' }] });
  });

  it('is the same for whoever guesses: not found', async () => {
    const mine = await client.booked(client.form('09:00'));
    const other = await client.booked(client.form('09:00'));
    const guesses = [
      await client.find(mine.reference),
      await client.find(mine.reference, other.secret),
      await client.find('QYD-0000-0000-0000', mine.secret),
      await client.find('x'),
    ];
    const acts = [
      await client.act('cancellation', { booking: mine.booking, secret: other.secret }),
      await client.act('cancellation', { booking: id(1) }),
    ];
    for (const { status, body } of [...guesses, ...acts]) expect([status, body.code]).toEqual([404, 'booking-not-found']);
  });

  it('is free again when the hold is over, to the millisecond, without anybody ending it', async () => {
    const before = await client.free('10:00');
    const me = client.nobodyYet();
    const booking = await client.held(client.form('10:00', { people: [me] }));
    expect(await client.free('10:00')).toBe(before - 1);
    running.clock.at = '2026-11-30T06:09:59.999Z';
    expect(await client.free('10:00')).toBe(before - 1);
    running.clock.at = '2026-11-30T06:10:00.000Z';
    expect(await client.free('10:00')).toBe(before);
    expect((await client.act('confirmation', booking)).body.code).toBe('hold-expired');
    await client.held({ ...client.wanted('11:00'), people: [me] });
  });

  it('is given to as many as there are seats, whoever asks through whatever channel and process', async () => {
    const free = await client.free('11:00');
    const attempts = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        client.hold(client.form('11:00'), [client.app, client.website, client.agent, client.officer][i % 4]),
      ),
    );
    expect(attempts.filter(({ status }) => status === 201)).toHaveLength(free);
    const refused = attempts.filter(({ status }) => status !== 201);
    for (const { status, body } of refused) {
      expect([status, body.code]).toEqual([409, 'place-taken']);
      expect(body.offer?.places?.length).toBe(3);
      expect(body.offer?.places?.map(({ startsAt }) => startsAt)).not.toContain(client.at('11:00'));
    }
  });

  it('answers a repeated request as it did, and exists once', async () => {
    const body = client.form('12:00');
    const headers = { ...client.app, 'idempotency-key': 'again' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.held(body, headers)));
    expect(new Set(answers.map(({ booking, secret }) => booking + secret)).size).toBe(1);
    running.clock.at = '2026-11-30T08:00:00.000Z';
    expect((await client.held(body, headers)).booking).toBe(answers[0]?.booking);
    expect((await client.hold({ ...body, ...client.wanted('14:00') }, headers)).body.code).toBe('idempotency-key-reused');
  });
});

describe('One person', () => {
  it('has one place of a service, also when two processes are asked at once for two days', async () => {
    const me = client.nobodyYet();
    const ask = (day: string) => client.hold({ ...client.wanted('14:00', 'work-permit', 'asan-baku-1', day), people: [me] });
    const attempts = await Promise.all([client.on, '2026-12-21', client.on, '2026-12-21'].map(ask));
    expect(attempts.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    for (const { status, body } of attempts) if (status === 409) expect(body.code).toBe('already-booked');
  });

  it('may have places of several services, one after the other in one visit; all or none', async () => {
    const { body } = await running.get<{ steps: { service: string; startsAt: string }[] }>(
      `/v1/offices/asan-baku-1/visits?services=stay-registration,work-permit&on=${client.on}`,
    );
    expect(body.steps.map(({ service }) => service)).toEqual(['stay-registration', 'work-permit']);
    const services = body.steps.map(({ service, startsAt }) => ({ service, startsAt }));
    const booking = await client.booked({ office: 'asan-baku-1', on: client.on, services, people: [client.nobodyYet()] });
    expect(booking.services).toHaveLength(2);
    const impossible = [services[0], { service: 'work-permit', startsAt: client.at('09:01') }];
    const me = client.nobodyYet();
    expect((await client.hold({ office: 'asan-baku-1', on: client.on, services: impossible, people: [me] })).body.code).toBe(
      'no-such-place',
    );
    await client.held({ office: 'asan-baku-1', on: client.on, services, people: [me] });
  });

  it('cannot go on choosing all day long, nor hide behind one contact', async () => {
    const me = client.nobodyYet();
    for (let i = 0; i < 5; i++) await client.act('cancellation', await client.held(client.form('15:00', { people: [me] })));
    expect((await client.hold(client.form('15:00', { people: [me] }))).body.code).toBe('hold-limit-reached');
    const contact = { email: 'Reseller@example.org' };
    for (let i = 0; i < 6; i++) await client.held(client.form(`${String(9 + (i % 4)).padStart(2, '0')}:00`, contact));
    const { status, body } = await client.hold(client.form('16:00', { email: 'reseller@example.org' }));
    expect([status, body.code]).toEqual([429, 'contact-limit-reached']);
  });

  it('whose visit is over may have the next place', async () => {
    const me = client.nobodyYet();
    await client.booked(client.form('09:00', { people: [me] }));
    running.clock.at = client.at('18:00');
    client.on = '2026-12-22';
    await client.held({ ...client.wanted('09:00'), people: [me] });
  });
});

describe('A family', () => {
  it('gets adjacent places in one step or none at all', async () => {
    const family = Array.from({ length: 3 }, client.nobodyYet);
    const booking = await client.held(client.form('14:00', { people: family }));
    expect(booking).toMatchObject({ people: 3, services: [{ startsAt: client.at('14:00') }] });
    const [member] = family;
    const { body } = await client.hold(client.form('16:00', { people: [client.nobodyYet(), member] }));
    expect(body.code).toBe('already-booked');
    expect((await client.hold(client.form('16:00', { people: [member, member] }))).body.code).toBe('visitor-twice');
  });
});

describe('A lost link', () => {
  const ask = (email: string, documentNumber: string) => running.post('/v1/booking-links', { email, documentNumber });
  const sent = async () =>
    running.log.query<{ booking: string; service: string }>(
      `SELECT data->>'booking' AS booking, data->>'service' AS service FROM event WHERE type = 'LinkRequested' ORDER BY position`,
    );
  const written = async (count: number) => {
    while ((await sent()).length < count) await new Promise((later) => setTimeout(later, 20));
  };
  it('is sent again to whoever has both signs, once a while and for the visit as a whole; all are answered alike', async () => {
    const contact = { email: 'Lost@example.org' };
    const services = [
      { service: 'work-permit', startsAt: client.at('10:00') },
      { service: 'stay-registration', startsAt: client.at('09:00') },
    ];
    const me = { ...client.nobodyYet(), document: { country: 'UTO', type: 'passport', number: 'LOST-1' } };
    const mine = await client.booked(client.form('10:00', { ...contact, services, people: [client.nobodyYet(), me] }));
    await client.booked(client.form('15:00', contact)); // of somebody else in the house
    await client.held(
      client.form('16:00', { ...contact, people: [me], services: [{ ...services[0], service: 'citizenship-affiliation' }] }),
    );
    const answers = [await ask('nobody@example.org', 'LOST-1'), await ask('lost@example.org', 'LOST-2')];
    for (let twice = 0; twice < 2; twice++) answers.push(await ask('lost@example.org', 'lost 1'));
    await written(1);
    running.clock.at = '2026-11-30T06:10:00.000Z';
    answers.push(await ask('lost@example.org', 'LOST1'));
    await written(2);
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [202, null]));
    expect(await sent()).toEqual([1, 2].map(() => ({ booking: mine.booking, service: 'stay-registration' })));
    expect((await ask('nowhere', '')).status).toBe(400);
  });
});

it('Nothing personal stands in clear: not in the log, the tables or the lines of the process', async () => {
  const dump = await running.log.query(
    `SELECT (SELECT json_agg(json_build_array(data, meta)) FROM event) AS events, (SELECT json_agg(v) FROM place_view v) AS view,
            (SELECT json_agg(r) FROM reservation r) AS reservations`,
  );
  const clear = JSON.stringify(dump) + running.lines.join('\n');
  for (const personal of ['ERIKSSON', 'ANNA MARIA', 'BLIND1', 'eseller@example.org', 'ost@example.org', 'guest@example.org'])
    expect(clear).not.toContain(personal);
});

it('One account begins only so many bookings a minute, and is told when to go on; others are not disturbed', async () => {
  const agent = await running.bearer('agent', { channel: '919' });
  const codes = new Set<string | undefined>();
  for (let asked = 0; asked <= 2 * 20 + 1 && !codes.has('client-limit-reached'); asked++)
    codes.add((await client.hold(client.form('09:00'), agent)).body.code);
  expect([...codes]).toEqual(['channel-not-received', 'client-limit-reached']);
  expect((await client.hold(client.form('09:00'), client.agent)).status).toBe(201);
});
