/** Which statements a batch of events becomes. */
import { counterView } from './counter.fixture';
import { statementsOf, type Projectable } from './view';

const raised = (stream: string, total: number): Projectable => ({
  category: 'counter',
  stream: `counter-${stream}`,
  version: total,
  type: 'CounterRaised',
  data: { by: 1, total },
  cause: { id: 'c', correlation: 'c', actor: 'test' },
});

it('writes the events of many streams with one statement', () => {
  const statements = statementsOf([counterView as never], [raised('a', 1), raised('b', 2), raised('c', 3)]);
  expect(statements.map(({ values }) => values)).toEqual([
    [
      ['a', 'b', 'c'],
      [1, 2, 3],
    ],
  ]);
  expect(statements[0]?.text).toContain('unnest($1::uuid[], $2::int[]) AS x(id, total)');
});

it('keeps the events of one stream apart and in order', () => {
  const statements = statementsOf([counterView as never], [raised('a', 1), raised('b', 1), raised('a', 2), raised('a', 3)]);
  expect(statements.map(({ values }) => values)).toEqual([
    [
      ['a', 'b'],
      [1, 1],
    ],
    [['a'], [2]],
    [['a'], [3]],
  ]);
});

it('writes the rows of a hot stream with one statement, where the view says what a row is', () => {
  const byTotal = { ...counterView, rowOf: ({ data }: { data: object }) => String('total' in data && data.total) };
  const statements = statementsOf([byTotal as never], [raised('a', 1), raised('a', 2), raised('a', 1), raised('a', 3)]);
  expect(statements.map(({ values }) => values)).toEqual([
    [
      ['a', 'a', 'a'],
      [1, 2, 3],
    ],
    [['a'], [1]],
  ]);
});

it('leaves alone what belongs to another category or does not touch the view', () => {
  const opened: Projectable = { ...raised('a', 1), type: 'CounterOpened' };
  expect(statementsOf([counterView as never], [opened, { ...raised('b', 1), category: 'other' }])).toEqual([]);
});

it('does not pass over an event type that the view has never heard of', () => {
  expect(() => statementsOf([counterView as never], [{ ...raised('a', 1), type: 'CounterMelted' }])).toThrow('CounterMelted');
});
