/** The expiry sweep: finds what has fallen due, and records its end. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import { EventLog, type Request } from '@qeyd/event-store';
import { StillDue, type Handlers, type Job } from '@qeyd/jobs';
import { Clock, SETTINGS } from '@qeyd/platform';
import type { RegistrySettings } from '../settings';
import { registration, type RegistrationCommand } from './registration';
import { findDue, type Due } from './registration.view';

export const QUEUE = 'registration-registry';
/** As many registrations share one commit; who files meanwhile waits for two of these at most. */
const CHUNK = 64;

/** The sweep was asked for a day to come, and the settings do not allow to move the clock. */
export class ClockNotMovable extends Error {
  override readonly name = 'ClockNotMovable';
}

@Injectable()
export class RegistrationJobs {
  private readonly logger = new Logger(RegistrationJobs.name);

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RegistrySettings,
  ) {}

  readonly handlers: Handlers = { 'expiry-sweep': (job) => this.sweep(job) };

  /**
   * `at`: the instant of the sweep; late in the day or days late, everything due until now is found all the same. While one chunk is
   * committed another is decided. Whoever cannot be ended holds up nobody else. Throws `StillDue`, or what keeps everybody from it.
   */
  private async sweep({ ids }: Job): Promise<void> {
    const now = this.clock.now();
    const at = typeof ids['at'] === 'string' && ids['at'] > now ? ids['at'] : now;
    if (at > now && !this.settings.ALLOW_MOVED_CLOCK) throw new ClockNotMovable('The sweep was asked for a day to come');
    const today = bakuDate(at);
    const chunks = this.due(today);
    const lane = async (): Promise<number> => {
      const failed: number[] = [];
      for await (const due of chunks) failed.push(await this.end(due, today));
      return sum(failed);
    };
    const failed = sum(await Promise.all([lane(), lane()]));
    if (failed > 0) throw new StillDue(`${failed} registrations that are due could not be ended`);
  }

  private async *due(today: CivilDate): AsyncGenerator<readonly Due[], void> {
    let due = await findDue(this.log, today, null, CHUNK);
    for (; due.length > 0; due = await findDue(this.log, today, due.at(-1) ?? null, CHUNK)) yield due;
  }

  /** Answers how many could not be ended. */
  private async end(due: readonly Due[], today: CivilDate): Promise<number> {
    let failed = 0;
    for (const [i, one] of (await this.log.executeEach(due.map((each) => expiring(each, today)))).entries()) {
      if (one.status === 'fulfilled') continue;
      this.logger.error(`registration ${due[i]?.registration} could not be ended`, one.reason);
      failed += 1;
    }
    return failed;
  }
}

/** A registration ends once, so that it is its own cause: what is asked twice changes nothing. */
function expiring({ registration: ending, person }: Due, today: CivilDate): Request {
  const command: RegistrationCommand = { type: 'Expire', registration: ending, today };
  const cause = { id: `expiry:${ending}`, correlation: `expiry-${today}`, actor: 'service:registration-registry' };
  return { decider: registration, id: person, command, cause };
}

const sum = (all: readonly number[]): number => all.reduce((before, each) => before + each, 0);
