/** The vault on a real PostgreSQL: one person one key, and an erasure that reaches every process. */
import { randomBytes } from 'node:crypto';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { Client } from 'pg';
import { Vault, VaultMigration, VaultUnavailable } from './index';

const keys = { masterKey: randomBytes(32).toString('base64'), blindKey: randomBytes(32).toString('base64') };
const document = (number: string) => ({ country: 'UTO', type: 'passport', number });
const newDocument = () => document(randomBytes(6).toString('hex'));

let database: TestDatabase;
let one: Vault;
let two: Vault;

beforeAll(async () => {
  database = await testDatabase('qeyd_vault', [VaultMigration]);
  one = await Vault.open({ connectionString: database.url, ...keys });
  two = await Vault.open({ connectionString: database.url, ...keys });
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await database.drop();
});

const asked = async <Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client
    .query<Row>(text, values)
    .then(({ rows }) => rows)
    .finally(() => client.end());
};
const identified = async (vault: Vault, number: string): Promise<string> => (await vault.identify([document(number)]))[0] ?? '';

describe('A person', () => {
  it('is the same in every process, however the document number is typed', async () => {
    const person = await identified(one, 'L898902C3');
    expect(person).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await identified(two, 'l 898-902 c3')).toBe(person);
  });

  it('is one person when two processes meet hundreds of people for the first time at once', async () => {
    const people = Array.from({ length: 300 }, newDocument);
    const ask = (vault: Vault, order: typeof people) => Promise.all(order.map((identity) => vault.identify([identity])));
    const [here, there] = await Promise.all([ask(one, people), ask(two, people.toReversed())]);
    expect(here.flat()).toEqual(there.flat().reverse());
    expect(new Set(here.flat()).size).toBe(300);
  });

  it('may be named twice in one question', async () => {
    const identity = newDocument();
    const [first, other, again] = await one.identify([identity, newDocument(), identity]);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('has a box that every process opens', async () => {
    const person = await identified(one, 'L898902C3');
    const box = (await one.keysOf([person])).get(person)?.seal('application-1@1:ApplicationFiled', Buffer.from('ERIKSSON'));
    const key = (await two.keysOf([person])).get(person);
    expect(key?.open('application-1@1:ApplicationFiled', box ?? Buffer.of()).toString()).toBe('ERIKSSON');
  });

  it('cannot be read from the database', async () => {
    await identified(one, 'L898902C3');
    const rows = await asked<{ row: string }>(database.url, 'SELECT subject::text AS row FROM subject');
    expect(rows.filter(({ row }) => row.includes('L898902C3') || row.includes(Buffer.from('L898902C3').toString('hex')))).toEqual(
      [],
    );
  });
});

describe('Erasing a person', () => {
  it('destroys the key in every process, for ever, and tells what it did', async () => {
    const number = randomBytes(6).toString('hex');
    const person = await identified(one, number);
    let heard = 0;
    for (const vault of [one, two]) vault.onErased(() => (heard += 1));
    expect((await two.keysOf([person])).has(person)).toBe(true);
    expect(await one.erase(person)).toBe(true);
    expect(heard).toBeGreaterThan(0);
    expect((await one.keysOf([person])).has(person)).toBe(false);
    while ((await two.keysOf([person])).has(person) || heard < 3) await new Promise(setImmediate);
    expect([await two.erase(person), await two.knows(person)]).toEqual([false, true]);
    const tombstone = await asked(database.url, 'SELECT identity, wrapped_key, erased_at FROM subject WHERE person = $1', [
      person,
    ]);
    expect(tombstone).toEqual([{ identity: null, wrapped_key: null, erased_at: expect.any(Date) as Date }]);
    expect(await identified(two, number)).not.toBe(person);
  });

  it('leaves alone who does not exist', async () => {
    expect(await one.erase('01890000-0000-7000-8000-000000000000')).toBe(false);
    expect(await one.erase('nobody')).toBe(false);
    expect([await one.knows('01890000-0000-7000-8000-000000000000'), await one.knows('nobody')]).toEqual([false, false]);
    expect((await one.keysOf(['01890000-0000-7000-8000-000000000000', 'nobody'])).size).toBe(0);
  });

  it('cannot be undone, and nobody can be deleted or exchanged, by the app or by the owner', async () => {
    const person = (await one.identify([newDocument()]))[0];
    const raise = 'UPDATE subject SET identity = $2, wrapped_key = $2, erased_at = NULL WHERE person = $1';
    await expect(asked(database.url, 'DELETE FROM subject')).rejects.toThrow('permission denied');
    await expect(asked(database.url, 'UPDATE subject SET person = gen_random_uuid()')).rejects.toThrow('permission denied');
    await expect(asked(database.ownerUrl, 'DELETE FROM subject')).rejects.toThrow('never deleted');
    await expect(asked(database.ownerUrl, 'TRUNCATE subject')).rejects.toThrow('never deleted');
    await expect(asked(database.ownerUrl, raise, [person, Buffer.of(1)])).rejects.toThrow('stays who it is');
    await one.erase(person ?? '');
    await expect(asked(database.ownerUrl, raise, [person, Buffer.of(1)])).rejects.toThrow('stays erased');
  });

  it('is heard again after the connections were cut', async () => {
    const people = await one.identify([newDocument(), newDocument()]);
    await two.keysOf(people);
    await asked(
      process.env['TEST_POSTGRES_URL'] ?? '',
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'qeyd-vault'`,
      [new URL(database.url).pathname.slice(1)],
    );
    const listening = `SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN subject_erased' AND state = 'idle' AND datname = current_database()`;
    while ((await asked(database.url, listening)).length < 2) await new Promise(setImmediate);
    expect((await two.keysOf(people)).size).toBe(2);
    expect(await one.erase(people[0] ?? '')).toBe(true);
    while ((await two.keysOf(people)).size > 1) await new Promise(setImmediate);
  });
});

describe('The vault', () => {
  it('keeps a key of its own for each service', async () => {
    const box = (await one.ownKey('intake')).seal('in.asan-0-17', Buffer.from('{}'));
    expect((await two.ownKey('intake')).open('in.asan-0-17', box).toString()).toBe('{}');
    await expect((async () => (await two.ownKey('registration-registry')).open('in.asan-0-17', box))()).rejects.toThrow(
      'sealed by another key',
    );
  });

  it('gives equal texts of one domain equal hashes, and of another domain other ones', () => {
    expect(one.blindIndex('place', 'HEYDAR ALIYEV 1')).toBe(two.blindIndex('place', 'HEYDAR ALIYEV 1'));
    expect(one.blindIndex('owner', 'HEYDAR ALIYEV 1')).not.toBe(one.blindIndex('place', 'HEYDAR ALIYEV 1'));
    expect(one.blindIndex('place', 'HEYDAR ALIYEV 1')).toMatch(/^[\w-]{43}$/);
  });

  it.each(['masterKey', 'blindKey'] as const)('does not open with another %s', async (name) => {
    const other = { ...keys, [name]: randomBytes(32).toString('base64') };
    await expect(Vault.open({ connectionString: database.url, ...other })).rejects.toThrow(`The ${name} is not the one`);
    await expect(Vault.open({ connectionString: database.url, ...keys, [name]: 'short' })).rejects.toThrow(
      'must be 32 bytes in base64',
    );
  });

  it('says so when its database is away', async () => {
    const url = new URL(database.url);
    url.pathname = '/qeyd_nowhere';
    await expect(Vault.open({ connectionString: url.href, ...keys })).rejects.toThrow(VaultUnavailable);
  });
});
