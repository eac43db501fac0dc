/** Aligns bookings with hours that were changed: at once, again when the holds of that time have ended, and all of them every hour. */
import { Injectable, Logger } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { Jobs, type Handlers } from '@qeyd/jobs';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy } from '@qeyd/service';
import { termOf } from '../agenda/term';
import { WithdrawalDesk } from './withdrawal.desk';

const QUEUE = 'queue-booking';

@Injectable()
export class WithdrawalJobs {
  private readonly logger = new Logger(WithdrawalJobs.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly desk: WithdrawalDesk,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  readonly handlers: Handlers = {
    'align-office': ({ ids }) => this.desk.align(String(ids['office'])),
    'align-sweep': () => this.desk.alignAll(),
  };

  /**
   * The change stands, whether or not the queue can be reached: the sweep finds it. What was held before it, or by a process that did
   * not know of it yet, may be confirmed until the hold ends.
   */
  async changed(office: string): Promise<void> {
    const hold = termOf(await this.codeBooks.current(), 'booking-hold', bakuDate(this.clock.now()));
    for (const delay of [0, (hold.value + 1) * 60_000])
      await this.jobs.add(QUEUE, 'align-office', { office }, { delay }).catch((fault: unknown) => {
        this.logger.warn('the bookings of an office are aligned by the sweep only', fault);
      });
  }
}
