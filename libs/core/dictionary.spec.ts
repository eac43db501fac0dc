import fc from 'fast-check';
import { Dictionary } from './dictionary';

const dictionaryOf = (entries: readonly (readonly [string, number])[]) =>
  entries.reduce((known, [key, value]) => known.with(key, value), Dictionary.empty<number>());

describe('A dictionary', () => {
  const entries = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat()), { maxLength: 400 });

  it('knows what a map knows after the same additions', () => {
    fc.assert(
      fc.property(entries, fc.string({ maxLength: 3 }), (added, other) => {
        const [known, map] = [dictionaryOf(added), new Map(added)];
        expect(known.values().sort()).toEqual([...map.values()].sort());
        for (const key of [...map.keys(), other]) expect(known.get(key)).toBe(map.get(key));
      }),
    );
  });
  it('stays as it was when another one follows from it', () => {
    fc.assert(
      fc.property(entries, entries, (before, after) => {
        const known = dictionaryOf(before);
        const stood = [...known.values()];
        for (const [key, value] of after) known.with(key, value);
        expect(known.values()).toEqual(stood);
      }),
    );
  });
  it('tells keys of one hash apart', () => {
    // Each pair leads FNV-1a to the same state.
    const pairs = [
      ['1aa9', '25054'],
      ['4598b', '868b8'],
      ['e8ad', '11d88'],
      ['243b', '8d560'],
    ];
    const alike = pairs.reduce((keys, pair) => keys.flatMap((key) => pair.map((end) => key + end)), ['']);
    const known = dictionaryOf(alike.map((key, i) => [key, i]));
    expect(alike.map((key) => known.get(key))).toEqual(alike.map((_, i) => i));
  });
});
