/** The shapes of what the model judges and answers. */

export interface Sent {
  readonly cause: string;
  readonly stream: string;
  readonly steps: number;
}

export interface Acknowledged {
  readonly cause: string;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly events: number;
}

export interface StoredEvent {
  readonly position: number;
  readonly id: string;
  readonly version: number;
  readonly category: string;
  readonly type: string;
  readonly schema: number;
  readonly data: string;
  readonly meta: string;
  readonly cause: string;
  readonly recordedAt: string;
  readonly hash: Buffer;
}

export interface Evidence {
  readonly sent: readonly Sent[];
  readonly acknowledged: readonly Acknowledged[];
  /** In order of position. */
  readonly events: readonly StoredEvent[];
  readonly commits: readonly { readonly last: number; readonly recordedAt: string; readonly hash: Buffer }[];
  readonly head: { readonly position: number; readonly hash: Buffer };
  readonly view: readonly { readonly id: string; readonly total: number; readonly events: number }[];
  /** In the order in which the consumer took them. */
  readonly notes: readonly {
    readonly partition: number;
    readonly stream: string;
    readonly version: number;
    readonly position: number;
  }[];
  /** What the consumer's own log says. */
  readonly answers: readonly { readonly cause: string }[];
  readonly parked: number;
  /** Everything had the time to arrive. */
  readonly isDone: boolean;
}

/** The last four say in sentences what is wrong. */
export interface Verdict {
  readonly sent: number;
  readonly acknowledged: number;
  readonly unknown: number;
  /** So many of the unknown are in the log. */
  readonly found: number;
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly disorder: readonly string[];
  readonly broken: readonly string[];
}

export function judge(evidence: Evidence): Verdict;
export function isWhole(verdict: Verdict): boolean;
export function hashOf(event: Omit<StoredEvent, 'hash'>): Buffer;
export function chained(before: Buffer, recordedAt: string, hashes: readonly Buffer[]): Buffer;
