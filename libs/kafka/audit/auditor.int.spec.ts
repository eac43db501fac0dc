/** Every kind of gap is made on purpose, and the auditor must name it; on a real log, a real relay and a real broker. */
import type { Decider } from '@qeyd/core';
import {
  EventLog,
  EventLogMigration,
  idFrom,
  LedgerMigration,
  newId,
  Publishing,
  Relay,
  type Publisher,
} from '@qeyd/event-store';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { Client } from 'pg';
import { encode } from '../cloudevent';
import { Desk, eventually } from '../desk.fixture';
import { Auditor } from './auditor';
import type { AuditReport, ConsumerReport } from './report';

type Withdrawn = { type: 'DepartureWithdrawn'; data: { departure: string; person: string; receivedAt: string } };
type Kept = { type: 'DepartureKept'; data: object };
type Events = Withdrawn | Kept;

const receivedAt = '2026-11-22T09:30:00.000Z';
const departure: Decider<number, { type: 'Withdraw' | 'Keep'; id: string }, Events> = {
  category: 'departure',
  initial: 0,
  decide: ({ type, id }) =>
    type === 'Keep'
      ? [{ type: 'DepartureKept', data: {} }]
      : [{ type: 'DepartureWithdrawn', data: { departure: id, person: id, receivedAt } }],
  evolve: (count) => count + 1,
};
const publisher: Publisher<Events> = {
  category: 'departure',
  on: {
    DepartureWithdrawn: ({ data }) => ({ topic: 'intake', type: 'DepartureWithdrawn', version: 1, data }),
    DepartureKept: null,
  },
};
const publishing = new Publishing([publisher], [departure]);
const source = 'urn:qeyd:intake';

let desk: Desk;
let database: TestDatabase;
let log: EventLog;
let owner: Client;
let auditor: Auditor;
let relay: Relay;

const newAuditor = (): Auditor =>
  new Auditor({
    ...{ name: 'intake', source, access: desk.access, log, publishing },
    readers: { intake: ['desk'] },
    now: () => new Date().toISOString(),
  });

beforeEach(async () => {
  desk = await Desk.open({ intake: 1 });
  database = await testDatabase('audit', [EventLogMigration, LedgerMigration]);
  log = new EventLog({ name: 'intake', connectionString: database.url, views: [] });
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  auditor = newAuditor();
});
afterEach(async () => {
  await relay.stop();
  await auditor.stop();
  await owner.end();
  await log.close();
  await desk.close();
  await database.drop();
});

/** So many events, of which every third is private, on so many streams. */
async function append(count: number, streams = 1): Promise<void> {
  const parent = newId();
  const cause = (i: number) => ({ id: `${parent}:${i}`, correlation: 'c-1', actor: 'officer:1' });
  const commands = Array.from({ length: count }, (_, i) => {
    const id = idFrom(parent, String(i % streams));
    return { decider: departure, id, command: { type: i % 3 === 2 ? 'Keep' : 'Withdraw', id } as const, cause: cause(i) };
  });
  for (const command of commands) await log.execute(command);
}

/** Publishes all there is, then rests. */
async function publish(): Promise<void> {
  relay = new Relay({
    ...{ connectionString: database.url, log: 'intake', publishers: [publisher], deciders: [departure] },
    keys: { keysOf: () => Promise.resolve(new Map()) },
    sink: (events, signal) =>
      desk.producer.send(
        events.map((event) => encode(event, source)),
        signal,
      ),
    onFault: () => undefined,
  });
  relay.start();
  const end = await log.position();
  await eventually(
    () => relay.position,
    (position) => position >= end,
  );
  await relay.stop();
}

/** The desk takes what it can get, tells how far it is, and closes. */
async function consume(): Promise<void> {
  const consumer = await desk.join('one', [{ topic: 'intake' }]);
  const [topic] = await desk.admin.fetchTopicOffsets(`${desk.prefix}intake`);
  await eventually(
    () => desk.rows<{ next_offset: string }>('SELECT next_offset FROM consumer_position'),
    ([row]) => Number(row?.next_offset) >= Number(topic?.high),
  );
  await consumer.close();
}

const deskIn = ({ topics }: AuditReport): ConsumerReport | undefined => topics[0]?.consumers[0];
const missed = { kind: 'missed', consumer: 'desk', topic: 'intake', partition: 0 };

it('says how far everything has come, and that nothing is missing', async () => {
  await append(9);
  await publish();
  await append(3);
  expect(await auditor.audit()).toMatchObject({
    position: 12,
    relayed: 9,
    topics: [{ topic: 'intake', published: 6 }],
    gaps: [],
  });
  await consume();
  const report = await auditor.audit();
  expect(deskIn(report)).toMatchObject({ upTo: 9, missing: 0, behind: 0, behindSeconds: 0 });
  await publish();
  const later = await auditor.audit();
  expect(later).toMatchObject({ relayed: 12, topics: [{ published: 8 }], gaps: [] });
  expect(deskIn(later)).toMatchObject({ upTo: 9, missing: 0, behind: 2 });
  expect(deskIn(later)?.behindSeconds).toBeGreaterThan(0);
  expect(await newAuditor().findReport()).toEqual(later);
});

it('counts thousands over many streams and partitions, and the same after a start', async () => {
  await desk.admin.createPartitions({ topicPartitions: [{ topic: `${desk.prefix}intake`, count: 5 }] });
  const id = newId();
  const parts = Array.from({ length: 12_000 }, (_, i) => ({
    ...{ decider: departure, id: idFrom(id, String(i % 40)), command: { type: i % 3 === 2 ? 'Keep' : 'Withdraw', id } as const },
    cause: { id: `${id}:${i}`, correlation: 'c-1', actor: 'officer:1' },
  }));
  await Promise.all(parts.map((part) => log.execute(part)));
  await publish();
  const first = await auditor.audit();
  expect(first).toMatchObject({ relayed: 12_000, topics: [{ published: 8000 }], gaps: [] });
  expect(deskIn(first)).toMatchObject({ upTo: 0, behind: 8000 });
  const consumer = await desk.join('one', [{ topic: 'intake' }]);
  await eventually(
    () => desk.log.position(),
    (position) => position === 8000,
  );
  await consumer.close();
  const [second, fresh] = [await auditor.audit(), newAuditor()];
  expect(second.gaps).toEqual([]);
  expect(deskIn(second)).toMatchObject({ upTo: 12_000, missing: 0, behind: 0 });
  expect((await fresh.audit()).topics).toEqual(second.topics);
  await fresh.stop();
});

it('names what was deleted from a topic before it was consumed', async () => {
  await append(6);
  await publish();
  await consume();
  expect((await auditor.audit()).gaps).toEqual([]);
  await append(6); // 7, 8, 10 and 11 are public
  await publish();
  await desk.admin.deleteTopicRecords({ topic: `${desk.prefix}intake`, partitions: [{ partition: 0, offset: '6' }] });
  const gone = { kind: 'gone-from-topic', topic: 'intake', partition: 0, beforeOffset: 6 };
  expect((await auditor.audit()).gaps).toEqual([gone]);
  await consume();
  const report = await auditor.audit();
  expect(report.gaps).toEqual([gone, { ...missed, after: 5, upTo: 11, missing: 2, positions: [7, 8] }]);
  expect(deskIn(report)).toMatchObject({ missing: 2, behind: 0 });
  expect((await auditor.audit()).gaps).toEqual(report.gaps);
});

it('names what a consumer was made to skip, each time by itself', async () => {
  const skipTo = (position: number) =>
    desk.rows(
      `UPDATE consumer_position SET revision = revision + 1, sources = jsonb_set(sources, '{${source},position}', '${position}')`,
    );
  await append(6);
  await publish();
  await consume();
  await auditor.audit();
  await skipTo(8);
  await append(6);
  await publish();
  await consume();
  const first = { ...missed, after: 5, upTo: 11, missing: 2, positions: [7, 8] };
  expect((await auditor.audit()).gaps).toEqual([first]);
  await skipTo(13);
  await append(6);
  await publish();
  await consume();
  const report = await auditor.audit();
  expect(report.gaps).toEqual([first, { ...missed, after: 11, upTo: 17, missing: 1, positions: [13] }]);
  expect(deskIn(report)).toMatchObject({ missing: 3 });
});

it('names what a relay skipped, and calls it no gap when a relay went back', async () => {
  await append(6);
  await publish();
  await log.query('UPDATE relay SET position = 2');
  await publish();
  await consume();
  expect((await auditor.audit()).gaps).toEqual([]);
  expect(await desk.notes()).toHaveLength(4);
  await append(6);
  await log.query('UPDATE relay SET position = 10');
  await publish();
  await consume();
  expect((await auditor.audit()).gaps).toEqual([
    { kind: 'not-in-topic', topic: 'intake', partition: 0, missing: 1 }, // two more were sent twice and hide it
    { ...missed, after: 5, upTo: 11, missing: 3, positions: [7, 8, 10] },
  ]);
});

it('names a relay that is ahead of its log, and a topic that never got what was handed on', async () => {
  await append(6);
  await publish();
  await log.query('UPDATE relay SET position = 9');
  expect((await auditor.audit()).gaps).toEqual([{ kind: 'relay-ahead', relayed: 9, position: 6 }]);
  await append(3);
  expect((await auditor.audit()).gaps).toEqual([{ kind: 'not-in-topic', topic: 'intake', partition: 0, missing: 2 }]);
});

it('names positions that a log does not have any more, and a consumer who knows more than its log', async () => {
  await append(9);
  await publish();
  await consume();
  await owner.query('ALTER TABLE event DISABLE TRIGGER event_is_append_only');
  await owner.query('DELETE FROM event WHERE position IN (3, 6)');
  const holes = [
    { kind: 'not-in-log', after: 2, before: 4 },
    { kind: 'not-in-log', after: 5, before: 7 },
  ];
  expect((await auditor.audit()).gaps).toEqual(holes);
  await owner.query('DELETE FROM event WHERE position > 7');
  await owner.query('UPDATE head SET position = 7'); // as if restored from a backup
  await log.query('UPDATE relay SET position = 7');
  expect((await auditor.audit()).gaps).toEqual([
    ...holes,
    { kind: 'ahead-of-log', consumer: 'desk', topic: 'intake', partition: 0, passed: 8, position: 7 },
  ]);
});

it('names a consumer that took something twice', async () => {
  await append(6);
  await publish();
  await consume();
  await desk.rows(
    `UPDATE consumer_position SET revision = revision + 1, next_offset = 0, sources = jsonb_set(sources, '{${source},position}', '0')`,
  );
  await consume();
  expect((await auditor.audit()).gaps).toEqual([
    { kind: 'taken-twice', consumer: 'desk', topic: 'intake', partition: 0, surplus: 4 },
  ]);
});
