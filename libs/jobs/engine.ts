/** What `Jobs` needs of a server, whichever it is. */
import type { Processor, Queue, Worker } from 'bullmq';

export interface Engine {
  /** Rejects when the server is away or unfit. */
  ready(): Promise<void>;
  queue(name: string): Queue;
  worker(name: string, process: Processor, concurrency: number): Worker;
  /** After the last queue and worker were closed. */
  close(): Promise<void>;
}

/**
 * How a worker holds its jobs: another takes over a killed worker's job 5 to 20 s later, however often that happens;
 * what is done twice then, or not at all, is for the owner of the work to know.
 */
export const holding = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 100, runRetryDelay: 1_000 };
