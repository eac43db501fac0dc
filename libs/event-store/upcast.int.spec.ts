/** One log that programs of four ages have written: today's reads, publishes and rebuilds it, on a real PostgreSQL. */
import { ERASED, type Cause } from '@qeyd/core';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import {
  GuestMigration,
  guestPublisher,
  guestView,
  programOf,
  shapesOf,
  TODAY,
  tomorrow,
  type GuestDecider,
} from './stored/guest.fixture';
import { EventLog, EventLogMigration, newId, rebuild, RebuildMigration, Relay, type Outgoing } from './index';
import { KeysInHand, makeKey } from './key.fixture';

const keys = new KeysInHand();
const today = programOf(TODAY);
const cause = (): Cause => ({ id: newId(), correlation: 'c-1', actor: 'officer:1' });

let database: TestDatabase;
let logs: EventLog[];
let relay: Relay;
let sent: Outgoing[];
let faults: unknown[];

/** Each program is a process of its own. */
const write = async (program: GuestDecider, log: EventLog | undefined, guest: string, data: object): Promise<void> => {
  await log?.execute({ decider: program, id: guest, command: { type: 'Note', data }, cause: cause() });
};
/** The same fact, told in every shape by the program of that time. */
async function writeAll(guest: string, nights: string): Promise<void> {
  keys.set(guest, makeKey());
  for (const [i, data] of shapesOf({ guest, nights, name: 'ANNA MARIA ERIKSSON' }).entries())
    await write(programOf(i + 1), logs[i], guest, data);
}
const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((next) => setTimeout(next, 20));
};
const rebuilt = () => rebuild({ connectionString: database.ownerUrl, view: guestView, deciders: [today] });

beforeEach(async () => {
  database = await testDatabase('upcast', [EventLogMigration, RebuildMigration, GuestMigration]);
  const open = () => new EventLog({ name: 'test', connectionString: database.url, views: [guestView], keys });
  logs = Array.from({ length: TODAY }, open);
  [sent, faults] = [[], []];
  relay = new Relay({
    connectionString: database.url,
    log: 'test',
    publishers: [guestPublisher],
    deciders: [today],
    keys,
    sink: (events) => Promise.resolve(void sent.push(...events)),
    onFault: (fault) => faults.push(fault),
  });
});
afterEach(async () => {
  await relay.stop();
  await Promise.all(logs.map((log) => log.close()));
  await database.drop();
});

it('A stream of every age folds to one state, before and after its person is erased, and can be written on', async () => {
  const guest = newId();
  await writeAll(guest, '3');
  const fact = { guest, nights: 3, language: 'az', givenNames: 'ANNA MARIA', surname: 'ERIKSSON', phone: null };
  const [log] = logs;
  expect((await log?.load(today, guest))?.state).toEqual(Array.from({ length: TODAY }, () => fact));
  keys.delete(guest);
  const erased = { ...fact, givenNames: ERASED, surname: ERASED, phone: ERASED };
  expect((await log?.load(today, guest))?.state).toEqual(Array.from({ length: TODAY }, () => erased));
  await write(today, log, guest, erased);
  expect((await log?.load(today, guest))?.version).toBe(TODAY + 1);
});

it('The relay publishes every shape as today’s, its box too, and sends the box of an erased person as it is', async () => {
  const [known, gone] = [newId(), newId()];
  await writeAll(known, '3');
  await writeAll(gone, '4');
  keys.delete(gone);
  relay.start();
  await until(() => sent.length === 2 * TODAY);
  for (const { data, schema } of sent) {
    expect(schema).toBe(TODAY);
    expect(Object.keys(data).sort()).toEqual(['guest', 'language', 'nights']);
  }
  const boxes = sent.filter(({ stream }) => stream === `guest-${known}`);
  for (const { version, box } of boxes) {
    const opened = keys.get(known)?.open(`guest-${known}@${version}:GuestNoted`, box ?? Buffer.alloc(0));
    expect(JSON.parse(String(opened))).toEqual({ givenNames: 'ANNA MARIA', surname: 'ERIKSSON', phone: null });
  }
  const stored = await logs[0]?.query<{ sealed: Buffer }>('SELECT sealed FROM event WHERE stream = $1 ORDER BY version', [gone]);
  expect(sent.filter(({ stream }) => stream === `guest-${gone}`).map(({ box }) => box)).toEqual(
    stored?.map(({ sealed }) => sealed),
  );
});

it('A rebuild over all shapes is proved, though nothing is opened and a person is erased', async () => {
  const guests = Array.from({ length: 50 }, () => newId());
  for (const [i, guest] of guests.entries()) await writeAll(guest, String(i));
  keys.delete(guests[7] ?? '');
  expect(await rebuilt()).toMatchObject({ outcome: 'proved', rows: 50 * TODAY });
});

it('What a newer program wrote is read, published and rebuilt by nobody who does not know it', async () => {
  const guest = newId();
  await writeAll(guest, '3');
  const fact = shapesOf({ guest, nights: '5', name: 'ANNA ERIKSSON' }).at(-1) ?? {};
  await write(tomorrow, logs[0], guest, fact);
  const unknown = `guest-${guest}@${TODAY + 1} is a GuestNoted of version ${TODAY + 1}`;
  await expect(logs[1]?.load(today, guest)).rejects.toThrow(unknown);
  await expect(write(today, logs[1], guest, fact)).rejects.toThrow(unknown);
  expect(await rebuilt()).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(unknown) as string });
  relay.start();
  await until(() => faults.length > 0);
  expect(sent).toEqual([]);
});

it('A stream with a type that this program does not know is not folded to nothing', async () => {
  const guest = newId();
  await writeAll(guest, '3');
  const evolve = (state: unknown, event: { type: string }) => (event.type === 'GuestNoted' ? undefined : state) as never;
  await expect(logs[0]?.load({ ...today, evolve }, guest)).rejects.toThrow('is a GuestNoted, which this program does not know');
});
