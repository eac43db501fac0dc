/** The running system signs its logs by itself, proves them by one command, and to a stranger by a bundle. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { RunningSystem, specimen, until, type Accepted } from './running';

jest.setTimeout(180_000);

let system: RunningSystem;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proof-'));
  system = await RunningSystem.start({ CHECKPOINT_EVERY_SECONDS: '1' });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await system.stop();
});

interface Ended {
  readonly code: number;
  readonly said: string;
}

const run = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, args, (_, out, err) => resolve({ code: child.exitCode ?? 1, said: out + err }));
  });
const verify = (...words: string[]): Promise<Ended> => system.tool(['verify', ...words]);
const fetched = async <T>(path: string): Promise<T> => (await fetch(`${system.url('intake')}${path}`)).json() as Promise<T>;

/** As whoever owns the server. */
async function asSuperuser(...statements: string[]): Promise<void> {
  const url = new URL(system.description.postgres.url);
  url.pathname = '/qeyd_intake';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  for (const sql of ['SET session_replication_role = replica', ...statements]) await client.query(sql);
  await client.end();
}

/** How many events of intake are signed once nothing more happens. */
async function signed(accepted: readonly Accepted[]): Promise<number> {
  const informed = `SELECT count(*)::int AS count FROM event WHERE type IN ('OutcomeRecorded', 'ApplicantInformed')`;
  await until(async () => (await system.query<{ count: number }>('qeyd_intake', informed))[0]?.count === 2 * accepted.length);
  const all =
    'SELECT position, (SELECT max(size) FROM checkpoint) AS size, (SELECT max(position) FROM relay WHERE name = $1) AS out FROM head';
  const [row] = await until(async () => {
    const found = await system.query<{ position: string; size: string; out: string }>('qeyd_intake', all, ['checkpoint']);
    return found[0]?.position === found[0]?.size && found[0]?.size === found[0]?.out && found;
  });
  return Number(row?.size);
}

it('proves all logs, bundles an application for a stranger, and names what a superuser changes', async () => {
  const accepted = await Promise.all([1, 2, 3].map((i) => system.file(specimen(`proof-${i}@example.org`))));
  const size = await signed(accepted);

  const whole = await verify();
  expect(whole).toMatchObject({ code: 0 });
  for (const app of ['intake', 'registration-registry', 'notification', 'queue-booking'])
    expect(whole.said).toContain(`${app}: nothing differs`);
  expect(whole.said).toMatch(/intake: .* 3 receipts/);
  expect(whole.said).not.toContain('(0 on Kafka)');

  expect(await verify('intake', `--export=${folder}`, '--events=1,2')).toMatchObject({ code: 0 });
  const { keys } = await fetched<{ keys: { verifier: string }[] }>('/.well-known/checkpoint-keys.json');
  const receipts = await fetched<{ keys: { x: string }[] }>('/.well-known/jwks.json');
  const stranger = [join(folder, 'verify-bundle.mjs'), join(folder, 'bundle.json'), '--key', keys[0]?.verifier ?? '', '--receipt-key', receipts.keys[0]?.x ?? '']; // prettier-ignore
  const checked = await run(...stranger);
  expect(checked).toMatchObject({ code: 0 });
  expect(checked.said).toContain('position 1: its receipt');
  const kept = await (await fetch(`${system.url('intake')}/v1/checkpoint`)).text();
  expect(kept.split('\n').slice(0, 2)).toEqual(['urn:qeyd:intake', String(size)]);

  await asSuperuser(`UPDATE event SET meta = (meta::text || ' ')::json WHERE position = 2`);
  const changed = await verify('intake');
  expect(changed.code).toBe(1);
  expect(changed.said).toMatch(/the first at position 2/);

  await asSuperuser(
    `UPDATE event SET meta = trim(meta::text)::json WHERE position = 2`,
    'DELETE FROM event WHERE position > (SELECT max(last) FROM commit_chain WHERE last < (SELECT position FROM head))',
    'DELETE FROM commit_chain WHERE last = (SELECT position FROM head)',
    'UPDATE head SET (position, recorded_at, hash) = (SELECT last, recorded_at, hash FROM commit_chain ORDER BY last DESC LIMIT 1)',
    'DELETE FROM checkpoint WHERE size > (SELECT position FROM head)',
  );
  const cut = await verify('intake');
  expect(cut.code).toBe(1);
  expect(cut.said).toContain(`the published checkpoint of`);
  expect(cut.said).toContain(`signed ${size} events`);
});
