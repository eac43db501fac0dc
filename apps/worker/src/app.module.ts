/** The worker: what happens by the clock, and the page that shows the queues. It owns no data. */
import { Logger, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { Jobs } from '@qeyd/jobs';
import { SETTINGS } from '@qeyd/platform';
import { AuditHttp } from './audit/audit.http';
import { SignInHttp } from './board/sign-in.http';
import { Scheduler } from './schedule/schedule.job';
import type { WorkerSettings } from './settings';

const jobs = {
  provide: Jobs,
  inject: [SETTINGS],
  useFactory: ({ JOBS_URL: url, JOBS_PREFIX: prefix }: WorkerSettings) => new Jobs({ url, prefix, logger: new Logger('worker') }),
};

@Module({ controllers: [AuditHttp, SignInHttp], providers: [jobs, Scheduler] })
export class AppModule implements BeforeApplicationShutdown {
  constructor(private readonly jobs: Jobs) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.close();
  }
}
