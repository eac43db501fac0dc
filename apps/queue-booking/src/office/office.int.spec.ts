/** Offices and the places that follow from their plans, over HTTP, on a real PostgreSQL. */
import { startQueue, type Running } from '../../test/queue.running';
import { plan } from '../../test/specimens';
import type { OffersDto, OverviewDto } from '../place/place.dto';

let running: Running;
let own: Record<string, string>;
let all: Record<string, string>;

beforeAll(async () => {
  running = await startQueue(2);
  own = await running.bearer('supervisor', { office: 'asan-baku-1' });
  all = await running.bearer('supervisor');
});
afterAll(() => running.close());

const { hours, ...rest } = plan;
const body = { ...rest, hours: hours.map(({ season: _, ...week }) => week), validFrom: '2026-12-03', source: 'Order 7' };
const placesOn = async (on: string, office = 'asan-baku-1'): Promise<OverviewDto['days'][number] | undefined> => {
  const { body: found } = await running.get<OverviewDto>(`/v1/offices/${office}/places?service=work-permit&from=${on}&days=1`);
  return found.days[0];
};

describe('A supervisor', () => {
  it('sets the plan of the own office, and the places follow from its first day on', async () => {
    const before = (await placesOn('2026-12-02'))?.places.length;
    expect(await running.put('/v1/offices/asan-baku-1/plan', body, own)).toEqual({ status: 204, body: null });
    await new Promise((later) => setTimeout(later, 1100)); // the other process may be a second behind
    expect((await placesOn('2026-12-02'))?.places.length).toBe(before);
    expect((await placesOn('2026-12-03'))?.places).toHaveLength(8);
    const { body: office } = await running.get<{ plans: object[] }>('/v1/offices/asan-baku-1');
    expect(office.plans).toContainEqual(expect.objectContaining({ validFrom: '2026-12-03', source: 'Order 7' }));
  });

  it('closes the office on a day with a reason, and opens it again', async () => {
    const day = '/v1/offices/asan-baku-1/days/2026-12-04';
    expect((await running.put(day, { reason: 'Stocktaking' }, own)).status).toBe(204);
    await new Promise((later) => setTimeout(later, 1100));
    expect(await placesOn('2026-12-04')).toMatchObject({ hours: null, reason: 'Stocktaking', places: [] });
    expect((await running.drop(day, own)).status).toBe(204);
    await new Promise((later) => setTimeout(later, 1100));
    expect((await placesOn('2026-12-04'))?.places).toHaveLength(8);
    expect(await running.drop(day, own)).toMatchObject({ status: 404, body: { code: 'no-exceptional-day' } });
  });

  it('changes no other office, unless set above all of them; others change none', async () => {
    const elsewhere = '/v1/offices/asan-ganja/days/2026-12-04';
    const closing = { reason: 'Stocktaking' };
    expect(await running.put(elsewhere, closing, own)).toMatchObject({ status: 403, body: { code: 'not-your-office' } });
    expect((await running.put(elsewhere, closing, await running.bearer('officer', { office: 'asan-ganja' }))).status).toBe(403);
    expect((await running.put(elsewhere, closing, all)).status).toBe(204);
    expect((await running.put('/v1/offices/asan-atlantis/days/2026-12-04', closing, all)).status).toBe(404);
  });

  it('is told what is wrong with a plan that nobody could keep', async () => {
    const services = [{ service: 'work-permit', minutes: 60, seats: 4 }];
    const crowded = await running.put('/v1/offices/asan-baku-1/plan', { ...body, services }, own);
    expect(crowded).toMatchObject({ status: 422, body: { code: 'seats-without-counters' } });
    const wrong = await running.put(
      '/v1/offices/asan-baku-1/plan',
      { ...body, latitude: 91, release: { daysAhead: 30, at: '25:00' } },
      own,
    );
    expect(wrong.body).toMatchObject({
      errors: [
        { pointer: '/latitude', code: 'degrees' },
        { pointer: '/release/at', code: 'pattern' },
      ],
    });
  });
});

describe('The offices that receive a service', () => {
  const offers = async (query: string) => (await running.get<OffersDto>(`/v1/offers?${query}`)).body.items;

  it('are listed by their next place, or by distance, with their names', async () => {
    const found = await offers('service=work-permit');
    const starts = found.map(({ place }) => place?.startsAt ?? '');
    expect(found.length).toBe(21);
    expect(starts).toEqual([...starts].sort());
    const [nearest, next] = await offers('service=work-permit&near=40.69,46.37');
    expect([nearest?.office, nearest?.distanceKm, next?.office]).toEqual(['asan-ganja', 0.3, 'asan-mingachevir']);
    expect(found.find(({ office }) => office === 'asan-baku-1')?.names.en).toBe('asan-baku-1 en');
  });

  it('may receive individually, without a place to take', async () => {
    const found = await offers('service=citizenship-acquisition');
    expect(found.map(({ office, receives, place }) => [office, receives, place !== null])).toContainEqual([
      'rmd-ganja',
      'walk-in',
      false,
    ]);
    expect(found.find(({ office }) => office === 'rmd-baku')).toMatchObject({ receives: 'queue', place: { on: '2026-11-30' } });
  });

  it('are none for a service that does not exist; an office that does not exist is not found', async () => {
    expect(await offers('service=magic')).toEqual([]);
    expect((await running.get('/v1/offices/asan-atlantis/places?service=work-permit')).status).toBe(404);
    expect(await running.get('/v1/offers?service=work-permit&near=here')).toMatchObject({ status: 400 });
  });
});
