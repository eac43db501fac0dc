/** The expiry sweep: finds what has fallen due, and records it in chunks. */
import { Inject, Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { EventLog } from '@qeyd/event-store';
import { Jobs, type Handlers, type Job } from '@qeyd/jobs';
import { Clock, SETTINGS } from '@qeyd/platform';
import type { RegistrySettings } from '../settings';
import { registration } from './registration';
import { findDue, type Due } from './registration.view';

export const QUEUE = 'registration-registry';
/** As many registrations share one commit. */
const CHUNK = 1000;

/** The sweep was asked for a day to come, and the settings do not allow to move the clock. */
export class ClockNotMovable extends Error {
  override readonly name = 'ClockNotMovable';
}

@Injectable()
export class RegistrationJobs {
  constructor(
    private readonly log: EventLog,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RegistrySettings,
  ) {}

  readonly handlers: Handlers = {
    'expiry-sweep': (job) => this.sweep(job),
    expire: (job) => this.expire(job),
  };

  /** `at`: the instant of the sweep; late in the day or days late, everything due until now is found all the same. */
  private async sweep({ ids }: Job): Promise<void> {
    const now = this.clock.now();
    const at = typeof ids['at'] === 'string' && ids['at'] > now ? ids['at'] : now;
    if (at > now && !this.settings.ALLOW_MOVED_CLOCK) throw new ClockNotMovable('The sweep was asked for a day to come');
    const today = bakuDate(at);
    let last: Due | null = null;
    for (;;) {
      const due = await findDue(this.log, today, last, CHUNK);
      last = due.at(-1) ?? null;
      if (!last) return;
      const people = due.map(({ person }) => person);
      const registrations = due.map((row) => row.registration);
      await this.jobs.add(QUEUE, 'expire', { today, people, registrations }, { id: `expire-${today}-${last.registration}` });
    }
  }

  /** A registration ends once, so that it is its own cause: a chunk that runs twice changes nothing. */
  private async expire({ ids }: Job): Promise<void> {
    const { today, people, registrations } = ids as {
      today: string;
      people: readonly string[];
      registrations: readonly string[];
    };
    const requests = people.map((id, i) => {
      const ending = registrations[i] ?? '';
      const cause = { id: `expiry:${ending}`, correlation: `expiry-${today}`, actor: 'service:registration-registry' };
      return { decider: registration, id, command: { type: 'Expire', registration: ending, today }, cause } as const;
    });
    await this.log.executeMany(requests);
  }
}
