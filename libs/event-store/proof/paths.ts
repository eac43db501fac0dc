/** Which subtrees prove what of a Merkle tree (RFC 9162, sections 2.1.3 and 2.1.4), and their hashes out of one reading of the leaves. */
import { rootOver, type Span, type SubtreeListener } from './merkle';

/** The largest power of two below `size`: where a tree of several leaves is divided. */
function halfOf(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** What proves that the leaf `index` is in the tree of `size` leaves, from the leaf up. `from` is where the tree begins. */
export function inclusionPath(index: number, size: number, from = 0): Span[] {
  if (size === 1) return [];
  const half = halfOf(size);
  return index < half
    ? [...inclusionPath(index, half, from), { from: from + half, to: from + size }]
    : [...inclusionPath(index - half, size - half, from + half), { from, to: from + half }];
}

/** What proves that the tree of `size` leaves begins with the one of `old` leaves; `isWhole`: the reader knows the old root. */
export function consistencyPath(old: number, size: number, from = 0, isWhole = true): Span[] {
  if (old === size) return isWhole ? [] : [{ from, to: from + size }];
  const half = halfOf(size);
  return old <= half
    ? [...consistencyPath(old, half, from, isWhole), { from: from + half, to: from + size }]
    : [...consistencyPath(old - half, size - half, from + half, false), { from, to: from + half }];
}

/** The full subtrees that a subtree consists of: itself, or several at the right edge of a tree. */
function fullOnes({ from, to }: Span): Span[] {
  if (from === to) return [];
  const half = halfOf(to - from + 1);
  return [{ from, to: from + half }, ...fullOnes({ from: from + half, to })];
}

const keyOf = ({ from, to }: Span): string => `${from}-${to}`;

/** Picks the subtrees that proofs need while a tree grows: memory for the proofs, not for the tree. */
export class Picked {
  private readonly hashes = new Map<string, Buffer | null>();

  constructor(paths: readonly (readonly Span[])[]) {
    for (const span of paths.flat().flatMap(fullOnes)) this.hashes.set(keyOf(span), null);
  }

  readonly see: SubtreeListener = (span, hash) => {
    const key = keyOf(span);
    if (this.hashes.has(key)) this.hashes.set(key, hash);
  };

  /** The hashes along a path. Throws when the tree did not grow so far. */
  along(path: readonly Span[]): Buffer[] {
    return path.map((span) => rootOver(fullOnes(span).map((full) => this.at(full))));
  }

  private at(span: Span): Buffer {
    const hash = this.hashes.get(keyOf(span));
    if (!hash) throw new Error(`The leaves ${keyOf(span)} were not read`);
    return hash;
  }
}
