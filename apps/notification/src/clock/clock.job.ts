/** The watch: tells which clocks came at risk or were missed. */
import { Injectable } from '@nestjs/common';
import { EventLog, newId } from '@qeyd/event-store';
import type { Handlers } from '@qeyd/jobs';
import { Clock } from '@qeyd/platform';
import type { JobEdge } from '@qeyd/service';
import { clockDecider } from './clock';
import { openClocks } from './clock.view';

const CHUNK = 500;

@Injectable()
export class ClockWatch implements JobEdge {
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
      if (requests.length > 0) await this.log.executeMany(requests);
      const last = open.at(-1);
      if (open.length < CHUNK || !last) return;
      after = last.id;
    }
  }
}
