/** A view is rebuilt from the log, proved and put in place, while appends go on; on a real PostgreSQL. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import type { Cause } from '@qeyd/core';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { counter, CounterMigration, counterView } from '../counter.fixture';
import { EventLog, EventLogMigration, lastRebuilds, newId, rebuild, RebuildMigration, type Request } from '../index';
import type { RebuildOptions, Rebuilt } from './rebuild';
import { StepsMigration, stepsView } from './steps.fixture';

const cause = (): Cause => ({ id: newId(), correlation: 'c-1', actor: 'officer:1' });
const raise = (id: string, times = 1): Request =>
  ({ decider: counter, id, command: { type: 'Raise', by: 1, times }, cause: cause() }) as unknown as Request;

let database: TestDatabase;
let log: EventLog;
let other: EventLog;
let owner: Client;

const rows = async <R extends object>(sql: string): Promise<R[]> => (await owner.query<R>(sql)).rows;
const rebuilt = (more: Partial<RebuildOptions> = {}): Promise<Rebuilt> =>
  rebuild({ connectionString: database.ownerUrl, view: stepsView, deciders: [counter], ...more });
/** What the catalogue says of the live table and its indexes. */
const described = (): Promise<object[]> =>
  rows(`SELECT relname, reloptions::text, relacl::text, pg_get_indexdef(oid) AS definition FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relname ~ '^steps' ORDER BY relname`);
const oid = async (): Promise<string> =>
  (await rows<{ oid: string }>(`SELECT 'public.steps_view'::regclass::oid AS oid`))[0]?.oid ?? '';
const left = (): Promise<object[]> =>
  rows(`SELECT relnamespace::regnamespace FROM pg_class
  WHERE relnamespace IN ('shadow'::regnamespace, 'replaced'::regnamespace) AND relname = 'steps_view'`);

beforeEach(async () => {
  database = await testDatabase('rebuild', [EventLogMigration, RebuildMigration, CounterMigration, StepsMigration]);
  const open = () => new EventLog({ name: 'test', connectionString: database.url, views: [counterView, stepsView] });
  [log, other] = [open(), open()];
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (let round = 0; round < 10; round++) await log.executeMany(Array.from({ length: 100 }, () => raise(newId(), 4)));
});

afterEach(async () => {
  await owner.end();
  await Promise.all([log.close(), other.close()]);
  await database.drop();
});

/** Appends from another process of the log until told to end; answers how many events there were. */
function appending(): () => Promise<number> {
  const state = { on: true, events: 0 };
  const streams = Array.from({ length: 20 }, () => newId());
  const done = Promise.all(
    streams.map(async (id) => {
      while (state.on) {
        await other.executeMany([raise(id, 2), raise(newId())]);
        state.events += 3;
      }
    }),
  );
  return async () => {
    state.on = false;
    await done;
    return state.events;
  };
}

describe('A rebuild', () => {
  it('is proved while another process appends, and the view works on as before', async () => {
    const [before, table] = [await described(), await oid()];
    const end = appending();
    const result = await rebuilt();
    const events = await end();
    expect(result).toMatchObject({ outcome: 'proved', differing: 0, swapped: true, reason: null });
    expect(events).toBeGreaterThan(0);
    expect([await described(), await left()]).toEqual([before, []]);
    expect(await oid()).not.toBe(table);
    await Promise.all([log, other].map((each) => each.execute(raise(newId()))));
    expect(await log.query('SELECT count(*)::int AS n FROM steps_view')).toEqual([{ n: 4000 + events + 2 }]);
    expect(await rebuilt()).toMatchObject({ outcome: 'proved', rows: 4000 + events + 2 });
    expect(await lastRebuilds(database.url)).toMatchObject([{ view: 'steps_view', outcome: 'proved', rows: 4000 + events + 2 }]);
  });

  it('has the same checksum whatever order the rows lie in', async () => {
    const first = await rebuilt();
    await rows('UPDATE steps_view SET opened = opened WHERE n = 2');
    expect(await rebuilt()).toMatchObject({ outcome: 'proved', checksum: first.checksum, rows: first.rows });
    await log.execute(raise(newId()));
    expect((await rebuilt()).checksum).not.toBe(first.checksum);
  });

  it('names a row that was changed, one that was deleted and one that was added by hand, and keeps the live table', async () => {
    const [a, b, c] = await rows<{ id: string }>('SELECT id FROM steps_view WHERE n = 1 ORDER BY id');
    await rows(`UPDATE steps_view SET opened = true, step = '{"by":1,"total":77}' WHERE id = '${a?.id}' AND n = 3`);
    await rows(`DELETE FROM steps_view WHERE id = '${b?.id}' AND n = 2`);
    await rows(`INSERT INTO steps_view VALUES ('${c?.id}', 99, '{}')`);
    const [table, result] = [await oid(), await rebuilt()];
    expect(result).toMatchObject({ outcome: 'differs', differing: 3, swapped: false });
    expect(result.first).toEqual([
      { key: [a?.id, '3'], how: 'changed', columns: ['step', 'opened'] },
      { key: [b?.id, '2'], how: 'missing', columns: [] },
      { key: [c?.id, '99'], how: 'added', columns: [] },
    ]);
    expect(await oid()).toBe(table);
    expect(await left()).toEqual([{ relnamespace: 'shadow' }]);
    expect(await rebuilt({ swapAnyway: true })).toMatchObject({ outcome: 'differs', differing: 3, swapped: true });
    expect(await left()).toEqual([{ relnamespace: 'replaced' }]);
    expect(await rebuilt()).toMatchObject({ outcome: 'proved', rows: 4000 });
  });

  it('finds what differs in a table of many ranges, and counts more than it names', async () => {
    for (let round = 0; round < 12; round++) await log.executeMany(Array.from({ length: 500 }, () => raise(newId(), 4)));
    await rows('UPDATE steps_view SET opened = true WHERE n = 4');
    const result = await rebuilt();
    expect(result).toMatchObject({ outcome: 'differs', rows: 28_000, differing: 7000 });
    expect(result.first).toHaveLength(20);
  });

  it('goes on where it was after a kill -9 in the middle', async () => {
    for (let round = 0; round < 10; round++) await log.executeMany(Array.from({ length: 500 }, () => raise(newId(), 4)));
    const script = ['-r', require.resolve('../../platform/test/typescript.cjs'), require.resolve('./rebuild.child.fixture.ts')];
    const child = spawn(process.execPath, [...script, database.ownerUrl, '20000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(JSON.parse(line)).toEqual({ doing: 'replaying', done: 2000, of: 24_000 });
    const seen: number[] = [];
    const result = await rebuilt({ onProgress: ({ doing, done }) => doing === 'replaying' && seen.push(done) });
    expect(seen[0]).toBeGreaterThan(2000);
    expect(result).toMatchObject({ outcome: 'proved', rows: 24_000 });
    expect(await rows('SELECT count(*)::int AS n FROM rebuild')).toEqual([{ n: 1 }]);
  });

  it('refuses a second one of the same view, and leaves the first alone', async () => {
    const first = rebuilt({ rate: 1000 });
    while ((await rows('SELECT FROM rebuild WHERE position > 0')).length === 0) await new Promise(setImmediate);
    expect(await rebuilt()).toMatchObject({ outcome: 'failed', reason: 'another rebuild of this view runs' });
    expect(await first).toMatchObject({ outcome: 'proved' });
  });

  it('fails with the reason when the view cannot be replayed, and leaves the live table alone', async () => {
    const table = await oid();
    const broken = { ...stepsView.on.CounterRaised, row: () => JSON.parse('{') as never };
    const view = { ...stepsView, on: { ...stepsView.on, CounterRaised: broken as typeof stepsView.on.CounterRaised } };
    const result = await rebuilt({ view });
    expect(result).toMatchObject({ outcome: 'failed', swapped: false, reason: expect.stringContaining('JSON') as string });
    const {
      on: { CounterRaised: _, ...rest },
    } = stepsView;
    expect((await rebuilt({ view: { ...stepsView, on: rest } })).reason).toContain('does not say what CounterRaised');
    expect([await oid(), await left()]).toEqual([table, []]);
    expect(await rows(`SELECT outcome FROM rebuild`)).toEqual([{ outcome: 'failed' }, { outcome: 'failed' }]);
    expect(await rebuilt()).toMatchObject({ outcome: 'proved' });
  });

  it('does not replace a table that something hangs on which no copy would have', async () => {
    await rows('CREATE VIEW opened_steps AS SELECT * FROM steps_view WHERE opened');
    expect(await rebuilt()).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('opened_steps') as string });
  });

  it('lets those who read the live table go first, and appends do not wait for them', async () => {
    const reader = new Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('BEGIN; SELECT count(*) FROM steps_view');
    const end = appending();
    const rebuilding = rebuilt();
    await new Promise((later) => setTimeout(later, 2000));
    await reader.query('COMMIT');
    const result = await rebuilding;
    await Promise.all([end(), reader.end()]);
    expect(result).toMatchObject({ outcome: 'proved', swapped: true });
    expect(await rebuilt()).toMatchObject({ outcome: 'proved' });
  });
});
