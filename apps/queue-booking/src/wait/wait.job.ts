/** Offers what has become free to those who wait: at once where somebody gave it back, and on all lists every minute. */
import { Injectable } from '@nestjs/common';
import type { Handlers } from '@qeyd/jobs';
import { WaitDesk } from './wait.desk';

@Injectable()
export class WaitJobs {
  constructor(private readonly desk: WaitDesk) {}

  readonly handlers: Handlers = {
    'serve-list': ({ ids }) => this.desk.serve({ office: String(ids['office']), service: String(ids['service']) }),
    'serve-sweep': () => this.desk.serveAll(),
  };
}
