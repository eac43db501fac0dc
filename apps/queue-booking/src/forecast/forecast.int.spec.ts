/** Who came and who did not, over HTTP on a real PostgreSQL: what is expected of it, and what overbooking does with it. */
import { Client } from '../../test/client';
import { startQueue, type Running } from '../../test/queue.running';
import { NOW, plan } from '../../test/specimens';
import type { BackTestDto, ForecastDto } from './forecast.dto';

let running: Running;
let client: Client;
let supervisor: Record<string, string>;

const days = ['2026-12-01', '2026-12-02', '2026-12-03'];
const path = '/v1/offices/asan-baku-1';

/** Three days on which two had a place at nine o'clock, and one of them came. */
beforeAll(async () => {
  running = await startQueue();
  client = await Client.of(running);
  supervisor = await running.bearer('supervisor', { office: 'asan-baku-1' });
  running.clock.at = NOW;
  const { hours, ...rest } = plan;
  const body = { ...rest, hours: hours.map(({ season: _, ...week }) => week), validFrom: days[0], source: 'Order 7' };
  expect((await running.put(`${path}/plan`, body, supervisor)).status).toBe(204);
  const references: string[] = [];
  for (const on of days)
    for (let n = 0; n < 2; n++)
      references.push(
        (await client.booked(client.form('09:00', client.wanted('09:00', 'work-permit', 'asan-baku-1', on)))).reference,
      );
  for (const [i, on] of days.entries()) {
    running.clock.at = client.at('09:00', on);
    expect((await running.post(`${path}/check-ins`, { reference: references[i * 2] }, client.officer)).status).toBe(201);
  }
  running.clock.at = client.at('09:00', '2026-12-04');
});
afterAll(() => running.close());

describe('A supervisor', () => {
  it('sees by service and hour who came, what is to be expected and what a seat more would risk', async () => {
    const { body } = await running.get<ForecastDto>(`${path}/forecast`, supervisor);
    expect(body).toMatchObject({ office: 'asan-baku-1', days: 90, policy: null });
    expect(body.hours).toMatchObject([{ service: 'work-permit', hour: 9, booked: 6, came: 3, noShows: 0.5, seats: 2, more: 0 }]);
    expect(body.hours[0]?.risks[0]).toBeCloseTo(1 / 6);
  });

  it('tries a policy on days that are over, each judged by what was known before it', async () => {
    const query = 'service=work-permit&from=2026-12-01&days=3&seats=1&riskPercent=22';
    const { body } = await running.get<BackTestDto>(`${path}/forecast/back-test?${query}`, supervisor);
    expect(body.days).toMatchObject([
      { on: days[0], was: { idle: 15, waited: 0 }, would: { idle: 15, waited: 0, seats: 0 } },
      { on: days[1], was: { idle: 15, waited: 0 }, would: { idle: 14.5, waited: 0, seats: 1 } },
      { on: days[2], was: { idle: 15, waited: 0 }, would: { idle: 14.5, waited: 0, seats: 1 } },
    ]);
  });

  it('tries it in the own office only, and not on days to come', async () => {
    const ask = (office: string, from: string) =>
      running.get<{ code: string }>(
        `/v1/offices/${office}/forecast/back-test?service=work-permit&from=${from}&seats=1&riskPercent=5`,
        supervisor,
      );
    expect((await ask('asan-ganja', '2026-11-01')).body.code).toBe('not-your-office');
    expect((await ask('asan-baku-1', '2026-12-01')).body.code).toBe('days-not-over');
    expect((await running.get(`${path}/forecast`, client.officer)).status).toBe(403);
  });
});

describe('Overbooking', () => {
  const on = '2026-12-07';
  const free = async (): Promise<number> => {
    client.on = on;
    return client.free('09:00');
  };
  const form = () => client.form('09:00', client.wanted('09:00', 'work-permit', 'asan-baku-1', on));

  it('is off by default; switched on it gives a seat with a number of its own to one more person, and to no other', async () => {
    expect(await free()).toBe(2);
    const attributes = { seats: 1, riskPercent: 40, days: 90 };
    await running.log.query('INSERT INTO codebook_row VALUES ($1, $2, $3, NULL, $4, $5, $6)', [
      ...['policies', 'booking-overbooking', '2020-01-01', { az: '', en: '', ru: '' }, attributes, 'sample'],
    ]);
    while ((await free()) < 3) await new Promise((later) => setTimeout(later, 200)); // memory may be seconds behind
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push(await client.hold(form()));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 409]);
    expect(answers[3]?.body.code).toBe('place-taken');
    const seats = await running.log.query(`SELECT seat FROM place_view WHERE on_day = '${on}' ORDER BY seat`);
    expect(seats).toEqual([{ seat: 1 }, { seat: 2 }, { seat: 3 }]);
    expect((await running.get<ForecastDto>(`${path}/forecast`, supervisor)).body).toMatchObject({
      policy: { seats: 1, risk: 0.4 },
      hours: [{ more: 1 }],
    });
  });
});
