/** The promises of the log, on a real PostgreSQL. */
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { ERASED, isRefused, type Cause } from '@qeyd/core';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { counter, CounterMigration, counterPublisher, counterView, type CounterEvent } from './counter.fixture';
import { KeysInHand, makeKey } from './key.fixture';
import { EventLog, EventLogMigration, newId, Relay, type Outgoing, type Request } from './index';

const keys = new KeysInHand();
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
  database = await testDatabase('log', [EventLogMigration, CounterMigration]);
  logs = [1, 2].map(() => new EventLog({ name: 'test', connectionString: database.url, views: [counterView], keys }));
  [log, other] = logs as [EventLog, EventLog];
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await Promise.all(logs.map((l) => l.close()));
  await database.drop();
});

describe('appending', () => {
  it('gives the events of one decision consecutive positions and versions', async () => {
    const id = newId();
    const first = await log.execute({ decider: counter, id, command: { type: 'Raise', by: 2 }, cause: cause(), fresh: true });
    const second = await log.execute({ decider: counter, id, command: { type: 'Raise', by: 3 }, cause: cause() });
    expect(first).toMatchObject({ version: 1, repeated: false, state: { total: 2 } });
    expect(second).toMatchObject({
      version: 2,
      state: { total: 5 },
      events: [{ type: 'CounterRaised', version: 2, data: { by: 3, total: 5 } }],
    });
  });

  it('answers a cause once per stream, however often and from wherever it is asked', async () => {
    const id = newId();
    const request = { decider: counter, id, command: { type: 'Raise', by: 7 } as const, cause: cause() };
    const answers = await Promise.all([log, other, log, other, log].map((l) => l.execute(request)));
    for (const answer of answers)
      expect(answer).toMatchObject({ version: 1, state: { total: 7 }, events: [{ data: { total: 7 } }] });
    expect(answers.filter((answer) => 'repeated' in answer && !answer.repeated)).toHaveLength(1);
    expect(new Set(answers.map((answer) => ('events' in answer ? answer.events[0]?.position : 0))).size).toBe(1);
  });

  it('writes nothing for a refusal, and the refusal stands on what is committed', async () => {
    const id = newId();
    const attempts = await Promise.all(Array.from({ length: 40 }, (_, i) => turn(i).execute(raise(id, 1, { atMost: 15 }))));
    expect(attempts.filter((attempt) => isRefused(attempt))).toHaveLength(25);
    expect((await log.load(counter, id)).state.total).toBe(15);
  });

  it('refuses nothing on what it only believes of a stream that another process has moved on', async () => {
    const id = newId();
    await log.execute(raise(id, 10));
    await other.execute(raise(id, -10));
    expect(await log.execute(raise(id, 5, { atMost: 12 }))).toMatchObject({ version: 3, state: { total: 5 } });
    await other.execute(raise(id, 5));
    expect(await log.execute(raise(id, 5))).toMatchObject({ version: 5, state: { total: 15 } });
  });

  it('reads and folds a stream once for all who ask in the same turn', async () => {
    const id = newId();
    for (let n = 0; n < 20; n++) await log.execute(raise(id));
    let folded = 0;
    const counting = {
      ...counter,
      evolve: (...given: Parameters<typeof counter.evolve>) => ((folded += 1), counter.evolve(...given)),
    };
    const asking = Array.from({ length: 30 }, () => other.execute({ ...raise(id, 1, { atMost: 0 }), decider: counting }));
    expect((await Promise.all(asking)).every((outcome) => isRefused(outcome))).toBe(true);
    expect(folded).toBe(20);
  });

  it('finds out when a stream that is called fresh is not', async () => {
    const first = { ...raise(newId(), 7), fresh: true };
    await log.execute(first);
    const again = { version: 1, repeated: true, events: [{ version: 1, data: { total: 7 } }] };
    expect(await other.execute(first)).toMatchObject(again);
    expect(await other.execute({ ...raise(first.id, 1, { atMost: 0 }), fresh: true })).toMatchObject({ refused: 'too-high' });
    expect(await other.execute({ ...raise(first.id, 1), fresh: true })).toMatchObject({ version: 2, state: { total: 8 } });
  });

  it('decides again after a lost race: two processes raise one counter and no step is lost', async () => {
    const id = newId();
    await Promise.all(Array.from({ length: 200 }, (_, i) => turn(i).execute(raise(id))));
    const { state, version } = await log.load(counter, id);
    expect([state.total, version]).toEqual([200, 200]);
    expect(await rows(`SELECT total, raised FROM counter_view WHERE id = '${id}'`)).toEqual([{ total: 200, raised: 200 }]);
  });

  it('decides again, too, when each decision has several events', async () => {
    const id = newId();
    await Promise.all(Array.from({ length: 60 }, (_, i) => turn(i).execute(raise(id, 1, { times: 3 }))));
    expect(await log.load(counter, id)).toMatchObject({ version: 180, state: { total: 180 } });
  });

  it('numbers all events without a gap, in the order of commits, and chains their hashes', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, i) => turn(i).execute(raise(newId()))));
    const events = await rows<{ position: string; hash: Buffer }>('SELECT position, hash FROM event ORDER BY position');
    expect(events.map((event) => Number(event.position))).toEqual(events.map((_, i) => i + 1));
    const commits = await rows<{ last: string; recorded_at: Date; hash: Buffer }>('SELECT * FROM commit_chain ORDER BY last');
    let from = 0;
    let chain: Buffer = Buffer.alloc(0);
    for (const commit of commits) {
      const hashes = events.slice(from, (from = Number(commit.last))).map((event) => event.hash);
      chain = createHash('sha256')
        .update(Buffer.concat([chain, Buffer.from(commit.recorded_at.toISOString()), ...hashes]))
        .digest();
      expect(commit.hash.equals(chain)).toBe(true);
    }
    expect(from).toBe(events.length);
  });

  it('takes an id of another category for a stream that is not there, and gives it to nobody else', async () => {
    const id = newId();
    const stranger = { ...counter, category: 'stranger' };
    await log.execute(raise(id));
    expect(await log.load(stranger, id)).toMatchObject({ version: 0, events: [] });
    const asked = await Promise.all([counter, stranger].map((decider) => other.states(decider, [id])));
    expect(asked.map(([state]) => state?.total)).toEqual([1, 0]);
    await expect(log.execute({ decider: stranger, id, command: { type: 'Raise', by: 1 }, cause: cause() })).rejects.toThrow(
      'event_pkey',
    );
  });

  it('lets a view that refuses one event stop that command alone', async () => {
    const [good, bad] = [newId(), newId()];
    const outcomes = await Promise.allSettled([
      log.execute(raise(good)),
      log.execute(raise(bad, 5000)),
      log.execute(raise(good)),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await log.load(counter, bad)).version).toBe(0);
    expect((await log.load(counter, good)).state.total).toBe(2);
  });
});

describe('personal fields', () => {
  it('are sealed in the table, opened on read, and erased with the key', async () => {
    const [id, person] = [newId(), newId()];
    keys.set(person, makeKey());
    await log.execute({ decider: counter, id, command: { type: 'Open', owner: person, nickname: 'Anna Maria' }, cause: cause() });
    const [row] = await rows<{ data: object; sealed: Buffer }>(`SELECT data, sealed FROM event WHERE stream = '${id}'`);
    expect(row?.data).toEqual({ owner: person });
    expect(row?.sealed.toString('latin1')).not.toContain('Anna');
    expect((await log.load(counter, id)).state.nickname).toBe('Anna Maria');
    keys.delete(person);
    expect((await log.load(counter, id)).state.nickname).toBe(ERASED);
  });

  it('are never dropped in silence: without a key nothing is recorded', async () => {
    const id = newId();
    const open = { decider: counter, id, command: { type: 'Open', owner: newId(), nickname: 'Anna' } as const, cause: cause() };
    await expect(log.execute(open)).rejects.toThrow('its subject has no key');
    expect((await log.load(counter, id)).version).toBe(0);
  });
});

describe('the log is append-only', () => {
  it.each(["UPDATE event SET type = 'x'", 'DELETE FROM event', 'INSERT INTO event DEFAULT VALUES', 'DELETE FROM commit_chain'])(
    'an app may not %s',
    async (sql) => {
      await expect(log.query(sql)).rejects.toThrow(/permission denied/);
    },
  );

  it.each(["UPDATE event SET type = 'x'", 'DELETE FROM event', 'TRUNCATE event', 'TRUNCATE commit_chain'])(
    'even the owner may not %s',
    async (sql) => {
      await expect(owner.query(sql)).rejects.toThrow(/append-only/);
    },
  );
});

describe('the relay', () => {
  const follow = (sink: (events: readonly Outgoing[]) => Promise<void>): Relay => {
    const options = {
      connectionString: database.url,
      log: 'test',
      publishers: [counterPublisher],
      deciders: [counter],
      onFault: () => undefined,
      keys,
    };
    const relay = new Relay({ ...options, sink });
    log.feed(relay);
    relay.start();
    return relay;
  };
  const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await done())) await new Promise((next) => setTimeout(next, 20));
  };

  it('hands on every event once and in order while several processes write, though one relay after the other fails', async () => {
    const seen: number[] = [];
    let calls = 0;
    const flaky = (events: readonly Outgoing[]): Promise<void> => {
      calls += 1;
      if (calls % 5 === 0) return Promise.reject(new Error('the broker is away'));
      seen.push(...events.map(({ position }) => position));
      return Promise.resolve();
    };
    const relays = [follow(flaky), follow(flaky)];
    const streams = Array.from({ length: 30 }, () => newId());
    for (let round = 0; round < 10; round++) {
      await Promise.all(streams.map((id, i) => turn(i).execute(raise(id))));
    }
    const last = await log.position();
    await until(() => seen.at(-1) === last);
    expect(seen).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    expect(relays.filter((relay) => relay.active).length).toBeLessThanOrEqual(1);
    await Promise.all(relays.map((relay) => relay.stop()));
  });

  it('resumes from its number and sends the sealed box, never the clear text', async () => {
    const person = newId();
    keys.set(person, makeKey());
    const sent: Outgoing[] = [];
    await log.execute({
      decider: counter,
      id: newId(),
      command: { type: 'Open', owner: person, nickname: 'Anna' },
      cause: cause(),
    });
    const relay = follow((events) => {
      sent.push(...events);
      return Promise.resolve();
    });
    await until(() => sent.length > 0);
    await relay.stop();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      type: 'CounterOpened' satisfies CounterEvent['type'],
      data: { owner: person },
      correlation: 'c-1',
    });
    const clear = keys.get(person)?.open(`${sent[0]?.stream}@1:CounterOpened`, sent[0]?.box ?? Buffer.alloc(0));
    expect(clear?.toString()).toBe('{"nickname":"Anna"}');
  });
});

it('a reader that follows positions while others write misses nothing and sees nothing twice', async () => {
  const seen: number[] = [];
  const writing = { on: true };
  const reader = (async () => {
    let at = await log.position();
    const start = at;
    while (writing.on || at < (await log.position())) {
      const found = await other.query<{ position: string }>('SELECT position FROM event WHERE position > $1 ORDER BY position', [
        at,
      ]);
      seen.push(...found.map(({ position }) => Number(position)));
      at = seen.at(-1) ?? start;
    }
    return start;
  })();
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      for (let n = 0; n < 25; n++) await turn(i).execute(raise(newId()));
    }),
  );
  writing.on = false;
  const start = await reader;
  expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => start + i + 1));
});
