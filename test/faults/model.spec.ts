/** The model finds what is wrong: a sound record is damaged in every way, and each damage must be named. */
import { chained, hashOf, isWhole, judge, type Evidence, type StoredEvent, type Verdict } from './model.mjs';

type Step = readonly [cause: string, id: string, steps: number];

/** What a sound system would show after these commits. */
function sound(...commits: readonly (readonly Step[])[]): Evidence {
  const events: StoredEvent[] = [];
  const chain: { last: number; recordedAt: string; hash: Buffer }[] = [];
  const totals = new Map<string, number>();
  for (const [n, steps] of commits.entries()) {
    const recordedAt = `2026-11-22T09:30:0${n}.000Z`;
    const from = events.length;
    for (const [cause, id, count] of steps) {
      for (let i = 0; i < count; i++) {
        const version = (totals.get(id) ?? 0) + 1;
        totals.set(id, version);
        const event = {
          ...{ position: events.length + 1, id, version, category: 'departure', schema: 1, cause, recordedAt },
          ...{ type: version % 3 === 0 ? 'StepKept' : 'StepTold', data: `{"total":${version}}`, meta: `{"id":"${cause}"}` },
        };
        events.push({ ...event, hash: hashOf(event) });
      }
    }
    const hashes = events.slice(from).map(({ hash }) => hash);
    chain.push({ last: events.length, recordedAt, hash: chained(chain.at(-1)?.hash ?? Buffer.alloc(0), recordedAt, hashes) });
  }
  const steps = commits.flat();
  const notes = events
    .filter(({ type }) => type === 'StepTold')
    .map(({ id, version, position }) => ({ partition: 0, stream: `departure-${id}`, version, position }));
  return {
    sent: steps.map(([cause, stream, count]) => ({ cause, stream, steps: count })),
    acknowledged: steps.map(([cause, stream, count]) => {
      const { version = 0, position = 0 } = events.find((event) => event.cause === cause) ?? {};
      return { cause, stream, version, position, events: count };
    }),
    events,
    commits: chain,
    head: { position: events.length, hash: chain.at(-1)?.hash ?? Buffer.alloc(0) },
    view: [...totals].map(([id, total]) => ({ id, total, events: total })),
    notes,
    answers: notes.map(({ position }) => ({ cause: `urn:${position}` })),
    parked: 0,
    isDone: true,
  };
}

const whole = sound([['a', 's', 2]], [['b', 't', 1], ['c', 's', 3]], [['d', 'u', 1]]); // prettier-ignore
const changed = <T extends object>(rows: readonly T[], index: number, change: Partial<T>): T[] =>
  rows.map((row, i) => (i === index ? { ...row, ...change } : row));
const without = <T>(rows: readonly T[], index: number): T[] => rows.filter((_, i) => i !== index);
const twice = <T>(rows: readonly T[], index: number): T[] => rows.flatMap((row, i) => (i === index ? [row, row] : [row]));
const swapped = <T>([first, second, ...rest]: readonly T[]): T[] => [second as T, first as T, ...rest];

const damages: readonly (readonly [what: string, found: keyof Verdict, damage: (of: Evidence) => Partial<Evidence>])[] = [
  ['an event is gone from the middle', 'lost', ({ events }) => ({ events: without(events, 2) })],
  ['the last commit is gone', 'lost', ({ events, commits }) => ({
    events: events.slice(0, -1),
    commits: commits.slice(0, -1),
    head: { position: 6, hash: commits[1]?.hash ?? Buffer.alloc(0) },
  })], // prettier-ignore
  ['a command stands only in part', 'lost', ({ sent }) => ({ sent: changed(sent, 2, { steps: 4 }) })],
  ['a command stands twice', 'twice', ({ sent }) => ({ sent: changed(sent, 0, { steps: 1 }) })],
  ['a command is torn over two commits', 'broken', ({ commits }) => ({
    commits: [...commits.slice(0, 1), ...changed(commits.slice(1, 2), 0, { last: 4 }), ...commits.slice(1)],
  })], // prettier-ignore
  ['nobody sent a command', 'broken', ({ sent }) => ({ sent: without(sent, 3) })],
  [
    'an answer named another position',
    'broken',
    ({ acknowledged }) => ({ acknowledged: changed(acknowledged, 1, { position: 5 }) }),
  ],
  ['a byte of an event was changed', 'broken', ({ events }) => ({ events: changed(events, 3, { data: '{"total":9}' }) })],
  ['the hash of an event was changed too', 'broken', ({ events }) => ({
    events: events.map((event, i) => (i === 3 ? { ...event, data: '{"total": 3}', hash: hashOf({ ...event, data: '{"total": 3}' }) } : event)),
  })], // prettier-ignore
  ['a version is missing', 'disorder', ({ events }) => ({ events: changed(events, 1, { version: 3 }) })],
  [
    'time runs backwards',
    'disorder',
    ({ events }) => ({ events: changed(events, 6, { recordedAt: '2026-11-22T09:00:00.000Z' }) }),
  ],
  ['the head is behind', 'broken', ({ head }) => ({ head: { ...head, position: 6 } })],
  ['a view is wrong', 'broken', ({ view }) => ({ view: changed(view, 0, { total: 4 }) })],
  ['a view lacks a row', 'broken', ({ view }) => ({ view: without(view, 1) })],
  ['a message never arrived', 'lost', ({ notes, answers }) => ({ notes: without(notes, 1), answers: without(answers, 1) })],
  ['a message was taken twice', 'twice', ({ notes, answers }) => ({ notes: twice(notes, 1), answers: twice(answers, 1) })],
  ['messages came in the wrong order', 'disorder', ({ notes }) => ({ notes: swapped(notes) })],
  ['a message was answered twice', 'twice', ({ answers }) => ({ answers: twice(answers, 0) })],
  ['a message had no answer', 'broken', ({ answers }) => ({ answers: without(answers, 0) })],
  ['a private event came out', 'broken', ({ notes }) => ({ notes: changed(notes, 2, { position: 4, version: 3 }) })],
  ['a message was parked', 'broken', () => ({ parked: 1 })],
];

describe('The model of the faults', () => {
  it('finds nothing wrong with a sound record, nor with one of which a part is still on its way', () => {
    expect(judge(whole)).toEqual({
      sent: 4,
      acknowledged: 4,
      unknown: 0,
      found: 0,
      lost: [],
      twice: [],
      disorder: [],
      broken: [],
    });
    const under = { ...whole, notes: whole.notes.slice(0, 2), answers: whole.answers.slice(0, 2), isDone: false };
    expect(isWhole(judge(under))).toBe(true);
  });

  it('counts what nobody knows the end of, and finds it in the log or not', () => {
    const lonely = { cause: 'e', stream: 'v', steps: 1 };
    const { unknown, found, ...rest } = judge({
      ...whole,
      sent: [...whole.sent, lonely],
      acknowledged: whole.acknowledged.slice(1),
    });
    expect({ unknown, found }).toEqual({ unknown: 2, found: 1 });
    expect(isWhole({ unknown, found, ...rest })).toBe(true);
  });

  it.each(damages)('says it when %s', (_, found, damage) => {
    expect(judge({ ...whole, ...damage(whole) })[found]).not.toHaveLength(0);
  });
});
