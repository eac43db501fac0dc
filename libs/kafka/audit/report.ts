/** What an audit of one log says: how far everything has come, and every place where something is missing. */
import type { Hole, Tally } from '@qeyd/event-store';

export interface AuditReport {
  /** The name of the log, which is that of its service. */
  readonly log: string;
  /** When it was audited. */
  readonly at: string;
  /** The position of the newest event. */
  readonly position: number;
  /** Everything up to here is in Kafka. */
  readonly relayed: number;
  readonly topics: readonly TopicReport[];
  /** Empty: no event is lost. */
  readonly gaps: readonly Gap[];
}

export interface TopicReport {
  readonly topic: string;
  /** The events of the log, up to `relayed`, that belong here. */
  readonly published: number;
  readonly consumers: readonly ConsumerReport[];
}

export interface ConsumerReport {
  readonly consumer: string;
  /** Everything up to this log position was passed. */
  readonly upTo: number;
  /** Passed, but never taken. */
  readonly missing: number;
  /** Published, and not yet passed; the age of the oldest of them in seconds. */
  readonly behind: number;
  readonly behindSeconds: number;
  readonly partitions: readonly PartitionReport[];
}

export interface PartitionReport {
  readonly partition: number;
  /** The log position that was passed last. */
  readonly position: number;
  readonly missing: Tally;
  readonly behind: number;
}

interface InPartition {
  readonly topic: string;
  readonly partition: number;
}

interface AtConsumer extends InPartition {
  readonly consumer: string;
}

export type Gap =
  /** The log does not have the positions between these two. */
  | ({ readonly kind: 'not-in-log' } & Hole)
  /** The relay says that it handed on what the log does not have. */
  | { readonly kind: 'relay-ahead'; readonly relayed: number; readonly position: number }
  /** So many events fewer were ever written to the partition than were handed on. */
  | ({ readonly kind: 'not-in-topic'; readonly missing: number } & InPartition)
  /** The messages before this offset were deleted. */
  | ({ readonly kind: 'gone-from-topic'; readonly beforeOffset: number } & InPartition)
  /** Of the events after one position up to another so many were passed and not taken; which, if they stand side by side. */
  | ({
      readonly kind: 'missed';
      readonly after: number;
      readonly upTo: number;
      readonly missing: number;
      readonly positions: readonly number[] | null;
    } & AtConsumer)
  /** So many more were taken than there are. */
  | ({ readonly kind: 'taken-twice'; readonly surplus: number } & AtConsumer)
  /** It passed a position that the log has not reached: the log was restored to an older state. */
  | ({ readonly kind: 'ahead-of-log'; readonly passed: number; readonly position: number } & AtConsumer);

export const kinds = [
  'not-in-log',
  'relay-ahead',
  'not-in-topic',
  'gone-from-topic',
  'missed',
  'taken-twice',
  'ahead-of-log',
] as const satisfies readonly Gap['kind'][];
