/** The register on a real PostgreSQL: what Kafka brings, races between processes, the views and their replay. */
import { addDays } from '@qeyd/calendar';
import type { Recorded } from '@qeyd/core';
import { newId, type EventLog, type Request } from '@qeyd/event-store';
import type { Incoming } from '@qeyd/kafka';
import { Clock } from '@qeyd/platform';
import { cause, filed, logOn, newDatabase, random, registering, request, TestRegister } from '../../test/register';
import { expire, reportDeparture } from '../../test/specimens';
import { codebook } from '../codebook/codebook';
import type { Application, RegistrationEvent } from './events';
import { registration, type RegistrationCommand } from './registration';
import { RegistrationKafka } from './registration.kafka';
import { registrationsOf } from './registration.view';

let register: TestRegister;
beforeAll(async () => void (register = await TestRegister.open()));
afterAll(() => register.close());

const newPerson = async (): Promise<string> => (await register.newPeople(1))[0] ?? '';
const typesOf = (events: readonly Recorded<RegistrationEvent>[]): string[] => events.map(({ type }) => type);

describe('An application from Kafka', () => {
  const arrive = async (data: Application, id: string): Promise<void> => {
    const kafka = new RegistrationKafka(register.codeBooks, register.vault, new Clock());
    const from = {
      source: 'urn:qeyd:intake',
      type: 'ApplicationFiled',
      version: 1,
      time: data.receivedAt,
      topic: 'intake',
    } as const;
    const stream = { stream: `application-${data.application}`, streamVersion: 1, position: 1, partition: 0, offset: '0' };
    const message = { ...from, ...stream, id, correlation: 'c-1', causation: null, data } as Incoming<never>;
    await register.log.executeMany((await kafka.filed(message)) as Request[]);
  };

  it('registers the person, and is answered once however often it comes', async () => {
    const data = filed(await newPerson());
    const id = newId();
    await Promise.all([arrive(data, id), arrive(data, id)]);
    await arrive(data, id);
    const { events } = await register.log.load(registration, data.person);
    expect(typesOf(events)).toEqual(['StayRegistered']);
    expect(events[0]?.cause).toEqual({ id: `urn:qeyd:intake:${id}`, correlation: 'c-1', actor: 'service:urn:qeyd:intake' });
  });

  it('leaves nothing personal in clear, neither in the log nor in a view', async () => {
    const secrets = {
      documentNumber: `N${random()}`,
      surname: `S${random()}`,
      address: `A${random()}`,
      guestEmail: `${random()}@example.org`,
    };
    const data = filed(await newPerson(), secrets);
    await arrive(data, newId());
    const kept = await register.log.query<{ text: string }>(
      `SELECT row_to_json(e)::text AS text FROM event e WHERE stream = $1
       UNION ALL SELECT v::text FROM registration_view v WHERE person = $1
       UNION ALL SELECT v::text FROM application_view v WHERE person = $1`,
      [data.person],
    );
    expect(kept).toHaveLength(3);
    for (const { text } of kept) for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });
});

describe('Two processes at once', () => {
  const on = (log: EventLog, person: string, command: RegistrationCommand) => log.executeMany([request(person, command)]);

  it('give one person one active registration, and every application one answer', async () => {
    const person = await newPerson();
    const filings = Array.from({ length: 40 }, (_, i) =>
      filed(person, { place: `place-${i % 8}`, enteredOn: addDays('2026-03-01', i % 3), movedInOn: '2026-03-03' }),
    );
    await Promise.all(filings.map((filing, i) => on(i % 2 ? register.log : register.other, person, registering(filing))));

    const { events } = await register.log.load(registration, person);
    const count = (type: string) => typesOf(events).filter((one) => one === type).length;
    expect(count('StayRegistered') - count('StayDeregistered')).toBe(1);
    expect(events.length - count('StayDeregistered')).toBe(40);
    const [view] = await register.log.query(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE ended_on IS NULL)::int AS active FROM registration_view WHERE person = $1`,
      [person],
    );
    expect(view).toEqual({ all: count('StayRegistered'), active: 1 });
  });

  it('let departure, expiry and a move race to exactly one de-registration', async () => {
    for (const person of await register.newPeople(20)) {
      const first = registering(filed(person));
      await on(register.log, person, first);
      const departure = reportDeparture('2026-05-20', '2026-05-30T08:00:00.000Z');
      const move = filed(person, { place: 'place-b', movedInOn: '2026-05-01', receivedAt: '2026-05-29T08:00:00.000Z' });
      await Promise.all([
        on(register.log, person, { ...expire('2026-05-30'), registration: first.registration }),
        on(register.other, person, { ...departure, notice: { ...departure.notice, person } }),
        on(register.log, person, registering(move)),
      ]);
      const { events } = await register.other.load(registration, person);
      const ends = events.filter(
        ({ type, data }) => type === 'StayDeregistered' && JSON.stringify(data).includes(first.registration),
      );
      expect(ends).toHaveLength(1);
    }
  });
});

describe('The views', () => {
  it('list the registrations of an office page by page, the newest first', async () => {
    const office = `rmd-${random()}`;
    await register.registerAll((await register.newPeople(5)).map((person) => filed(person, { office })));
    const wanted = { office, status: 'active', limit: 3 } as const;
    const first = await registrationsOf(register.log, { ...wanted, after: null });
    const second = await registrationsOf(register.log, { ...wanted, after: first.at(-1)?.registration ?? null });
    const ids = [...first, ...second].map((row) => row.registration);
    expect(ids).toHaveLength(5);
    expect(ids).toEqual(ids.toSorted().reverse());
    expect(first[0]).toMatchObject({
      office,
      toExclusive: '2026-05-30',
      endedOn: null,
      registeredAt: '2026-03-03T08:00:01.000Z',
    });
    expect(await registrationsOf(register.log, { ...wanted, status: 'ended', after: null })).toEqual([]);
  });

  it('of a replay equal the live ones', async () => {
    const database = await newDatabase('replay');
    const copy = logOn(database, register.vault);
    const streams = await register.log.query<{ stream: string; category: string }>(
      'SELECT DISTINCT stream, category FROM event ORDER BY stream',
    );
    for (const live of [registration, codebook] as unknown as (typeof registration)[]) {
      const ids = streams.filter(({ category }) => category === live.category).map(({ stream }) => stream);
      const decider = { ...live, decide: ({ events }: { events: unknown }) => events };
      const loaded = await register.log.loadMany(live, ids);
      const replays = loaded.map(({ events }, n) => ({
        decider,
        id: ids[n],
        command: { type: 'Replay', events },
        cause: cause(),
      }));
      await copy.executeMany(replays as unknown as Request[]);
    }
    for (const table of ['registration_view', 'application_view', 'codebook_view']) {
      const sum = `SELECT count(*)::int, md5(string_agg(t::text, ';' ORDER BY t::text)) FROM ${table} t`;
      expect(await copy.query(sum)).toEqual(await register.log.query(sum));
    }
    await copy.close();
    await database.drop();
  });
});
