/** Walks the rows of one table in order, a page at a time, beside the walk through another one. */

export class Cursor<T> {
  private page: readonly T[] = [];
  private at = 0;
  private last: T | undefined;
  private isOver = false;

  /** `read` gives the rows that come after the last one of the page before; none when there are no more. */
  constructor(private readonly read: (last: T | undefined) => Promise<readonly T[]>) {}

  async current(): Promise<T | undefined> {
    if (this.at === this.page.length && !this.isOver) {
      this.page = await this.read(this.last);
      this.at = 0;
      this.last = this.page.at(-1);
      this.isOver = this.page.length === 0;
    }
    return this.page[this.at];
  }

  pass(): void {
    this.at += 1;
  }
}
