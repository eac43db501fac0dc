/** The only reader of the system's clock; rules get the time through their commands. */
import type { Instant } from '@qeyd/core';

export class Clock {
  /** `aheadSeconds` moves the clock, so that a demonstration need not wait for midnight. */
  constructor(private readonly aheadSeconds = 0) {}

  /** The present instant in canonical UTC text. */
  now(): Instant {
    return new Date(Date.now() + this.aheadSeconds * 1000).toISOString();
  }
}
