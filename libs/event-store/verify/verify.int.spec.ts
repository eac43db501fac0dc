/** One byte changed anywhere is named with its position; on a real PostgreSQL, by a superuser who stops at nothing. */
import type { Evidence } from './events';
import { signNote } from '../proof/note';
import { keysOf, newKey, origin, SignedLog } from '../proof/signed-log.fixture';
import type { Verified } from './verify';

let log: SignedLog;

/** Commits of four events each; checkpoints of 12, 24 and 40. */
beforeAll(async () => {
  log = await SignedLog.open();
  for (const commits of [3, 3, 4]) {
    await log.append(commits);
    await log.sign();
  }
  await log.keep();
});
afterEach(() => log.restore());
afterAll(() => log.close());

const flip = (column: string, at = 5): string => `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;
const firstOf = ({ differences: [first] }: Verified): unknown => first && [first.from, first.through, first.what];

it('finds nothing in a log that nobody touched, and says how much it looked at', async () => {
  const verified = await log.verify();
  expect(verified).toMatchObject({ events: 40, commits: 10, checkpoints: 3, published: 3, count: 0, differences: [] });
  expect(verified.newest?.size).toBe(40);
});

it('finds nothing while the log is written and signed, and nothing in an empty one', async () => {
  const live = await SignedLog.open();
  try {
    expect(await live.verify()).toMatchObject({ events: 0, count: 0, newest: null });
    const rounds: number[] = [];
    const writing = (async () => {
      for (; rounds.length < 15; rounds.push(1)) {
        await live.append(4);
        await live.sign();
      }
    })();
    while (rounds.length < 15) expect((await live.verify()).differences).toEqual([]);
    await writing;
    expect(await live.verify()).toMatchObject({ events: 240, checkpoints: 15, count: 0 });
  } finally {
    await live.close();
  }
});

it.each([
  ['a body', 18, `data = replace(data::text, '"by":1', '"by":2')::json`],
  ['a body, by a blank', 18, `data = (data::text || ' ')::json`],
  ['a cause', 18, `meta = replace(meta::text, 'officer:1', 'officer:2')::json`],
  ['a type', 18, `type = 'CounterRaisee'`],
  ['a category', 18, `category = 'countes'`],
  ['a version', 18, 'version = version + 7'],
  ['a schema', 18, 'schema = schema + 1'],
  ['a stream', 18, `stream = overlay(stream::text placing '0' from 36 for 1)::uuid, version = 99`],
  ['a subject', 17, `subject = gen_random_uuid()`],
  ['a subject, taken away', 17, `subject = NULL`],
  ['a sealed box', 17, flip('sealed')],
  ['a sealed box, taken away', 17, 'sealed = NULL'],
  ['a hash', 18, flip('hash')],
])('names the position where %s was changed', async (_, position, change) => {
  await log.query(`UPDATE event SET ${change} WHERE position = ${position}`);
  const verified = await log.verify();
  expect(firstOf(verified)).toEqual([position, position, expect.stringContaining('does not fit its hash')]);
});

it.each(['1 millisecond', '1 microsecond'])('names the event whose time was moved by %s, and the commit', async (by) => {
  await log.query(`UPDATE event SET recorded_at = recorded_at + interval '${by}' WHERE position = 18`);
  expect(firstOf(await log.verify())).toEqual([18, 18, expect.stringContaining('its commit says')]);
  await log.restore();
  await log.query(`UPDATE commit_chain SET recorded_at = recorded_at + interval '${by}' WHERE last = 20`);
  const verified = await log.verify();
  expect(firstOf(verified)).toEqual([17, 17, expect.stringContaining('its commit says')]);
  expect(verified.differences[1]).toMatchObject({
    from: 17,
    through: 20,
    what: expect.stringContaining('does not follow') as unknown,
  });
});

it('names the commit whose hash was changed, or that is missing', async () => {
  await log.query(`UPDATE commit_chain SET ${flip('hash')} WHERE last = 20`);
  expect(firstOf(await log.verify())).toEqual([17, 20, expect.stringContaining('does not follow')]);
  await log.restore();
  await log.query('DELETE FROM commit_chain WHERE last = 20');
  expect(firstOf(await log.verify())).toEqual([17, 17, expect.stringContaining('its commit says')]);
});

it.each([
  ['of one commit', 18, 19, [17, 20]],
  ['of neighbouring commits', 16, 17, [16, 16]],
])('names the place where two events %s changed places', async (_, a, b, [from, through]) => {
  await log.query(`UPDATE event SET position = -position WHERE position IN (${a}, ${b})`);
  await log.query(`UPDATE event SET position = CASE -position WHEN ${a} THEN ${b} ELSE ${a} END WHERE position < 0`);
  expect(firstOf(await log.verify())).toEqual([from, through, expect.any(String)]);
});

it('names what was taken out of the middle, or put in after the end', async () => {
  await log.query('DELETE FROM event WHERE position IN (18, 19)');
  expect(firstOf(await log.verify())).toEqual([18, 19, expect.stringContaining('is gone')]);
  await log.restore();
  await log.query('INSERT INTO event SELECT 41, gen_random_uuid(), 1, category, type, schema, data, subject, sealed, meta, recorded_at, hash FROM event WHERE position = 40'); // prettier-ignore
  expect(firstOf(await log.verify())).toEqual([41, 41, expect.any(String)]);
});

describe('a deleted last commit', () => {
  const cut = ['DELETE FROM event WHERE position > 36', 'DELETE FROM commit_chain WHERE last > 36'];
  const headBack = 'UPDATE head SET (position, recorded_at, hash) = (SELECT last, recorded_at, hash FROM commit_chain ORDER BY last DESC LIMIT 1)'; // prettier-ignore

  it('is noticed by the head of the log', async () => {
    for (const sql of cut) await log.query(sql);
    expect(firstOf(await log.verify())).toEqual([37, 40, expect.stringContaining('signed 40 events')]);
    await log.query('DELETE FROM checkpoint WHERE size > 36');
    expect(firstOf(await log.verify({ published: null }))).toEqual([37, 40, 'the log counts 40 events, and ends at 36']);
  });

  it('is noticed by the newest checkpoint when the head was put back too', async () => {
    for (const sql of [...cut, headBack]) await log.query(sql);
    const what = expect.stringMatching(/^the checkpoint of .* signed 40 events, and the log ends at 36$/) as unknown;
    expect(firstOf(await log.verify({ published: null }))).toEqual([37, 40, what]);
  });

  it('is noticed by what was published when the checkpoint is gone too; and by nobody else', async () => {
    for (const sql of [...cut, headBack, 'DELETE FROM checkpoint WHERE size > 36']) await log.query(sql);
    expect(await log.verify({ published: null })).toMatchObject({ count: 0, events: 36 });
    const { differences } = await log.verify();
    expect(differences).toContainEqual({
      from: 37,
      through: 40,
      what: expect.stringMatching(/^the published checkpoint/) as unknown,
    });
  });
});

it.each(['position = position + 1', 'position = position - 1', flip('hash'), `recorded_at = recorded_at + interval '1 second'`])(
  'names the end of the log when its head says %s',
  async (change) => {
    await log.query(`UPDATE head SET ${change}`);
    const { count, differences } = await log.verify();
    expect([count, differences[0]?.through]).toEqual([1, change.includes('+ 1') && !change.includes('interval') ? 41 : 40]);
  },
);

describe('a checkpoint', () => {
  const textOf = async (size: number): Promise<string> =>
    (await log.query<{ note: string }>(`SELECT note FROM checkpoint WHERE size = ${size}`))[0]?.note ?? '';

  it('is named when any sign of it was changed', async () => {
    const { length } = await textOf(24);
    for (let at = 1; at <= length; at += 7) {
      await log.query(
        `UPDATE checkpoint SET note = overlay(note placing CASE substr(note, ${at}, 1) WHEN 'x' THEN 'y' ELSE 'x' END from ${at} for 1) WHERE size = 24`,
      );
      expect(firstOf(await log.verify({ published: null }))).toEqual([24, 24, expect.stringContaining('was changed: ')]);
      await log.restore();
    }
  });

  it.each([
    ['peaks', flip('peaks'), 'the peaks'],
    ['size', 'size = 25', 'signed 24 events'],
  ])('is named when its %s was changed', async (_, change, what) => {
    await log.query(`UPDATE checkpoint SET ${change} WHERE size = 24`);
    const { differences } = await log.verify({ published: null });
    expect(differences).toHaveLength(1);
    expect(differences[0]?.what).toContain(what);
  });

  it('is named when it was published and the database has none, or another one', async () => {
    await log.query('DELETE FROM checkpoint WHERE size = 24');
    expect(firstOf(await log.verify())).toEqual([24, 24, expect.stringContaining('was published')]);
    await log.restore();
    const [row] = await log.query<{ hash: Buffer }>('SELECT hash FROM commit_chain WHERE last = 24');
    const other = {
      origin,
      size: 24,
      root: Buffer.alloc(32),
      chain: row?.hash ?? Buffer.alloc(32),
      at: '2026-11-22T10:00:00.000Z',
    };
    const note = signNote(other, keysOf(log.key)); // the service itself told others something else
    const { differences } = await log.verify({ published: (see) => see(note) });
    expect(differences.map(({ from, through }) => [from, through])).toEqual([
      [24, 24],
      [24, 24],
    ]);
  });

  it('is not accepted from a stranger', async () => {
    const note = signNote({ origin, size: 24, root: Buffer.alloc(32), chain: Buffer.alloc(32), at: '2026-11-22T10:00:00.000Z' }, keysOf(newKey())); // prettier-ignore
    await log.query('UPDATE checkpoint SET note = $1 WHERE size = 24', [note]);
    expect(firstOf(await log.verify({ published: null }))).toEqual([24, 24, expect.stringContaining('no known key')]);
    await log.restore();
    expect((await log.verify({ published: (see) => see(note) })).differences[0]?.what).toContain('not genuine');
  });
});

describe('a history that was forged throughout, every hash made anew', () => {
  it('is named by the first checkpoint that does not fit', async () => {
    await log.forge(18, `data = replace(data::text, '"by":1', '"by":2')::json`);
    const { differences } = await log.verify({ published: null });
    expect(differences[0]).toMatchObject({ through: 24, what: expect.stringMatching(/checkpoint of .* signed/) as unknown });
    expect(differences).toContainEqual({ from: 13, through: 24, what: expect.stringContaining('not those that') as unknown });
  });

  it('is named at its very position where the event bears evidence', async () => {
    const evidence: Evidence = {
      name: 'sums',
      keySet: { keys: [] },
      on: { CounterRaised: (data) => ((data as { by: number }).by === 1 ? null : 'its sum is wrong') },
    };
    expect(await log.verify({ evidence })).toMatchObject({ evident: { name: 'sums', count: 30 }, count: 0 });
    await log.forge(18, `data = replace(data::text, '"by":1', '"by":2')::json`);
    expect(firstOf(await log.verify({ evidence }))).toEqual([18, 18, expect.stringContaining('its sum is wrong')]);
  });
});

describe('the table of checkpoints', () => {
  it.each(["UPDATE checkpoint SET note = ''", 'DELETE FROM checkpoint', 'TRUNCATE checkpoint'])(
    'the app may not %s',
    async (sql) => {
      await expect(log.log.query(sql)).rejects.toThrow(/permission denied/);
    },
  );
});
