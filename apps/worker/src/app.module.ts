/** The worker: what happens by the clock, and the page that shows the queues. It owns no data. */
import { Logger, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { Jobs } from '@qeyd/jobs';
import { SETTINGS, SIGN_IN, SignInHttp } from '@qeyd/platform';
import { AuditHttp } from './audit/audit.http';
import { boardSignIn } from './board/board.page';
import { Scheduler } from './schedule/schedule.job';
import type { WorkerSettings } from './settings';

const jobs = {
  provide: Jobs,
  inject: [SETTINGS],
  useFactory: ({ JOBS_URL: url, JOBS_PREFIX: prefix }: WorkerSettings) => new Jobs({ url, prefix, logger: new Logger('worker') }),
};

const signIn = { provide: SIGN_IN, inject: [SETTINGS], useFactory: boardSignIn };

@Module({ controllers: [AuditHttp, SignInHttp], providers: [jobs, Scheduler, signIn] })
export class AppModule implements BeforeApplicationShutdown {
  constructor(private readonly jobs: Jobs) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.close();
  }
}
