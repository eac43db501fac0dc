/** Starts the worker; it has nothing to migrate. */
import { Jobs } from '@qeyd/jobs';
import { start } from '@qeyd/platform';
import { AppModule } from './app.module';
import { openBoard } from './board/board.page';
import { Scheduler } from './schedule/schedule.job';
import { workerSettings } from './settings';

void start(AppModule, {
  name: 'worker',
  port: 3005,
  settings: workerSettings,
  prepare: async (app) => {
    await app.get(Jobs).ready();
    await app.get(Scheduler).start();
    await openBoard(app);
  },
});
