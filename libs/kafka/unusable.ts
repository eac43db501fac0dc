/** What bad data is called, and what may be said of it. */

/** What is wrong with one field: an RFC 6901 pointer (empty for the message as a whole), a code, a sentence without the value. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** Bad data: the message is parked, or refused back to its sender. A handler may throw it; it never stops a partition. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
  constructor(
    readonly reason: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(reason);
  }
}

/** What is known of a message that cannot be used; its text is not. */
export interface UnusableMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly id: string | null;
  readonly source: string | null;
  readonly type: string | null;
  readonly correlation: string;
  readonly reason: string;
  readonly faults: readonly Fault[];
}
