/** A small memory of what was asked last: bounded in number and, for the sake of erasure, in time. */

export class Recent<V> {
  readonly #kept = new Map<string, { readonly value: V; readonly until: number }>();

  constructor(
    private readonly most: number,
    private readonly milliseconds: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  find(name: string): V | undefined {
    const kept = this.#kept.get(name);
    if (kept === undefined || kept.until > this.now()) return kept?.value;
    this.#kept.delete(name);
    return undefined;
  }

  /** The time runs from when the value was read, and using it does not prolong it; the oldest gives way. */
  keep(name: string, value: V): void {
    this.#kept.delete(name);
    this.#kept.set(name, { value, until: this.now() + this.milliseconds });
    if (this.#kept.size <= this.most) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }

  forget(name: string): void {
    this.#kept.delete(name);
  }

  forgetAll(): void {
    this.#kept.clear();
  }
}
