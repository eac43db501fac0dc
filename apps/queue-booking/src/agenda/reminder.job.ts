/** Reminds the visitors whose places are near by now, or the end of what they are offered; however late it runs, each once, and nobody of what is gone. */
import { Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import type { Instant } from '@qeyd/core';
import { EventLog, newId } from '@qeyd/event-store';
import type { Handlers } from '@qeyd/jobs';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy, type JobEdge } from '@qeyd/service';
import { unansweredOffers } from '../withdrawal/withdrawal.view';
import { agenda } from './agenda';
import { agendaId, nearPlaces, type BookingPart } from './agenda.view';
import { reminderTerms, type ReminderTerms } from './reminder';

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

  /** The views say whose time may have come; the agenda decides. */
  async remind(): Promise<void> {
    const at = this.clock.now();
    const terms = reminderTerms(await this.codeBooks.current(), bakuDate(at));
    for (const { reminder, term } of terms.place) {
      const within = { reminder, minutes: term.value, now: at };
      await this.each((last) => nearPlaces(this.log, within, last, CHUNK), terms, at);
    }
    await this.each((last) => unansweredOffers(this.log, { minutes: terms.offer.value, now: at }, last, CHUNK), terms, at);
  }

  private async each(
    page: (last: BookingPart | null) => Promise<BookingPart[]>,
    terms: ReminderTerms,
    at: Instant,
  ): Promise<void> {
    for (let last: BookingPart | null = null; ;) {
      const parts: BookingPart[] = await page(last);
      await this.log.executeMany(
        parts.map(({ booking, ...key }) => {
          const cause = { id: `remind:${booking}:${at}`, correlation: newId(), actor: 'service:queue-booking' };
          return { decider: agenda, id: agendaId(key), command: { type: 'Remind', booking, at, terms } as const, cause };
        }),
      );
      last = parts.at(-1) ?? null;
      if (parts.length < CHUNK) break;
    }
  }
}
