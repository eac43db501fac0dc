/** Bookings moved, refused, and made through other channels, on a real PostgreSQL with a real vault, asked of two processes in turn. */
import { Client } from '../../test/client';
import { startQueue, type Running } from '../../test/queue.running';
import { KEY, NOW } from '../../test/specimens';
import { agenda } from '../agenda/agenda';
import { agendaId } from '../agenda/agenda.view';

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

describe('A booking is moved', () => {
  const moveTo = (time: string, day = client.on, office = 'asan-baku-1') => client.wanted(time, 'work-permit', office, day);

  it('to another time, day or office, with its reference and secret', async () => {
    const booking = await client.booked(client.form('09:00'));
    const before = await client.free('09:00');
    for (const [n, to] of [
      moveTo('10:00'),
      moveTo('10:00', '2026-12-28'),
      moveTo('09:00', '2026-12-28', 'asan-ganja'),
    ].entries()) {
      const { status, body } = await client.act('move', booking, client.app, to);
      expect([status, body.code, body.sequence]).toEqual([200, undefined, n + 1]);
      expect(body).toMatchObject({
        reference: booking.reference,
        services: [{ office: to.office, on: to.on, startsAt: to.services[0]?.startsAt, status: 'confirmed' }],
      });
    }
    expect(await client.free('09:00')).toBe(before + 1);
    const rows = await running.log.query(
      `SELECT status, count(*)::int AS n FROM place_view WHERE booking = $1 GROUP BY status ORDER BY status`,
      [booking.booking],
    );
    expect(rows).toEqual([
      { status: 'confirmed', n: 1 },
      { status: 'vacated', n: 2 },
    ]);
  });

  it('back again to where it came from', async () => {
    const booking = await client.booked(client.form('09:00'));
    await client.act('move', booking, client.app, moveTo('12:00', '2026-12-29'));
    const { body } = await client.act('move', booking, client.app, moveTo('09:00'));
    expect(body).toMatchObject({ sequence: 2, services: [{ on: client.on, startsAt: client.at('09:00'), status: 'confirmed' }] });
    expect((await client.act('cancellation', booking)).body.services).toMatchObject([{ status: 'cancelled' }]);
  });

  it('once however often it is sent, and stands also when it is sent again late', async () => {
    const booking = await client.booked(client.form('09:00'));
    const keyed = { ...client.app, 'idempotency-key': `move-${booking.booking}` };
    for (let i = 0; i < 2; i++)
      expect((await client.act('move', booking, keyed, moveTo('10:00', '2026-12-28'))).body).toMatchObject({ sequence: 1 });
    expect((await client.act('move', booking, client.app, moveTo('11:00', '2026-12-29'))).body).toMatchObject({ sequence: 2 });
    expect((await client.act('move', booking, keyed, moveTo('10:00', '2026-12-28'))).body).toMatchObject({
      services: [{ on: '2026-12-28', status: 'confirmed' }],
    });
  });

  it('and is confirmed for good where both were asked at the same moment', async () => {
    for (const time of ['09:00', '10:00', '11:00', '12:00', '14:00', '15:00']) {
      const booking = await client.held(client.form(time));
      const move = client.act('move', booking, client.app, moveTo(time, '2026-12-28'));
      const [{ status }] = await Promise.all([client.act('confirmation', booking), move]);
      const { body } = await client.find(booking.reference, booking.secret);
      expect(body.services.map((part) => part.status)).toEqual([status === 200 ? 'confirmed' : 'held']);
    }
  });

  it('or stays where it is when the other place is taken', async () => {
    const booking = await client.booked(client.form('09:00'));
    const free = await client.free('10:00');
    for (let i = 0; i < free; i++) await client.held(client.form('10:00'));
    expect((await client.act('move', booking, client.app, moveTo('10:00'))).body).toMatchObject({
      code: 'place-taken',
      offer: { places: [{}, {}, {}] },
    });
    const found = await client.find(booking.reference, booking.secret);
    expect(found.body).toMatchObject({ sequence: 0, services: [{ startsAt: client.at('09:00'), status: 'confirmed' }] });
  });

  it('with all its services and no others', async () => {
    const booking = await client.booked(client.form('12:00'));
    const other = {
      office: 'asan-baku-1',
      on: client.on,
      services: [{ service: 'temporary-residence', startsAt: client.at('09:00') }],
    };
    expect((await client.act('move', booking, client.app, other)).body.code).toBe('other-services');
  });
});

describe('A channel', () => {
  it('that is not the office’s, or none, gets no place', async () => {
    const migaz = await running.bearer('channel', { channel: 'migaz' });
    expect((await client.hold(client.form('09:00'), migaz)).body.code).toBe('channel-not-received');
    const strange = await running.bearer('channel', { channel: 'counter' });
    expect(await client.hold(client.form('09:00'), strange)).toMatchObject({ status: 403, body: { code: 'channel-unknown' } });
    expect((await client.hold(client.form('09:00'), await running.bearer('agent'))).body.code).toBe('channel-unknown');
    expect((await client.hold(client.form('09:00'), {})).status).toBe(401);
    expect((await client.hold(client.form('09:00'), await running.bearer('host'))).status).toBe(403);
  });

  it('is recorded, with the agent who acted on behalf; agents and officers need no secret', async () => {
    const { booking } = await client.held(client.form('09:00'), client.agent);
    expect((await client.act('confirmation', { booking }, client.agent)).status).toBe(200);
    const { events } = await running.log.load(agenda, agendaId({ ...KEY, on: client.on }));
    const mine = events.filter(({ data }) => 'booking' in data && data.booking === booking);
    expect(mine.map(({ data, cause }) => ['bookedBy' in data && data.bookedBy, cause.actor])).toEqual([
      ['agent', 'agent:agent-108'],
      ['agent', 'agent:agent-108'],
    ]);
    expect((await client.act('cancellation', { booking }, client.officer)).status).toBe(200);
  });

  it('at the counter gives places of its own office only', async () => {
    const elsewhere = await running.bearer('officer', { office: 'asan-ganja' });
    expect(await client.hold(client.form('09:00'), elsewhere)).toMatchObject({ status: 403, body: { code: 'not-your-office' } });
    expect((await client.act('cancellation', await client.held(client.form('09:00')), elsewhere)).body.code).toBe(
      'not-your-office',
    );
  });
});

describe('What cannot be booked is answered with what can', () => {
  it('a walk-in office with its hours, a service with the offices that receive it', async () => {
    const walkIn = await client.hold({
      ...client.wanted('09:00', 'citizenship-acquisition', 'rmd-ganja'),
      people: [client.nobodyYet()],
    });
    expect([walkIn.status, walkIn.body.code, walkIn.body.offer]).toEqual([
      422,
      'individually-no-queue',
      { hours: expect.objectContaining({ opens: '09:00' }) as object },
    ]);
    const wrong = await client.hold({ ...client.wanted('09:00', 'citizenship-acquisition'), people: [client.nobodyYet()] });
    expect([wrong.body.code, wrong.body.offer?.offices?.[0]?.office]).toEqual(['service-not-received', 'rmd-baku']);
  });
  it.each([
    ['a day that does not exist', { on: '2026-02-30' }, 'invalid'],
    ['a day that is over', { on: '2026-11-29' }, 'day-over'],
    ['a day too far ahead', { on: '2027-03-01' }, 'not-released-yet'],
    ['an office that does not exist', { office: 'asan-atlantis' }, 'no-such-office'],
    ['nobody', { people: [] }, 'invalid'],
    ['nothing', { services: [] }, 'invalid'],
  ])('%s', async (_, changes, code) => {
    expect((await client.hold(client.form('09:00', changes))).body.code).toBe(code);
  });
});
