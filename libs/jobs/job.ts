/** The words of background work. */
import type { Instant } from '@qeyd/core';

/** All that a job may carry: ids, instants and counts; what they stand for is read where it is owned. */
export type Ids = Readonly<Record<string, string | number | readonly string[]>>;

/** Some of what a job had to do could not be done, and stays to be done; all else is. */
export class StillDue extends Error {
  override readonly name = 'StillDue';
}

/** One attempt at a job, as its handler sees it. */
export interface Job<D extends Ids = Ids> {
  readonly id: string;
  readonly name: string;
  readonly ids: D;
  /** From 1. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  readonly addedAt: Instant;
}

/** One row of the table of schedules. */
export interface Schedule {
  readonly id: string;
  /** Five or six fields, read in `Asia/Baku`. */
  readonly cron: string;
  readonly tz: 'Asia/Baku';
  readonly job: { readonly name: string; readonly ids?: Ids };
}
