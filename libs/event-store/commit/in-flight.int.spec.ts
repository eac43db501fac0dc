/** What is decided while a commit is in flight, on a real PostgreSQL. */
import { ERASED, isRefused } from '@qeyd/core';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { Pool } from 'pg';
import { counter, CounterMigration, counterView, type CounterState } from '../counter.fixture';
import { KeysInHand, makeKey } from '../key.fixture';
import { EventLog, EventLogMigration, newId, type Request } from '../index';
import type { AnyDecider } from '../stored/codec';
import { StreamReader } from '../stored/streams';
import { TailLoader } from './loader';
import { RecentTails } from './recent-tails';

const raise = (id: string, by = 1, more: object = {}): Request =>
  ({
    decider: counter,
    id,
    command: { type: 'Raise', by, ...more },
    cause: { id: newId(), correlation: 'c-1', actor: 'officer:1' },
  }) as unknown as Request;

const keys = new KeysInHand();
let database: TestDatabase;
let log: EventLog;
let other: EventLog;

beforeAll(async () => {
  database = await testDatabase('flight', [EventLogMigration, CounterMigration]);
  const open = () => new EventLog({ name: 'test', connectionString: database.url, views: [counterView], keys });
  [log, other] = [open(), open()];
});

afterAll(async () => {
  await Promise.all([log.close(), other.close()]);
  await database.drop();
});

describe('a commit in flight', () => {
  /** The next commit is prepared while one is under way. */
  const underWay = () => new Promise((later) => setTimeout(later, 0));

  it('carries those who decided on it along when it succeeds', async () => {
    const id = newId();
    const steps = [];
    for (let n = 0; n < 50; n++) {
      steps.push(log.execute(raise(id)));
      await underWay();
    }
    const versions = (await Promise.all(steps)).map((step) => ('version' in step ? step.version : 0));
    expect(versions.sort((a, b) => a - b)).toEqual(steps.map((_, i) => i + 1));
  });

  it('lets them decide again when it fails', async () => {
    const id = newId();
    const steps = [];
    for (let n = 0; n < 50; n++) {
      steps.push(log.execute(raise(id, n % 5 === 2 ? 5000 : 1)));
      await underWay();
    }
    const outcomes = await Promise.allSettled(steps);
    expect(outcomes.map(({ status }) => status)).toEqual(steps.map((_, n) => (n % 5 === 2 ? 'rejected' : 'fulfilled')));
    expect(await log.load(counter, id)).toMatchObject({ version: 40, state: { total: 40 } });
    expect(await log.query(`SELECT total, raised FROM counter_view WHERE id = '${id}'`)).toEqual([{ total: 40, raised: 40 }]);
  });

  it('makes a refusal that stands on it wait for it', async () => {
    const id = newId();
    const told: string[] = [];
    await log.execute(raise(id));
    const first = log.execute(raise(id, 10)).then(() => told.push('raised'));
    await underWay();
    const second = log
      .execute(raise(id, 1, { atMost: 11 }))
      .then((outcome) => told.push(isRefused(outcome) ? 'refused' : 'raised'));
    await Promise.all([first, second]);
    expect(told).toEqual(['raised', 'refused']);
  });
});

it('reads many streams at once and gives everybody its own, also who asks for what cannot be', async () => {
  const ids = [newId(), newId()];
  await Promise.all(ids.map((id, i) => log.execute(raise(id, i + 1))));
  const found = await Promise.all([...ids, 'no-uuid', newId()].map((id) => log.load(counter, id)));
  expect(found.map(({ version, state }) => [version, state.total])).toEqual([
    [1, 1],
    [1, 2],
    [0, 0],
    [0, 0],
  ]);
  const recordedAt = await log.query<{ at: Date }>(`SELECT recorded_at AS at FROM event WHERE stream = '${ids[0]}'`);
  expect(found[0]?.events[0]?.recordedAt).toBe(recordedAt[0]?.at.toISOString());
});

it('opens a long stream once, also for those who come while it is opened', async () => {
  const id = newId();
  for (let n = 0; n < 20; n++) await log.execute(raise(id));
  const pool = new Pool({ connectionString: database.url });
  const reader = new StreamReader(pool);
  const asked: number[] = [];
  const streams = {
    read: (after: Iterable<readonly [string, number]>) => {
      const wanted = [...after];
      asked.push(...wanted.map(([, version]) => version));
      return reader.read(wanted);
    },
  };
  const loader = new TailLoader(streams, new RecentTails(), null);
  const decider = counter as unknown as AnyDecider;
  const opened = [];
  for (let n = 0; n < 5; n++) {
    opened.push(loader.load([{ id, decider }]));
    await new Promise((later) => setImmediate(later));
  }
  expect((await Promise.all(opened)).map((tails) => tails.get(id)?.version)).toEqual([20, 20, 20, 20, 20]);
  expect(asked).toEqual([0, 20]);
  await pool.end();
});

it('What was opened for somebody is forgotten with the key, also of a stream that two processes write to without a pause', async () => {
  const [id, owner] = [newId(), newId()];
  keys.set(owner, makeKey());
  const cause = { id: newId(), correlation: 'c-1', actor: 'officer:1' };
  await log.execute({ decider: counter, id, command: { type: 'Open', owner, nickname: 'Anna Maria' }, cause });
  const nicknames = async () => {
    const seen = await Promise.all(
      [log, other].map(async (each) => {
        const outcome = await each.execute(raise(id));
        return [isRefused(outcome) ? null : (outcome.state as CounterState), (await each.states(counter, [id]))[0]];
      }),
    );
    return new Set(seen.flat().map((state) => state?.nickname));
  };
  let writing = true;
  const writers = [log, log, other, other].map(async (each) => {
    while (writing) await each.execute(raise(id, 0));
  });
  expect(await nicknames()).toEqual(new Set(['Anna Maria']));
  keys.delete(owner);
  expect(await nicknames()).toEqual(new Set([ERASED]));
  writing = false;
  await Promise.all(writers);
});
