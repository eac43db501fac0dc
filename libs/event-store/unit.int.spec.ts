/** Commands and statements that commit together, or not at all, on a real PostgreSQL. */
import { Client } from 'pg';
import { isRefused, type Cause } from '@qeyd/core';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { counter, CounterMigration, counterView } from './counter.fixture';
import { EventLog, EventLogMigration, newId, UnitRefused, type Request } from './index';

const cause = (id = newId()): Cause => ({ id, correlation: 'c-1', actor: 'officer:1' });
const raise = (id: string, by = 1, more: object = {}): Request =>
  ({ decider: counter, id, command: { type: 'Raise', by, ...more }, cause: cause() }) as unknown as Request;

let database: TestDatabase;
let logs: EventLog[];
let log: EventLog;
let other: EventLog;
let owner: Client;

/** One process after the other. */
const turn = (i: number): EventLog => (i % 2 === 0 ? log : other);
const rows = async <R extends object>(sql: string): Promise<R[]> => (await owner.query<R>(sql)).rows;

beforeAll(async () => {
  database = await testDatabase('unit', [EventLogMigration, CounterMigration]);
  logs = [1, 2].map(() => new EventLog({ name: 'test', connectionString: database.url, views: [counterView] }));
  [log, other] = logs as [EventLog, EventLog];
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await Promise.all(logs.map((l) => l.close()));
  await database.drop();
});

describe('a unit', () => {
  const note = (text: string) => ({ text: 'INSERT INTO note VALUES ($1) ON CONFLICT DO NOTHING', values: [text], expectRows: 1 });

  it('commits its events and statements together', async () => {
    const [a, b] = [newId(), newId()];
    await log.executeMany([raise(a), raise(b), raise(a)], [note('together')]);
    expect((await log.loadMany(counter, [a, b])).map(({ state }) => state.total)).toEqual([2, 1]);
    expect(await rows("SELECT text FROM note WHERE text = 'together'")).toHaveLength(1);
  });

  it('keeps nothing when a statement misses its rows, and leaves its neighbours alone', async () => {
    const [a, b] = [newId(), newId()];
    await log.executeMany([], [note('taken')]);
    const [refused, kept] = await Promise.allSettled([
      log.executeMany([raise(a)], [note('taken')]),
      log.executeMany([raise(b)], [note('free')]),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(UnitRefused) as unknown });
    expect(kept.status).toBe('fulfilled');
    expect((await log.loadMany(counter, [a, b])).map(({ version }) => version)).toEqual([0, 1]);
  });
});

describe('a whole unit', () => {
  const both = (a: string, b: string, more: object = {}) => log.executeWhole([raise(a), raise(b, 1, more)]);
  const totals = async (...ids: string[]) => (await log.loadMany(counter, ids)).map(({ state }) => state.total);

  it('commits its events together', async () => {
    const [a, b] = [newId(), newId()];
    expect(await both(a, b)).toMatchObject([{ state: { total: 1 } }, { state: { total: 1 } }]);
    expect(await totals(a, b)).toEqual([1, 1]);
  });

  it('records nothing when one of its commands is refused, whatever was decided before and after it', async () => {
    const [a, b, c] = [newId(), newId(), newId()];
    expect(await log.executeWhole([raise(a), raise(b, 5, { atMost: 4 }), raise(c)])).toMatchObject({ refused: 'too-high' });
    expect(await totals(a, b, c)).toEqual([0, 0, 0]);
    expect(await both(a, b)).toMatchObject([{ version: 1 }, { version: 1 }]);
  });

  it('is decided on what those before it leave, in two processes at once, and never half', async () => {
    const [a, b] = [newId(), newId()];
    const attempts = Array.from({ length: 60 }, (_, i) => turn(i).executeWhole([raise(a), raise(b, 1, { atMost: 20 })]));
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => isRefused(outcome))).toHaveLength(40);
    expect(await totals(a, b)).toEqual([20, 20]);
  });

  it('that is repeated is answered as it was', async () => {
    const [a, b] = [newId(), newId()];
    const unit = [raise(a), raise(b)];
    await log.executeWhole(unit);
    expect(await other.executeWhole(unit)).toMatchObject([{ repeated: true }, { repeated: true }]);
    expect(await totals(a, b)).toEqual([1, 1]);
  });
});
