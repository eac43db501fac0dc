/** An office closes, on a real PostgreSQL in two processes: its impact, the offers, their answers, and the list of those who gave none. */
import { rebuild } from '@qeyd/event-store';
import { Client, type Booked } from '../../test/client';
import { startQueue, type Running } from '../../test/queue.running';
import { NOW } from '../../test/specimens';
import { agenda } from '../agenda/agenda';
import { placeView } from '../agenda/agenda.view';
import { AgendaJobs } from '../agenda/agenda.job';
import type { BookingDto } from '../booking/booking.dto';
import type { ImpactDto } from './impact.dto';
import { WithdrawalDesk } from './withdrawal.desk';
import type { WithdrawalsDto } from './withdrawal.dto';
import { withdrawalView } from './withdrawal.view';

let running: Running;
let client: Client;
let supervisor: Record<string, string>;

beforeAll(async () => {
  running = await startQueue(2);
  client = await Client.of(running);
  supervisor = await running.bearer('supervisor', { office: 'asan-baku-1' });
});
afterAll(() => running.close());
beforeEach(() => {
  running.clock.at = NOW;
  client.nextDay();
});

interface Conflict {
  readonly code: string;
  readonly offer: ImpactDto;
}

const pathOf = (on: string) => `/v1/offices/asan-baku-1/days/${on}`;
const closed = { reason: 'A burst pipe' };
const untilNoon = { reason: 'A burst pipe', hours: { opens: '09:00', closes: '12:00', breaks: [] } };
const impactOf = async (body: object = closed): Promise<ImpactDto> =>
  (await running.post<ImpactDto>(`${pathOf(client.on)}/impact`, body, supervisor)).body;
const align = (): Promise<void> => running.app.get(WithdrawalDesk).align('asan-baku-1');
/** The supervisor looks and confirms; the job runs. */
const change = async (body: object = closed): Promise<void> => {
  const { impact } = await impactOf(body);
  expect((await running.put(`${pathOf(client.on)}?impact=${impact}`, body, supervisor)).status).toBe(204);
  await align();
};
const reopen = async (): Promise<void> => {
  expect((await running.drop(pathOf(client.on), supervisor)).status).toBe(204);
  await align();
};
const seen = async ({ reference, secret }: Booked): Promise<BookingDto> => (await client.find(reference, secret)).body;
const offerOf = async (booking: Booked) => (await seen(booking)).services[0]!.withdrawn!.offer!;
const open = async () => {
  const { body } = await running.get<WithdrawalsDto>('/v1/offices/asan-baku-1/withdrawals', client.officer);
  return body.items;
};
const listed = async ({ booking }: Booked) => (await open()).find((item) => item.booking === booking);
const accept = (booking: Booked) => client.act('offer/acceptance', booking);
const call = (booking: Booked, reached: boolean) =>
  running.post(`/v1/bookings/${booking.booking}/calls`, { reached }, client.agent);

describe('A supervisor who closes the office', () => {
  it('first sees whom it concerns, and where else there are places', async () => {
    await client.booked(client.form('09:00', { people: [client.nobodyYet(), client.nobodyYet()] }));
    await client.booked(client.form('15:00'));
    await client.held(client.form('15:00'));
    expect(await impactOf()).toMatchObject({
      ...{ bookings: 2, people: 3, days: [{ on: client.on, bookings: 2, people: 3 }] },
      services: [{ service: 'work-permit', bookings: 2, people: 3, next: { free: expect.any(Number) as number } }],
    });
    expect((await impactOf()).services[0]?.offices).toHaveLength(3);
    expect(await impactOf(untilNoon)).toMatchObject({ bookings: 1, people: 1 });
  });

  it('must have seen it, as it is now', async () => {
    await client.booked(client.form('09:00'));
    const { impact } = await impactOf();
    const unseen = await running.put<Conflict>(pathOf(client.on), closed, supervisor);
    expect([unseen.status, unseen.body.code, unseen.body.offer.impact]).toEqual([409, 'bookings-affected', impact]);
    await client.booked(client.form('10:00'));
    const changed = await running.put<Conflict>(`${pathOf(client.on)}?impact=${impact}`, closed, supervisor);
    expect([changed.status, changed.body.offer.bookings]).toEqual([409, 2]);
    const other = await running.put<Conflict>(`${pathOf(client.on)}?impact=${changed.body.offer.impact}`, untilNoon, supervisor);
    expect(other.status).toBe(204); // nobody loses a place by it
    expect((await running.put(`${pathOf(client.on)}?impact=${(await impactOf()).impact}`, closed, supervisor)).status).toBe(204);
  });

  it('does so in the own office only', async () => {
    const elsewhere = await running.bearer('supervisor', { office: 'asan-ganja' });
    expect((await running.post(`${pathOf(client.on)}/impact`, closed, elsewhere)).status).toBe(403);
  });
});

describe('Whoever loses a place', () => {
  it('is offered another, which is nobody else’s until it is answered', async () => {
    const [lost, kept] = [await client.booked(client.form('15:00')), await client.booked(client.form('09:00'))];
    await change(untilNoon);
    const [part] = (await seen(lost)).services;
    expect(part).toMatchObject({ status: 'confirmed', withdrawn: { reason: 'A burst pipe', declined: false } });
    expect(await offerOf(lost)).toMatchObject({ office: 'asan-baku-1', until: '2026-12-01T06:00:00.000Z' });
    expect((await seen(kept)).services[0]?.withdrawn).toBeNull();
    expect(await listed(lost)).toMatchObject({ answer: 'awaited', calls: 0, surname: 'ERIKSSON', people: 1 });
    expect(await listed(kept)).toBeUndefined();
    await align();
    expect(await offerOf(lost)).toEqual((await seen(lost)).services[0]?.withdrawn?.offer);
  });

  it('accepts it in one step, twice with the same effect, in whatever process', async () => {
    const booking = await client.booked(client.form('09:00', { people: [client.nobodyYet(), client.nobodyYet()] }));
    await change();
    const { office, on, startsAt } = await offerOf(booking);
    running.clock.at = '2026-12-01T05:59:59.999Z';
    const answers = await Promise.all([accept(booking), accept(booking)]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(await seen(booking)).toMatchObject({
      sequence: 2,
      services: [{ office, on, startsAt, status: 'confirmed', withdrawn: null }],
    });
    expect(await listed(booking)).toBeUndefined();
  });

  it('declines it, and moves to a place of choice or gives it back', async () => {
    const [one, two] = [await client.booked(client.form('16:00')), await client.booked(client.form('17:00'))];
    await change();
    for (const booking of [one, two]) expect((await client.act('offer/refusal', booking)).status).toBe(200);
    expect(await listed(one)).toMatchObject({ answer: 'declined' });
    expect((await accept(one)).body.code).toBe('nothing-offered');
    running.clock.at = new Date(Date.parse(client.at('16:00')) - 60_000).toISOString();
    const to = client.wanted('15:00', 'work-permit', 'asan-ganja', '2026-12-29');
    expect((await client.act('move', one, client.app, to)).body).toMatchObject({
      sequence: 2,
      services: [{ office: 'asan-ganja' }],
    });
    expect((await client.act('cancellation', two)).body).toMatchObject({ services: [{ status: 'cancelled' }] });
    expect([await listed(one), await listed(two)]).toEqual([undefined, undefined]);
  });

  it('and says nothing is reminded once before the offer ends, also of several services, by whatever process', async () => {
    const services = [
      { service: 'work-permit', startsAt: client.at('14:00') },
      { service: 'stay-registration', startsAt: client.at('15:00') },
    ];
    const [silent, declined] = [
      await client.booked(client.form('14:00', { services })),
      await client.booked(client.form('14:20')),
    ];
    await change();
    await client.act('offer/refusal', declined);
    const remindAt = async (at: string) => {
      running.clock.at = at;
      await Promise.all(running.apps.map((app) => app.get(AgendaJobs).remind()));
    };
    for (const at of ['2026-12-01T01:59:59.999Z', '2026-12-01T02:00:00.000Z', '2026-12-01T05:00:00.000Z']) await remindAt(at);
    const text = `SELECT data->>'service' AS service, data->>'remindedAt' AS at FROM event
                  WHERE type = 'OfferReminded' AND data->>'booking' = ANY ($1) ORDER BY 1`;
    expect(await running.log.query(text, [[silent.booking, declined.booking]])).toEqual([
      { service: 'stay-registration', at: '2026-12-01T02:00:00.000Z' },
      { service: 'work-permit', at: '2026-12-01T02:00:00.000Z' },
    ]);
  });

  it('and says nothing is called, until reached', async () => {
    const booking = await client.booked(client.form('16:00'));
    await change();
    running.clock.at = '2026-12-01T06:00:00.000Z';
    expect(await listed(booking)).toMatchObject({ answer: 'unanswered' });
    expect((await accept(booking)).body).toMatchObject({ code: 'offer-expired', offer: { places: expect.any(Array) as [] } });
    expect((await call(booking, false)).status).toBe(204);
    expect(await listed(booking)).toMatchObject({ calls: 1 });
    expect((await call(booking, true)).status).toBe(204);
    expect(await listed(booking)).toBeUndefined();
    const standing = await client.booked(
      client.form('09:00', client.wanted('09:00', 'work-permit', 'asan-baku-1', '2026-12-28')),
    );
    expect((await call(standing, true)).status).toBe(409);
  });

  it('keeps it when the office opens after all, and the other place is free again', async () => {
    const booking = await client.booked(client.form('09:00'));
    await change();
    const { on, startsAt } = await offerOf(booking);
    const count = 'SELECT count(*)::int AS n FROM place_view WHERE on_day = $1 AND starts_at = $2 AND status = $3';
    const offered = () => running.log.query<{ n: number }>(count, [on, startsAt, 'offered']);
    const [before] = await offered();
    await reopen();
    expect((await offered())[0]?.n).toBe((before?.n ?? 0) - 1);
    expect((await seen(booking)).services).toMatchObject([{ on: client.on, withdrawn: null }]);
    expect((await accept(booking)).body.code).toBe('nothing-offered');
  });

  it('of several services keeps none of them, and is offered all', async () => {
    const services = [
      { service: 'work-permit', startsAt: client.at('09:00') },
      { service: 'stay-registration', startsAt: client.at('15:00') },
    ];
    const booking = await client.booked(client.form('09:00', { services }));
    await change(untilNoon);
    const parts = (await seen(booking)).services;
    expect(new Set(parts.map(({ withdrawn }) => withdrawn?.offer?.on)).size).toBe(1);
    expect((await accept(booking)).body.services).toHaveLength(2);
  });

  it('and was erased is told nothing, and keeps nobody else from being told', async () => {
    const [gone, other] = [await client.booked(client.form('14:00')), await client.booked(client.form('14:00'))];
    await running.erase(gone);
    await change();
    expect((await seen(gone)).services[0]?.withdrawn).toBeNull();
    expect((await seen(other)).services[0]?.withdrawn).not.toBeNull();
  });

  it('and then the offered one too is offered a third', async () => {
    const booking = await client.booked(client.form('09:00'));
    await change();
    const first = await offerOf(booking);
    client.on = first.on;
    await change();
    expect((await offerOf(booking)).on > first.on).toBe(true);
    expect((await accept(booking)).status).toBe(200);
  });
});

it('A plan that takes a service away withdraws its places, in the words of its act', async () => {
  client.on = '2026-12-22';
  const booking = await client.booked(client.form('09:00'));
  const { body } = await running.get<{ plans: { plan: { services: object[] } }[] }>('/v1/offices/asan-baku-1');
  const plan = { ...body.plans[0]!.plan, validFrom: client.on, source: 'Order 17 (sample)' };
  const fewer = { ...plan, services: plan.services.filter((one) => !('service' in one && one.service === 'work-permit')) };
  const weekHours = (fewer as unknown as { hours: { season: unknown }[] }).hours.map(({ season, ...hours }) => ({
    ...hours,
    ...(season !== null && { season }),
  }));
  const setting = { ...fewer, hours: weekHours };
  const shown = await running.post<ImpactDto>('/v1/offices/asan-baku-1/plan/impact', setting, supervisor);
  expect(shown.body).toMatchObject({ services: [{ service: 'work-permit' }] });
  const put = await running.put(`/v1/offices/asan-baku-1/plan?impact=${shown.body.impact}`, setting, supervisor);
  expect(put.status).toBe(204);
  await align();
  const [part] = (await seen(booking)).services;
  expect(part?.withdrawn).toMatchObject({ reason: 'Order 17 (sample)' });
  expect(part?.withdrawn?.offer?.office).not.toBe('asan-baku-1');
});

it('The tables of places and withdrawals, made anew from the log, are the same', async () => {
  for (const view of [placeView, withdrawalView]) {
    const report = await rebuild({ connectionString: running.ownerUrl, view, deciders: [agenda] });
    expect(report).toMatchObject({ outcome: 'proved' });
  }
});
