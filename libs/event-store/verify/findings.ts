/** What does not hold, by the positions concerned; the smallest place comes first. */

/** Something that is not as it was hashed, chained, signed or counted. */
export interface Difference {
  /** The first and the last position that it may concern. */
  readonly from: number;
  readonly through: number;
  /** In plain words. */
  readonly what: string;
}

/** So many are named; beyond, they are counted. */
const NAMED = 1000;

export class Findings {
  private readonly found: Difference[] = [];
  count = 0;

  add(from: number, through: number, what: string): void {
    this.count += 1;
    if (this.found.length < NAMED) this.found.push({ from, through, what });
  }

  /** The order of positions; what is known exactly stands before what is known by the end of a stretch. */
  get inOrder(): readonly Difference[] {
    return this.found.toSorted((a, b) => a.through - b.through || b.from - a.from);
  }
}
