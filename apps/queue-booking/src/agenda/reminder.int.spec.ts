/** AgendaJobs on a real PostgreSQL, asked for by two processes, with a clock that is set. */
import { rebuild } from '@qeyd/event-store';
import { Client as PgClient } from 'pg';
import { Client, type Booked } from '../../test/client';
import { startQueue, type Running } from '../../test/queue.running';
import { NOW } from '../../test/specimens';
import { agenda } from './agenda';
import { placeView } from './agenda.view';
import { AgendaJobs } from './agenda.job';

let running: Running;
let client: Client;

beforeAll(async () => {
  running = await startQueue(2);
  client = await Client.of(running);
});
afterAll(() => running.close());
beforeEach(() => {
  running.clock.at = NOW;
});

/** At a time both processes are woken, twice. */
async function remindAt(at: string): Promise<void> {
  running.clock.at = at;
  const jobs = running.apps.map((app) => app.get(AgendaJobs));
  await Promise.all([...jobs, ...jobs].map((job) => job.remind()));
}

const remindersOf = async ({ booking }: Booked) => {
  const text = `SELECT data->>'reminder' AS reminder, data->>'startsAt' AS at FROM event
                WHERE type = 'BookingReminded' AND data->>'booking' = $1 ORDER BY position`;
  return (await running.log.query<{ reminder: string; at: string }>(text, [booking])).map(({ reminder, at }) => [reminder, at]);
};

it('Every visitor is reminded once of each time, however often the job runs and however late', async () => {
  client.on = '2026-12-03';
  const [early, later] = [await client.booked(client.form('10:00')), await client.booked(client.form('16:00'))];
  await remindAt('2026-12-02T06:00:00.000Z');
  expect([await remindersOf(early), await remindersOf(later)]).toEqual([[['day', client.at('10:00')]], []]);
  await remindAt('2026-12-03T11:00:00.000Z');
  expect([await remindersOf(early), await remindersOf(later)]).toEqual([
    [['day', client.at('10:00')]],
    [['hours', client.at('16:00')]],
  ]);
});

it('Nobody is reminded of a place that is held, was given back or has begun, and whoever moved of the new one', async () => {
  client.on = '2026-12-08';
  const [gone, moved] = [await client.booked(client.form('10:00')), await client.booked(client.form('10:00'))];
  const begun = await client.booked(client.form('09:00'));
  await client.act('cancellation', gone);
  await client.act('move', moved, client.app, client.wanted('15:00'));
  await remindAt('2026-12-08T05:30:00.000Z');
  const held = await client.held(client.form('16:00'));
  await remindAt('2026-12-08T05:31:00.000Z');
  for (const none of [gone, begun, held]) expect(await remindersOf(none)).toEqual([]);
  expect(await remindersOf(moved)).toEqual([['day', client.at('15:00')]]);
  await client.act('move', moved, client.app, client.wanted('16:00', 'work-permit', 'asan-baku-1', '2026-12-09'));
  await remindAt('2026-12-09T11:00:00.000Z');
  expect(await remindersOf(moved)).toEqual([
    ['day', client.at('15:00')],
    ['hours', client.at('16:00', '2026-12-09')],
  ]);
});

it('Whoever was erased is not reminded, and stands in nobody’s way', async () => {
  client.on = '2026-12-10';
  const [erased, other] = [await client.booked(client.form('10:00')), await client.booked(client.form('10:00'))];
  await running.erase(erased);
  await remindAt('2026-12-09T06:00:00.000Z');
  expect([await remindersOf(erased), await remindersOf(other)]).toEqual([[], [['day', client.at('10:00')]]]);
});

it('An agenda that cannot be read holds up nobody else, is named, and has its turn when it can be read', async () => {
  client.on = '2026-12-17';
  const unreadable = await client.booked(client.form('10:00'));
  const elsewhere = { services: [{ service: 'stay-registration', startsAt: client.at('09:00') }] };
  const [other, somebody] = [
    await client.booked(client.form('09:00', elsewhere)),
    await client.booked(client.form('09:00', elsewhere)),
  ];
  const remind = running.app.get(AgendaJobs);
  running.clock.at = '2026-12-16T06:30:00.000Z';
  await reshape(unreadable, 99);
  await running.erase(somebody); // whereupon nothing that was read before is kept in memory
  await expect(remind.remind()).rejects.toThrow('1 visitors could not be reminded');
  expect(await remindersOf(other)).toHaveLength(1);
  expect(running.lines.join()).toContain(`booking ${unreadable.booking} could not be looked at`);
  await reshape(unreadable, 1);
  await remind.remind();
  expect(await remindersOf(unreadable)).toHaveLength(1);
});

/** Makes the agenda's events of a shape that this program may not know. */
async function reshape({ booking }: Booked, schema: number): Promise<void> {
  const owner = new PgClient({ connectionString: running.ownerUrl });
  await owner.connect();
  await owner.query('ALTER TABLE event DISABLE TRIGGER event_is_append_only');
  const sql = `UPDATE event SET schema = $2 WHERE stream = (SELECT stream FROM event WHERE data->>'booking' = $1 LIMIT 1)`;
  await owner.query(sql, [booking, schema]);
  await owner.query('ALTER TABLE event ENABLE TRIGGER event_is_append_only');
  await owner.end();
}

it('The table of places, made anew from the log, knows who was reminded', async () => {
  const [row] = await running.log.query<{ n: number }>('SELECT count(*)::int AS n FROM place_view WHERE reminded IS NOT NULL');
  expect(row?.n).toBeGreaterThan(0);
  expect(await rebuild({ connectionString: running.ownerUrl, view: placeView, deciders: [agenda] })).toMatchObject({
    outcome: 'proved',
  });
});
