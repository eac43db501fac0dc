/** A stranger checks a bundle with the stand-alone program and a key from elsewhere; whatever was changed in it is named. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from './excerpt';
import { verifierKey } from '../proof/note';
import { keysOf, newKey, origin, publicHalf, SignedLog } from '../proof/signed-log.fixture';

const PROGRAM = 'deploy/verifier/verify-bundle.mjs';

let log: SignedLog;
let folder: string;
let bundle: Bundle;
let key: string;

/** Checkpoints of 12, 24, 28 and 40; event 18 was first signed by that of 24. */
beforeAll(async () => {
  log = await SignedLog.open();
  for (const commits of [3, 3, 1, 3]) {
    await log.append(commits);
    await log.sign();
  }
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  key = verifierKey(origin, keysOf(log.key).current);
  bundle = await exported([17, 18, 39]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await log.close();
});

async function exported(events: number[], checkpoints: number[] = []): Promise<Bundle> {
  const { bundle: made } = await log.verify({ excerpt: { events, checkpoints } });
  if (!made) throw new Error('There is no bundle');
  return made;
}

/** Runs the program somewhere else, as a stranger would; what it says, line by line, and the code that it ends with. */
function check(content: unknown, ...args: string[]): Promise<{ code: number; said: string[] }> {
  const file = join(folder, 'bundle.json');
  writeFileSync(file, JSON.stringify(content));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(process.cwd(), PROGRAM), file, ...args], { cwd: folder }, (_, said) =>
      resolve({ code: child.exitCode ?? 1, said: said.trim().split('\n') }),
    );
  });
}

const wrong = async (content: unknown, ...args: string[]): Promise<string[]> => {
  const { code, said } = await check(content, '--key', key, ...args);
  const lines = said.filter((line) => line.startsWith('WRONG'));
  expect(code).toBe(lines.length > 0 ? 1 : 0);
  return lines.map((line) => line.slice('WRONG  '.length));
};

/** The bundle with one thing in it changed. */
const changed = (change: (copy: { -readonly [K in keyof Bundle]: Bundle[K] }) => void): Bundle => {
  const copy = structuredClone(bundle);
  change(copy);
  return copy;
};
const withEvent = (change: object): Bundle =>
  changed((copy) => (copy.events = copy.events.map((event) => (event.position === 18 ? { ...event, ...change } : event))));
const event18 = (): Bundle['events'][number] => bundle.events[1]!;
const flipped = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[7] = (bytes[7] ?? 0) ^ 1;
  return bytes.toString('base64');
};

it('holds: the events, the checkpoints that first signed them, the newest, and nothing personal', async () => {
  expect(bundle.checkpoints.map((note) => note.split('\n')[1])).toEqual(['24', '40']);
  expect(bundle.events.map(({ position }) => position)).toEqual([17, 18, 39]);
  expect(JSON.stringify(bundle)).not.toContain('Anna');
  const { code, said } = await check(bundle, '--key', key);
  expect([code, said.length, said.every((line) => line.startsWith('holds'))]).toEqual([0, 6, true]);
  expect(said.at(-2)).toContain(`position 18, recorded at ${event18().recordedAt}: ["counter"`);
});

it('holds for every event of the log, over all checkpoints', async () => {
  const all = await exported(
    Array.from({ length: 40 }, (_, i) => i + 1),
    [12, 24, 28],
  );
  expect(await wrong(all)).toEqual([]);
  expect(all.checkpoints).toHaveLength(4);
});

it.each<[string, () => object]>([
  ['its body', () => ({ body: event18().body.replace('"by":1', '"by":2') })],
  ['its type', () => ({ header: event18().header.replace('Raised', 'Raisee') })],
  ['its cause', () => ({ cause: event18().cause.replace('officer:1', 'officer:2') })],
  ['its time', () => ({ recordedAt: event18().recordedAt.replace(/.Z$/, (end) => (end === '0Z' ? '1Z' : '0Z')) })],
  ['its position', () => ({ position: 19 })],
  ['its position to one that is not there', () => ({ position: 41 })],
  ['a box that it did not have', () => ({ sealed: 'AAAA' })],
  ['its path', () => ({ path: event18().path.map((hash, i) => (i === 2 ? flipped(hash) : hash)) })],
])('names the event when somebody changed %s', async (_, change) => {
  const { position = 18 } = change() as { position?: number };
  const lines = await wrong(withEvent(change()));
  expect(lines).toEqual([expect.stringMatching(new RegExp(`^position ${position}, `))]);
});

it('names the event whose sealed box was changed, and both that changed places', async () => {
  const sealed = changed((copy) => (copy.events = copy.events.map((one) => (one.sealed ? { ...one, sealed: flipped(one.sealed) } : one)))); // prettier-ignore
  expect(await wrong(sealed)).toEqual([expect.stringMatching(/^position 17, /)]);
  const swapped = changed((copy) => {
    const [first, second, ...rest] = copy.events;
    copy.events = [{ ...first!, position: 18 }, { ...second!, position: 17 }, ...rest];
  });
  expect(await wrong(swapped)).toEqual([expect.stringMatching(/^position 18, /), expect.stringMatching(/^position 17, /)]);
});

it('names the checkpoint that was changed, left out, or signed by a stranger', async () => {
  const older = changed((copy) => (copy.checkpoints = [copy.checkpoints[0]!.replace('time 2', 'time 1'), copy.checkpoints[1]!]));
  expect(await wrong(older)).toEqual([expect.stringMatching(/^checkpoint of 24 events/)]);
  const smaller = changed((copy) => (copy.checkpoints = copy.checkpoints.slice(0, 1)));
  expect((await wrong(smaller)).map((line) => line.split(',')[0])).toEqual(['position 17', 'position 18', 'position 39']);
  const { said } = await check(bundle, '--key', verifierKey(origin, keysOf(newKey()).current));
  expect(said.filter((line) => line.startsWith('WRONG  checkpoint'))).toHaveLength(2);
});

it('names the checkpoints between which the log was changed', async () => {
  const lines = await wrong(changed((copy) => (copy.consistency = [copy.consistency[0]!.map(flipped)])));
  expect(lines).toEqual(['that of 40 goes on from that of 24']);
});

it('shows that a checkpoint which a stranger kept is one of these, or that the log was cut behind it', async () => {
  const keep = (note: string): string => {
    writeFileSync(join(folder, 'kept.txt'), note);
    return join(folder, 'kept.txt');
  };
  expect(await wrong(await exported([18], [28]), '--kept', keep(log.published[2]!.note))).toEqual([]);
  await log.append(1);
  await log.sign();
  expect(await wrong(bundle, '--kept', keep(log.published.at(-1)!.note))).toEqual([expect.stringContaining('is one of these')]);
});

it('is still checked after the key was replaced, with both keys', async () => {
  const next = newKey();
  const rotated = keysOf({ keys: [next, { ...publicHalf(log.key), exp: Math.ceil(Date.now() / 1000) + 1 }] });
  await log.append(1);
  await log.sign({ keys: [next, { ...publicHalf(log.key), exp: Math.ceil(Date.now() / 1000) + 1 }] });
  const { bundle: both } = await log.verify({ keys: rotated, excerpt: { events: [18], checkpoints: [] } });
  expect(both?.keys['checkpoints']).toEqual([verifierKey(origin, rotated.current), key]);
  expect(await wrong(both, '--key', verifierKey(origin, rotated.current))).toEqual([]);
  expect(await wrong(both)).toEqual([expect.stringMatching(/^checkpoint of \d+ events/)]);
});

it('is not made of an event that nothing signed yet, nor over a checkpoint that there is not, nor of a log that differs', async () => {
  await log.append(1);
  await expect(log.verify({ excerpt: { events: [1000], checkpoints: [] } })).rejects.toThrow('event 1000 is not signed');
  await expect(log.verify({ excerpt: { events: [18], checkpoints: [25] } })).rejects.toThrow('no checkpoint of size 25');
  await log.query(`UPDATE event SET meta = (meta::text || ' ')::json WHERE position = 3`);
  const excerpt = { events: [18], checkpoints: [] };
  expect(await log.verify({ keys: keysOf(log.key), excerpt, published: null })).toMatchObject({ bundle: null });
});

it('is checked by at most sixty lines of plain Node', async () => {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(PROGRAM, 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
  expect(imported.every((from) => from?.startsWith('node:'))).toBe(true);
});
