/** Queues, workers and schedules over one connection, on Redis or on PostgreSQL. */
import type { Queue } from 'bullmq';
import type { Ids, Job, Schedule } from './job';

export interface JobsOptions {
  /** `redis://…` or `postgres://…`. */
  readonly url: string;
  readonly prefix: string;
  /** Hears of failed jobs and lost connections; never of a job's data. */
  readonly logger: { warn(fields: object): void; error(fields: object): void };
}

export interface AddOptions {
  /** A job with this id that still exists is not added again. */
  readonly id?: string;
  readonly delay?: number;
  readonly attempts?: number;
}

export interface WorkOptions {
  readonly concurrency?: number;
}

export type Handler = (job: Job) => Promise<void>;
export type Handlers = Readonly<Record<string, Handler>>;

export class Jobs {
  constructor(readonly options: JobsOptions) {}

  /** The queues in use, for a dashboard. */
  readonly queues: readonly Queue[] = [];

  /** Resolves once the server is there and fit. */
  async ready(): Promise<void> {}

  async add(queue: string, name: string, ids: Ids, options: AddOptions = {}): Promise<void> {
    void [queue, name, ids, options];
  }

  work(queue: string, handlers: Handlers, options: WorkOptions = {}): void {
    void [queue, handlers, options];
  }

  /** Makes the schedules of a queue be exactly these rows; idempotent and cheap. */
  async schedule(queue: string, table: readonly Schedule[]): Promise<void> {
    void [queue, table];
  }

  async close(): Promise<void> {}
}
