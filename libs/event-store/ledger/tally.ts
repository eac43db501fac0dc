/** Counts positions so that a difference between two counts can be named: how many, and what they add up to. */

export interface Tally {
  readonly count: number;
  /** The sum of the positions, modulo 2^48. */
  readonly sum: number;
}

const MODULUS = 2 ** 48;
const within = (sum: number): number => ((sum % MODULUS) + MODULUS) % MODULUS;

export const NO_TALLY: Tally = { count: 0, sum: 0 };

export const counted = ({ count, sum }: Tally, position: number): Tally => ({ count: count + 1, sum: within(sum + position) });

export const difference = (a: Tally, b: Tally): Tally => ({ count: a.count - b.count, sum: within(a.sum - b.sum) });

/**
 * Those of the positions that such a tally can mean if they stand side by side, as what is skipped does: runs of one length
 * have sums that only grow, so at most one run fits. `null` when none does.
 */
export function runOf(positions: readonly number[], { count, sum }: Tally): readonly number[] | null {
  for (let from = 0; from + count <= positions.length; from++) {
    const run = positions.slice(from, from + count);
    if (run.reduce((total, position) => within(total + position), 0) === sum) return run;
  }
  return null;
}
