/** The constraints of the database, with a decider that looks at nothing, on a real PostgreSQL in two processes. */
import { addDays } from '@qeyd/calendar';
import { EventLog, rebuild, ViewRefused } from '@qeyd/event-store';
import { Vault } from '@qeyd/privacy';
import { Client } from '../../test/client';
import { startQueue, type Running } from '../../test/queue.running';
import { KEY, NOW, officeWith, party, visitor } from '../../test/specimens';
import { dayOf } from '../office/opening';
import { epochMinute, slotsOf } from '../place/place';
import { agenda, type AgendaCommand } from './agenda';
import { agendaId, placeView } from './agenda.view';
import { takenPlaces } from './taken.view';

let running: Running;
let client: Client;
let logs: EventLog[];
let persons: readonly string[];

beforeAll(async () => {
  running = await startQueue(2);
  client = await Client.of(running);
  logs = running.apps.map((app) => app.get(EventLog));
  const documents = Array.from({ length: 20 }, (_, n) => ({ country: 'UTO', type: 'passport', number: `BLIND${String(n)}` }));
  persons = await running.app.get(Vault).identify(documents);
});
afterAll(() => running.close());

/** Everybody gets the first seat of the first slot: the agenda is taken to be empty. */
const blind = { ...agenda, decide: (command: AgendaCommand) => agenda.decide(command, agenda.initial) };

const holdBlindly = (booking: number, person: number, on: string): Promise<unknown> => {
  const slots = slotsOf(dayOf(officeWith(), on)!, KEY.service);
  const visitors = [{ ...visitor(person), person: persons[person] ?? '' }];
  const asked = { agenda: { ...KEY, on }, party: party(booking), visitors, startsAt: slots[0]?.startsAt ?? '', slots };
  const command: AgendaCommand = { type: 'Hold', asked, at: NOW, heldUntil: '2026-11-30T06:10:00.000Z' };
  const cause = { id: `blind-${on}-${String(booking)}`, correlation: 'c', actor: 'service:test' };
  const request = { decider: blind, id: agendaId({ ...KEY, on }), command, cause };
  return logs[booking % 2]!.executeWhole([request]);
};
const reasons = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));

describe('Whatever the code above does, the database', () => {
  it('gives no seat twice, and whoever shares the commit does not suffer', async () => {
    client.on = '2026-12-25';
    const other = { services: [{ service: 'stay-registration', startsAt: client.at('15:00') }] };
    const honest = Promise.all(Array.from({ length: 3 }, () => client.held(client.form('15:00', other))));
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => holdBlindly(n, n, client.on)));
    expect(reasons(outcomes)).toEqual(Array.from({ length: 9 }, () => new ViewRefused('place_given_once')));
    await honest;
  });

  it('gives nobody two places of a service', async () => {
    const days = ['2026-12-17', '2026-12-18', '2026-12-23', '2026-12-24'];
    const outcomes = await Promise.allSettled(days.map((on, n) => holdBlindly(10 + n, 10, on)));
    expect(reasons(outcomes)).toEqual(Array.from({ length: 3 }, () => new ViewRefused('one_booking_of_a_service')));
  });
});

it('The table of places, made anew from the log, is the same after bookings were moved and cancelled', async () => {
  const [one, two] = [await client.booked(client.form('14:00')), await client.booked(client.form('14:00'))];
  await client.act('move', one, client.app, client.wanted('15:00', 'work-permit', 'asan-ganja', '2026-12-28'));
  await client.act('move', two, client.app, client.wanted('15:00'));
  await client.act('cancellation', one);
  const rows = await running.log.query<{ status: string }>('SELECT DISTINCT status FROM place_view ORDER BY status');
  expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'confirmed', 'held', 'vacated']);
  const report = await rebuild({ connectionString: running.ownerUrl, view: placeView, deciders: [agenda] });
  expect(report).toMatchObject({ outcome: 'proved' });
});

it('What is taken is found as it was given, office by office and day by day', async () => {
  await client.held(client.form('15:00', { office: 'asan-ganja' }));
  const stored = await running.log.query<{ office: string; on: string; startsAt: Date; endsAt: Date; seat: number }>(
    `SELECT office, on_day::text AS on, starts_at AS "startsAt", ends_at AS "endsAt", seat FROM place_view
     WHERE service = $1 AND status IN ('held', 'confirmed')`,
    [KEY.service],
  );
  const rows = stored.map((row) => ({
    ...row,
    startsAt: epochMinute(row.startsAt.toISOString()),
    endsAt: epochMinute(row.endsAt.toISOString()),
  }));
  expect(new Set(rows.map(({ office }) => office)).size).toBe(2);
  const wanted = { offices: ['asan-baku-1', 'asan-ganja', 'asan-sumgait'], service: KEY.service, now: NOW };
  const found = await takenPlaces(running.log, { ...wanted, from: '2026-12-01', toExclusive: '2027-01-01' });
  const days = Array.from({ length: 31 }, (_, n) => addDays('2026-12-01', n));
  const places = wanted.offices.flatMap((office) =>
    days.flatMap((on) => found(office)(on).map((place) => ({ office, on, ...place }))),
  );
  expect(new Set(places)).toEqual(new Set(rows));
});
