/** The watch: tells which clocks came at risk or were missed. */
import { Injectable, Logger } from '@nestjs/common';
import { isRefused } from '@qeyd/core';
import { EventLog, newId, type Outcome } from '@qeyd/event-store';
import type { Handlers } from '@qeyd/jobs';
import { Clock } from '@qeyd/platform';
import type { JobEdge } from '@qeyd/service';
import { clockDecider, type ClockEvent } from './clock';
import { openClocks } from './clock.view';

const CHUNK = 500;

@Injectable()
export class ClockWatch implements JobEdge {
  private readonly logger = new Logger(ClockWatch.name);
  readonly handlers: Handlers = { 'confirmation-watch': () => this.watch() };

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Shows the present time to every clock that is still open; the rule says what follows. */
  async watch(): Promise<void> {
    const at = this.clock.now();
    const cause = { id: `watch:${at}`, correlation: newId(), actor: 'service:notification' };
    for (let after: string | null = null; ;) {
      const open = await openClocks(this.log, after, CHUNK);
      const requests = open.map(({ id }) => ({ decider: clockDecider, id, command: { type: 'Watch', at } as const, cause }));
      this.tell(await this.log.executeMany(requests));
      const last = open.at(-1);
      if (open.length < CHUNK || !last) return;
      after = last.id;
    }
  }

  /** For whoever is on duty: how many applicants are about to be informed too late, or were. */
  private tell(outcomes: readonly Outcome[]): void {
    const types = outcomes.flatMap((outcome) => (isRefused(outcome) ? [] : outcome.events.map(({ type }) => type)));
    const count = (wanted: ClockEvent['type']): number => types.filter((type) => type === wanted).length;
    const [atRisk, missed] = [count('ConfirmationClockAtRisk'), count('ConfirmationClockMissed')];
    if (atRisk + missed > 0)
      this.logger.error(`clocks of one working day: ${String(atRisk)} came at risk, ${String(missed)} were missed`);
  }
}
