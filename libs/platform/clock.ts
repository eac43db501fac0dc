/** The only reader of the system's clock; rules get the time through their commands. */
import type { Instant } from '@qeyd/core';

export class Clock {
  /** The present instant in canonical UTC text. */
  now(): Instant {
    return new Date().toISOString();
  }
}
