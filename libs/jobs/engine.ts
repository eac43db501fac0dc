/** Where the jobs live: in Redis, or in PostgreSQL where there is none; the same queues and workers over both. */
import type { Processor, Queue, Worker } from 'bullmq';
import { postgresEngine } from './postgres.engine';
import { redisEngine } from './redis.engine';

/** What `Jobs` needs of a server. */
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

/** `warn` hears what is unusual but bearable. */
export const engineOf = (url: string, prefix: string, warn: (text: string) => void): Engine =>
  /^postgres(ql)?:/.test(url) ? postgresEngine(url, prefix) : redisEngine(url, prefix, warn);
