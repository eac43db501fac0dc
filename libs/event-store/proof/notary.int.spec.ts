/** The notary signs what is committed, once, and never less than it signed before; on a real PostgreSQL. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openNote } from './note';
import { keysOf, newKey, origin, publicHalf, SignedLog } from './signed-log.fixture';

let log: SignedLog;

beforeEach(async () => {
  log = await SignedLog.open();
});
afterEach(() => log.close());

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const sizes = async (): Promise<number[]> =>
  (await log.query<{ size: string }>('SELECT size FROM checkpoint ORDER BY size')).map(({ size }) => Number(size));

it('signs when something is new, and nothing when nothing is', async () => {
  await log.sign();
  expect(await sizes()).toEqual([]);
  await log.append(2);
  for (let again = 0; again < 3; again++) await log.sign();
  await log.append(1);
  await log.sign();
  expect(await sizes()).toEqual([8, 12]);
  expect(log.published.map(({ size }) => size)).toEqual([8, 12]);
  expect(openNote(log.published[1]?.note ?? '', origin, keysOf(publicHalf(log.key)))).toMatchObject({ size: 12 });
});

it('works by itself, several at a time, and signs the rest when the process ends', async () => {
  const notaries = [log.notary(), log.notary()];
  for (const notary of notaries) notary.start();
  await log.append(3);
  while (!(await sizes()).includes(12)) await sleep(50);
  await log.append(1);
  await Promise.all(notaries.map((notary) => notary.stop()));
  await log.notary().stop(); // one that was never started
  expect((await sizes()).at(-1)).toBe(16);
  expect(log.faults).toEqual([]);
  expect(await log.verify()).toMatchObject({ count: 0 });
});

it('signs while Kafka is away, and publishes all of it later', async () => {
  const away = log.notary({ publish: () => new Promise(() => undefined) });
  const { signal } = new AbortController();
  await log.append(1);
  const collecting = setInterval(collectGarbage, 200); // what nobody holds must not be what ends the wait
  await expect(away.attest(signal)).rejects.toThrow('could not be published');
  clearInterval(collecting);
  await log.append(1);
  const refused = log.notary({ publish: () => Promise.reject(new Error('the broker is away')) });
  await expect(refused.attest(signal)).rejects.toThrow('the broker is away');
  expect([await sizes(), log.published]).toEqual([[4, 8], []]);
  await log.sign();
  expect(log.published.map(({ size }) => size)).toEqual([4, 8]);
});

it('signs nothing once the log shows less than was signed, though its checkpoint be gone too', async () => {
  const notary = log.notary();
  const { signal } = new AbortController();
  await log.append(1);
  await notary.attest(signal);
  await log.append(1);
  await notary.attest(signal);
  for (const sql of ['DELETE FROM event WHERE position > 4', 'DELETE FROM commit_chain WHERE last > 4']) await log.query(sql);
  await log.query('UPDATE head SET (position, recorded_at, hash) = (SELECT last, recorded_at, hash FROM commit_chain)');
  await expect(notary.attest(signal)).rejects.toThrow('8 events were signed, and the log shows less');
  await log.query('DELETE FROM checkpoint WHERE size = 8');
  await log.append(4);
  await expect(notary.attest(signal)).rejects.toThrow('8 events were signed');
  expect(await sizes()).toEqual([4]);
});

it('does not go on from a checkpoint that it did not sign, nor over a gap', async () => {
  await log.append(2);
  await log.sign();
  await log.keep();
  await log.append(1);
  await log.query('UPDATE checkpoint SET peaks = set_byte(peaks, 0, get_byte(peaks, 0) # 1)');
  await expect(log.sign()).rejects.toThrow('was changed');
  await log.restore();
  await log.append(1);
  await log.query('DELETE FROM event WHERE position = 10');
  await expect(log.sign()).rejects.toThrow('positions are missing');
  expect(await sizes()).toEqual([8]);
});

it('changes its key: what the old one signed stays proved, by the list of keys and by nothing else', async () => {
  await log.append(1);
  await log.sign();
  const [old, next] = [log.key, newKey()];
  const exp = Math.ceil(Date.now() / 1000) + 1;
  const both = { keys: [next, { ...publicHalf(old), exp }] };
  await log.append(1);
  await log.sign(both);
  const [first, second] = log.published.map(({ note }) => openNote(note, origin, keysOf(both)).key.jwk);
  expect([first?.x, second?.x]).toEqual([old.x, next.x]);
  expect(await log.verify({ keys: keysOf(both) })).toMatchObject({ checkpoints: 2, count: 0 });
  expect((await log.verify({ keys: keysOf(next) })).differences).toContainEqual({
    from: 4,
    through: 4,
    what: expect.stringContaining('no known key signed it') as unknown,
  });
});
