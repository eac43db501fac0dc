/** Queues, workers and schedules over one server. Whatever is in it can be lost: the owners of the work add it again. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { UnrecoverableError, type Job as BullJob, type JobsOptions as BullOptions, type Queue, type Worker } from 'bullmq';
import type { Engine } from './engine';
import type { Ids, Job, Schedule } from './job';
import { postgresEngine } from './postgres.engine';
import { redisEngine } from './redis.engine';
import { differs } from './schedule';

export interface JobsOptions {
  /** `redis://…` or `postgres://…`. */
  readonly url: string;
  /** Keeps the jobs of several systems on one server apart: a key prefix or a schema. */
  readonly prefix: string;
  /** Hears of failed attempts and lost connections; never of a job's data. */
  readonly logger: {
    warn(message: string, ...rest: unknown[]): void;
    error(message: string, ...rest: unknown[]): void;
  };
}

export interface AddOptions {
  /** While a job with this id waits or runs, another one is not added. */
  readonly id?: string;
  /** Milliseconds until the job may begin. */
  readonly delay?: number;
  /** How often it is tried before it counts as failed; 5 when left out. */
  readonly attempts?: number;
}

export interface WorkOptions {
  readonly concurrency?: number;
}

export type Handler = (job: Job) => Promise<void>;
export type Handlers = Readonly<Record<string, Handler>>;

const ATTEMPTS = 5;
/** The history that the dashboard shows. */
const keep = { removeOnComplete: { count: 1_000, age: 86_400 }, removeOnFail: { count: 10_000, age: 7 * 86_400 } };
const template = { attempts: ATTEMPTS, backoff: { type: 'exponential', delay: 1_000, jitter: 0.2 }, ...keep };
/** One line for an outage, not one for each attempt to reconnect. */
const QUIET = 30_000;
/** Milliseconds before a worker that could not begin is followed by another. */
const RETRY = 1_000;

export class Jobs {
  private readonly engine: Engine;
  private readonly opened = new Map<string, Queue>();
  private readonly workers = new Set<Worker>();
  private closing = false;
  private warnedAt = 0;

  constructor(private readonly options: JobsOptions) {
    const { url, prefix, logger } = options;
    this.engine = /^postgres(ql)?:/.test(url) ? postgresEngine(url, prefix) : redisEngine(url, prefix, logger);
  }

  /** The queues in use, for a dashboard. */
  get queues(): readonly Queue[] {
    return [...this.opened.values()];
  }

  /** Resolves once the server is there and fit for jobs. */
  ready(): Promise<void> {
    return this.engine.ready();
  }

  /** Rejects at once when the server is away. */
  async add(queue: string, name: string, ids: Ids, { id, delay, attempts }: AddOptions = {}): Promise<void> {
    const options: BullOptions = {
      ...template,
      jobId: randomUUID(),
      ...(id !== undefined && { deduplication: { id } }),
      ...(delay !== undefined && { delay }),
      ...(attempts !== undefined && { attempts }),
    };
    await this.queue(queue).add(name, ids, options);
  }

  /** Runs the handlers on the queue's jobs until `close`; a job that nobody handles fails at once. */
  work(queue: string, handlers: Handlers, { concurrency = 1 }: WorkOptions = {}): void {
    const worker = this.engine.worker(queue, (job: BullJob<Ids>) => this.run(queue, handlers, job), concurrency);
    worker.on('error', (error) => this.warn(queue, error));
    this.workers.add(worker);
    // A worker that was begun while the server is away never works: another one follows.
    worker.waitUntilReady().catch(async () => {
      this.workers.delete(worker);
      await worker.close().catch((error: unknown) => this.warn(queue, error));
      await pause(RETRY, null, { ref: false });
      if (!this.closing) this.work(queue, handlers, { concurrency });
    });
  }

  /** Makes the schedules of a queue be exactly these rows; touches nothing that is already so. */
  async schedule(name: string, table: readonly Schedule[]): Promise<void> {
    const queue = this.queue(name);
    const found = new Map((await queue.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler]));
    for (const row of table) {
      if (!differs(row, found.get(row.id), Date.now())) continue;
      const job = { name: row.job.name, data: row.job.ids ?? {}, opts: template };
      await queue.upsertJobScheduler(row.id, { pattern: row.cron, tz: row.tz }, job);
    }
    const wanted = new Set(table.map(({ id }) => id));
    for (const id of found.keys()) if (!wanted.has(id)) await queue.removeJobScheduler(id);
  }

  /** Lets running jobs end, then leaves the server. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.workers].map((worker) => worker.close()));
    await Promise.all(this.queues.map((queue) => queue.close()));
    await this.engine.close();
  }

  private queue(name: string): Queue {
    const known = this.opened.get(name);
    if (known) return known;
    const queue = this.engine.queue(name);
    queue.on('error', (error) => this.warn(name, error));
    this.opened.set(name, queue);
    // A queue that was opened while the server is away refuses for ever: the next use opens another one.
    queue.waitUntilReady().catch(() => {
      this.opened.delete(name);
      queue.close().catch((error: unknown) => this.warn(name, error));
    });
    return queue;
  }

  /** What a handler throws may quote personal data, and the server keeps reasons: it gets only the kind of the error. */
  private async run(queue: string, handlers: Handlers, job: BullJob<Ids>): Promise<void> {
    const handler = handlers[job.name];
    if (!handler) throw new UnrecoverableError(`nobody handles ${job.name}`);
    const attempt = job.attemptsMade + 1;
    const allowed = job.opts.attempts ?? 1;
    try {
      await handler({
        id: job.id ?? '',
        name: job.name,
        ids: job.data,
        attempt,
        lastAttempt: attempt >= allowed,
        addedAt: new Date(job.timestamp).toISOString(),
      });
    } catch (error) {
      this.options.logger.error(`job ${job.name} in ${queue} failed, attempt ${attempt} of ${allowed}`, error);
      const reason = new Error(error instanceof Error ? error.name : 'not an error');
      delete reason.stack;
      throw reason;
    }
  }

  private warn(queue: string, error: unknown): void {
    if (Date.now() - this.warnedAt < QUIET) return;
    this.warnedAt = Date.now();
    this.options.logger.warn(`the jobs of ${queue} cannot be reached or finished`, error);
  }
}
