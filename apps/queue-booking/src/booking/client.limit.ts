/** How many places one account may begin to book in a minute: a system for all its people, an agent or officer for those before them. */
import { Injectable } from '@nestjs/common';
import { InjectThrottlerStorage, type ThrottlerStorage } from '@nestjs/throttler';
import { bakuDate } from '@qeyd/calendar';
import { actorText, Clock, problem, type Caller } from '@qeyd/platform';
import { CodeBookCopy } from '@qeyd/service';
import { termOf } from '../agenda/term';

const MINUTE = 60_000;

@Injectable()
export class ClientLimit {
  constructor(
    @InjectThrottlerStorage() private readonly hits: ThrottlerStorage,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  /** Counts in this process, as the limit of addresses does. Throws a problem (429) for the rest of a minute. */
  async admit(caller: Caller): Promise<void> {
    const code = caller.role === 'channel' ? 'booking-channel-limit' : 'booking-agent-limit';
    const { value: perMinute } = termOf(await this.codeBooks.current(), code, bakuDate(this.clock.now()));
    const hit = await this.hits.increment(`bookings:${actorText(caller)}`, MINUTE, perMinute, MINUTE, 'bookings');
    if (!hit.isBlocked) return;
    const seconds = Math.max(1, hit.timeToBlockExpire);
    problem(429, 'client-limit-reached', { details: { perMinute }, headers: { 'retry-after': String(seconds) } });
  }
}
