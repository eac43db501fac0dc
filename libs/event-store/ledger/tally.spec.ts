import { counted, difference, NO_TALLY, runOf, type Tally } from './tally';

const tallyOf = (positions: readonly number[]): Tally => positions.reduce(counted, NO_TALLY);

describe('What is missing from a tally', () => {
  const all = [3, 4, 9, 12, 13, 20, 31];

  it('is named when it stood side by side', () => {
    for (let from = 0; from < all.length; from++) {
      for (let to = from + 1; to <= all.length; to++) {
        const taken = [...all.slice(0, from), ...all.slice(to)];
        expect(runOf(all, difference(tallyOf(all), tallyOf(taken)))).toEqual(all.slice(from, to));
      }
    }
  });

  it('is not guessed when it did not', () => {
    const taken = all.filter((position) => position !== 3 && position !== 20);
    expect(runOf(all, difference(tallyOf(all), tallyOf(taken)))).toBeNull();
  });

  it('is found also where the sums have gone round', () => {
    const far = [1, 2, 3].map((n) => 2 ** 47 + 10 * n);
    expect(runOf(far, difference(tallyOf(far), tallyOf(far.slice(0, 1))))).toEqual(far.slice(1));
  });
});
