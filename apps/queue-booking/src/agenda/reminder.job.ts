/** Reminds the visitors whose places are near by now; however late it runs, each is reminded once, and nobody of a place that is gone. */
import { Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { EventLog, newId } from '@qeyd/event-store';
import type { Handlers } from '@qeyd/jobs';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy, type JobEdge } from '@qeyd/service';
import { agenda } from './agenda';
import { agendaId, nearPlaces, type NearPlace } from './agenda.view';
import { reminderTerms } from './reminder';

/** As many bookings share one commit. */
const CHUNK = 500;

@Injectable()
export class Reminders implements JobEdge {
  readonly handlers: Handlers = { remind: () => this.remind() };

  constructor(
    private readonly log: EventLog,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  /** The view says whose time may have come; the agenda decides. */
  async remind(): Promise<void> {
    const at = this.clock.now();
    const terms = reminderTerms(await this.codeBooks.current(), bakuDate(at));
    for (const { reminder, term } of terms) {
      const within = { reminder, minutes: term.value, now: at };
      for (let last: NearPlace | null = null; ;) {
        const near: NearPlace[] = await nearPlaces(this.log, within, last, CHUNK);
        await this.log.executeMany(
          near.map(({ booking, ...key }) => {
            const cause = { id: `remind:${booking}:${at}`, correlation: newId(), actor: 'service:queue-booking' };
            return { decider: agenda, id: agendaId(key), command: { type: 'Remind', booking, at, terms } as const, cause };
          }),
        );
        last = near.at(-1) ?? null;
        if (near.length < CHUNK) break;
      }
    }
  }
}
