/** The waiting list on a real PostgreSQL: who waits gets what is released, and nobody else does meanwhile. */
import { rebuild } from '@qeyd/event-store';
import { agenda } from '../agenda/agenda';
import { AgendaJobs } from '../agenda/agenda.job';
import { placeView } from '../agenda/agenda.view';
import { Client, type Booked } from '../../test/client';
import { startQueue, type Answered, type Running } from '../../test/queue.running';
import { guest, NOW, plan } from '../../test/specimens';
import type { DayOffer } from '../place/search';
import { wait } from './wait';
import { WaitDesk } from './wait.desk';
import type { WaitDto } from './wait.dto';
import { waitView } from './wait.view';

let running: Running;
let client: Client;
/** Those who have the three places of the day. */
let booked: Booked[];

const office = 'asan-ganja';
const service = 'work-permit';
const times = ['09:00', '10:00', '11:00'];

beforeAll(async () => {
  running = await startQueue();
  client = await Client.of(running);
  const hours = [{ opens: '09:00', closes: '12:00', breaks: [], weekdays: [1, 2, 3, 4, 5, 6, 7] }];
  const counters = [{ counter: '1', services: [service] }];
  const small = {
    ...plan,
    hours,
    counters,
    services: [{ service, minutes: 60, seats: 1 }],
    validFrom: '2020-01-02',
    source: 'sample',
  };
  const supervisor = await running.bearer('supervisor', { office });
  expect((await running.put(`/v1/offices/${office}/plan`, small, supervisor)).status).toBe(204);
});
afterAll(() => running.close());
beforeEach(async () => {
  running.clock.at = NOW;
  client.nextDay();
  booked = [];
  for (const time of times) booked.push(await client.booked(form(time)));
});

const form = (time: string) => ({ ...client.wanted(time, service, office), people: [client.nobodyYet()] });
const wish = (changes: object = {}) => ({
  ...{ office, service, from: client.on, until: client.on, people: [client.nobodyYet()], email: 'guest@example.org' },
  ...changes,
});
type Answer = Answered<WaitDto & { readonly code: string }>;
const join = (body: object = wish()): Promise<Answer> => running.post('/v1/waits', body, client.app);
const seen = async ({ reference, secret }: WaitDto): Promise<WaitDto> =>
  (await running.post<WaitDto>('/v1/wait-searches', { reference, secret }, client.app)).body;
const serve = (): Promise<void> => running.app.get(WaitDesk).serve({ office, service });
const free = async (): Promise<string[]> => {
  const path = `/v1/offices/${office}/places?service=${service}&from=${client.on}&days=1`;
  const { body } = await running.get<{ days: DayOffer[] }>(path);
  return (body.days[0]?.places ?? []).map(({ startsAt }) => startsAt);
};
const release = async (n: number): Promise<void> => {
  expect((await client.act('cancellation', booked[n]!)).status).toBe(200);
};

describe('Whoever is first on the list', () => {
  it('gets what is given back, held for ten minutes, and confirms it as any hold', async () => {
    const { status, body } = await join();
    expect([status, body.position, body.offer]).toEqual([201, 1, null]);
    await release(1);
    await serve();
    const { offer, position } = await seen(body);
    expect(offer).toMatchObject({ startsAt: client.at('10:00'), heldUntil: '2026-11-30T06:10:00.000Z' });
    expect(position).toBe(1);
    expect((await client.act('confirmation', offer!)).body).toMatchObject({ services: [{ status: 'confirmed' }] });
    await serve();
    expect(await seen(body)).toMatchObject({ ended: 'booked', position: null, offer: null });
  });

  it('is first before anybody has offered anything: others do not see the place, and do not get it', async () => {
    const { body } = await join();
    await release(0);
    expect(await free()).toEqual([]);
    expect((await client.hold(form('09:00'))).body.code).toBe('place-taken');
    const there = client.wanted('09:00', service, office);
    const elsewhere = await client.booked(client.form('09:00'));
    expect((await client.act('move', elsewhere, client.app, there)).body.code).toBe('place-taken');
    await running.post(`/v1/waits/${body.wait}/end`, { secret: body.secret }, client.app);
    expect(await free()).toEqual([client.at('09:00')]);
    expect((await client.hold(form('09:00'))).status).toBe(201);
  });

  it('is last when the offer was let pass, and the next one gets it', async () => {
    const [one, two] = [(await join()).body, (await join()).body];
    expect([one.position, two.position]).toEqual([1, 2]);
    await release(2);
    await serve();
    await serve();
    expect([(await seen(one)).offer?.startsAt, (await seen(two)).offer]).toEqual([client.at('11:00'), null]);
    running.clock.at = '2026-11-30T06:10:00.000Z';
    expect(await free()).toEqual([]);
    await serve();
    expect([(await seen(one)).offer, (await seen(two)).offer?.startsAt]).toEqual([null, client.at('11:00')]);
    running.clock.at = '2026-11-30T06:20:00.000Z';
    await serve();
    expect((await seen(one)).offer?.startsAt).toBe(client.at('11:00'));
    for (const { wait: id, secret } of [one, two]) await running.post(`/v1/waits/${id}/end`, { secret }, client.app);
  });

  it('is one also when the lists are served twice at the same time', async () => {
    const [one, two] = [(await join()).body, (await join()).body];
    await release(0);
    await Promise.all([serve(), running.app.get(WaitDesk).serveAll()]);
    expect([(await seen(one)).offer?.startsAt, (await seen(two)).offer]).toEqual([client.at('09:00'), null]);
    for (const { wait: id, secret } of [one, two]) await running.post(`/v1/waits/${id}/end`, { secret }, client.app);
  });

  it('of a family is served when all of it fits, and lets others pass until then', async () => {
    const family = (await join(wish({ people: [client.nobodyYet(), client.nobodyYet()] }))).body;
    await release(0);
    await serve();
    expect((await seen(family)).offer).toBeNull();
    expect(await free()).toEqual([client.at('09:00')]);
    await release(1);
    await serve();
    expect((await seen(family)).offer).toMatchObject({ startsAt: client.at('09:00'), endsAt: client.at('11:00') });
  });
});

describe('What nobody came for', () => {
  const giveUp = (at: string): Promise<void> => {
    running.clock.at = at;
    return running.app.get(AgendaJobs).giveUp();
  };
  const minutesAfter = (time: string, minutes: number) => new Date(Date.parse(client.at(time)) + minutes * 60_000).toISOString();

  it('goes to whoever is first on the list and can still be there; sooner places are for those who are near', async () => {
    for (const n of [0, 1, 2]) await release(n);
    const people = [client.nobodyYet(), client.nobodyYet(), client.nobodyYet()];
    const family = await client.booked({ ...form('09:00'), people });
    const { body } = await join();
    const officer = await running.bearer('officer', { office });
    const desk = (path: string, asked: object) =>
      running.post<{ code?: string }>(`/v1/offices/${office}/${path}`, asked, officer);
    const status = async () => (await client.find(family.reference, family.secret)).body.services[0]?.status;

    await giveUp(minutesAfter('09:00', 30));
    expect(await status()).toBe('confirmed'); // where no ticket is given, nobody knows who came
    running.clock.at = client.at('09:00');
    await desk('tickets', { service });
    await giveUp(minutesAfter('09:00', 11));
    expect(await status()).toBe('confirmed');
    await giveUp(minutesAfter('09:00', 12));
    await giveUp(minutesAfter('09:00', 12));
    expect(await status()).toBe('missed');
    expect((await desk('check-ins', { reference: family.reference })).body.code).toBe('place-given-up');

    await serve();
    expect((await seen(body)).offer).toMatchObject({ startsAt: client.at('11:00') });
    expect(await free()).toEqual([client.at('10:00')]);
    expect((await client.hold({ ...form('10:00'), people: people.slice(0, 1) })).status).toBe(201);
    await running.post(`/v1/waits/${body.wait}/end`, { secret: body.secret }, client.app);
  });

  it('is given up also where nobody can be told any more', async () => {
    const officer = await running.bearer('officer', { office });
    const { booking } = booked[0]!;
    await running.erase({ booking });
    running.clock.at = client.at('09:00');
    await running.post(`/v1/offices/${office}/tickets`, { service }, officer);
    await giveUp(minutesAfter('09:00', 12));
    expect(await running.log.query('SELECT status FROM place_view WHERE booking = $1', [booking])).toEqual([
      { status: 'missed' },
    ]);
  });

  it('is not what somebody came for in time', async () => {
    const officer = await running.bearer('officer', { office });
    running.clock.at = minutesAfter('09:00', 10);
    const { reference, secret } = booked[0]!;
    expect((await running.post(`/v1/offices/${office}/check-ins`, { reference }, officer)).status).toBe(201);
    await giveUp(minutesAfter('09:00', 20));
    expect((await client.find(reference, secret)).body.services).toMatchObject([{ status: 'confirmed' }]);
  });
});

describe('Nobody waits', () => {
  it('twice for a service, nor with a place of it', async () => {
    const people = [guest(`TWICE${client.on}`)];
    const { body } = await join(wish({ people }));
    expect((await join(wish({ people }))).body.code).toBe('already-waiting');
    await running.post(`/v1/waits/${body.wait}/end`, { secret: body.secret }, client.app);
    const elsewhere = guest(`HAS${client.on}`);
    await client.booked(client.form('09:00', { people: [elsewhere] }));
    expect((await join(wish({ people: [elsewhere] }))).body.code).toBe('already-booked');
  });
  it('where a place is free', async () => {
    await release(0);
    expect((await join()).body).toMatchObject({ code: 'place-free', offer: { places: [{ startsAt: client.at('09:00') }] } });
  });
  it('where it cannot be, nor for days that cannot be', async () => {
    const wrong: [object, string][] = [
      [{ office: 'asan-atlantis' }, 'no-such-office'],
      [{ service: 'citizenship-acquisition' }, 'service-not-received'],
      [{ office: 'rmd-ganja', service: 'citizenship-acquisition' }, 'individually-no-queue'],
      [{ from: '2026-11-29' }, 'day-over'],
      [{ until: '2026-11-30' }, 'days-out-of-order'],
      [{ people: [] }, 'invalid'],
    ];
    for (const [changes, code] of wrong) expect((await join(wish(changes))).body.code).toBe(code);
  });
  it('and is seen by others', async () => {
    const { body } = await join();
    const asked = { reference: body.reference, secret: 'AAAAA-AAAAA-AAAAA-AAAAA' };
    expect((await running.post('/v1/wait-searches', asked, client.app)).status).toBe(404);
    expect((await running.post(`/v1/waits/${body.wait}/end`, { secret: asked.secret }, client.app)).status).toBe(404);
  });
});

it('Whoever waited until the last day is off the list', async () => {
  const { body } = await join();
  running.clock.at = new Date(Date.parse(client.at('09:00')) + 86_400_000).toISOString();
  await serve();
  expect(await seen(body)).toMatchObject({ ended: 'over' });
});

it('The tables of those who wait and of places, made anew from the log, are the same', async () => {
  const { ownerUrl: connectionString } = running;
  expect(await rebuild({ connectionString, view: waitView, deciders: [wait] })).toMatchObject({ outcome: 'proved' });
  expect(await rebuild({ connectionString, view: placeView, deciders: [agenda] })).toMatchObject({ outcome: 'proved' });
});
