/** Keeps the queues' schedules as the table says, also after the queues lost everything. */
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Jobs } from '@qeyd/jobs';
import { Health } from '@qeyd/platform';
import { atStart, schedules } from './schedules';

const MINUTE = 60_000;
/** So many turns may fail before the worker is not ready any more. */
const PATIENCE = 3;

@Injectable()
export class Scheduler implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Scheduler.name);
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(
    private readonly jobs: Jobs,
    health: Health,
  ) {
    health.watch({ name: 'schedules', check: () => this.check() });
  }

  /** Writes the table, asks for what may have been missed, and writes the table again each minute. */
  async start(): Promise<void> {
    await this.write();
    await Promise.all(atStart.map(({ queue, job }) => this.jobs.add(queue, job, {})));
    this.timer = setInterval(() => {
      this.turn = this.write().catch((error: unknown) => {
        this.failures += 1;
        this.logger.warn('the schedules could not be written', error);
      });
    }, MINUTE);
  }

  async write(): Promise<void> {
    for (const queue of new Set(schedules.map((row) => row.queue))) {
      const rows = schedules.filter((row) => row.queue === queue);
      await this.jobs.schedule(
        queue,
        rows.map(({ id, cron, tz, job }) => ({ id, cron, tz, job: { name: job } })),
      );
    }
    this.failures = 0;
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.turn;
  }

  private check(): Promise<Readonly<Record<string, unknown>>> {
    if (this.failures >= PATIENCE) return Promise.reject(new Error('the queues are away'));
    return Promise.resolve({ rows: schedules.length });
  }
}
