/** Says that somebody gave places back, if anybody waits for them. */
import { Injectable, Logger } from '@nestjs/common';
import { Jobs } from '@qeyd/jobs';
import { WaitingLists, type ListKey } from './wait.cache';

const QUEUE = 'queue-booking';

@Injectable()
export class Releases {
  private readonly logger = new Logger(Releases.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly lists: WaitingLists,
  ) {}

  /** Until the offer is made the place is kept: where the queue cannot be reached, the sweep makes it. */
  async tell(keys: readonly ListKey[]): Promise<void> {
    for (const { office, service } of keys) {
      if ((await this.lists.of({ office, service })).length === 0) continue;
      await this.jobs.add(QUEUE, 'serve-list', { office, service }).catch((fault: unknown) => {
        this.logger.warn('a released place is offered by the sweep only', fault);
      });
    }
  }
}
