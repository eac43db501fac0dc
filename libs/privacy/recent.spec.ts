/** How long the memory of recent answers lasts. */
import { Recent } from './recent';

describe('The memory of recent answers', () => {
  it('forgets after its time, however often it was used', () => {
    let now = 0;
    const recent = new Recent<string>(10, 5, () => now);
    recent.keep('a', 'key');
    now = 4;
    expect(recent.find('a')).toBe('key');
    now = 5;
    expect(recent.find('a')).toBeUndefined();
  });

  it('gives up the oldest when it is full', () => {
    const recent = new Recent<number>(2, 5, () => 0);
    for (const [index, name] of ['a', 'b', 'a', 'c'].entries()) recent.keep(name, index);
    expect(['a', 'b', 'c'].map((name) => recent.find(name))).toEqual([2, undefined, 3]);
  });

  it('forgets one or all when told', () => {
    const recent = new Recent<number>(5, 5, () => 0);
    for (const name of ['a', 'b', 'c']) recent.keep(name, 1);
    recent.forget('b');
    expect(['a', 'b', 'c'].map((name) => recent.find(name))).toEqual([1, undefined, 1]);
    recent.forgetAll();
    expect(recent.find('a')).toBeUndefined();
  });
});
