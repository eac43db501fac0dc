/** How questions asked at the same time become one. */
import { gather } from './gather';

const asking = (most: number, fails = false) => {
  const batches: number[][] = [];
  const ask = gather(most, (questions: readonly number[]) => {
    batches.push([...questions]);
    return fails ? Promise.reject(new Error('no answer')) : Promise.resolve(questions.map((question) => question * 10));
  });
  return { ask, batches };
};

describe('Questions asked together', () => {
  it('are put once, and everyone gets their own answers in order', async () => {
    const { ask, batches } = asking(100);
    expect(await Promise.all([ask([1, 2]), ask([]), ask([3])])).toEqual([[10, 20], [], [30]]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('share the next one when an answer is awaited already', async () => {
    const { ask, batches } = asking(100);
    const late: Promise<unknown>[] = [];
    const first = ask([1]).then(() => late.push(ask([2]), ask([3])));
    await first;
    await Promise.all(late);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('are split where they are too many, but never one caller from itself', async () => {
    const { ask, batches } = asking(2);
    await Promise.all([ask([1]), ask([2]), ask([3, 4, 5]), ask([6])]);
    expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  it('fail together, and the next ones are asked all the same', async () => {
    const { ask, batches } = asking(100, true);
    await expect(Promise.all([ask([1]), ask([2])])).rejects.toThrow('no answer');
    await expect(ask([3])).rejects.toThrow('no answer');
    expect(batches).toEqual([[1, 2], [3]]);
  });
});
