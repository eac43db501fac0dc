/** What the clock does to bookings: visitors are reminded, and places for which nobody came are given up; however late and often it runs, each once. */
import { Injectable } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { isRefused } from '@qeyd/core';
import { EventLog, newId } from '@qeyd/event-store';
import type { Handlers } from '@qeyd/jobs';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy, type JobEdge } from '@qeyd/service';
import { Releases } from '../wait/release.job';
import { unansweredOffers } from '../withdrawal/withdrawal.view';
import { agenda, type AgendaCommand } from './agenda';
import { agendaId, missedPlaces, nearPlaces, type BookingPart } from './agenda.view';
import { reminderTerms } from './reminder';
import { termOf } from './term';

/** As many bookings share one commit. */
const CHUNK = 500;
/** So many minutes later no check-in that was decided in time is on its way into the log any more. */
const GRACE = 1;

type Page = (last: BookingPart | null) => Promise<BookingPart[]>;

@Injectable()
export class AgendaJobs implements JobEdge {
  readonly handlers: Handlers = { remind: () => this.remind(), 'give-up': () => this.giveUp() };

  constructor(
    private readonly log: EventLog,
    private readonly codeBooks: CodeBookCopy,
    private readonly releases: Releases,
    private readonly clock: Clock,
  ) {}

  async remind(): Promise<void> {
    const now = this.clock.now();
    const terms = reminderTerms(await this.codeBooks.current(), bakuDate(now));
    const remind = (booking: string): AgendaCommand => ({ type: 'Remind', booking, at: now, terms });
    for (const { reminder, term } of terms.place) {
      const within = { reminder, minutes: term.value, now };
      await this.each((last) => nearPlaces(this.log, within, last, CHUNK), remind);
    }
    await this.each((last) => unansweredOffers(this.log, { minutes: terms.offer.value, now }, last, CHUNK), remind);
  }

  /** What of these places has not begun goes to those who wait. */
  async giveUp(): Promise<void> {
    const now = this.clock.now();
    const on = bakuDate(now);
    const late = termOf(await this.codeBooks.current(), 'booking-late', on);
    const given = { minutes: late.value + GRACE, on, now };
    const missed = await this.each(
      (last) => missedPlaces(this.log, given, last, CHUNK),
      (booking) => ({ type: 'GiveUp', booking, at: now, late }),
    );
    await this.releases.tell(missed);
  }

  /** The views say whose time may have come; the agenda decides. Answers those about whom it has decided something. */
  private async each(page: Page, commandFor: (booking: string) => AgendaCommand): Promise<BookingPart[]> {
    const decided: BookingPart[] = [];
    for (let last: BookingPart | null = null; ;) {
      const parts: BookingPart[] = await page(last);
      const outcomes = await this.log.executeMany(
        parts.map((part) => {
          const command = commandFor(part.booking);
          const cause = { id: `clock:${newId()}`, correlation: newId(), actor: 'service:queue-booking' };
          return { decider: agenda, id: agendaId(part), command, cause };
        }),
      );
      decided.push(...parts.filter((_, i) => !isRefused(outcomes[i]) && (outcomes[i]?.events.length ?? 0) > 0));
      last = parts.at(-1) ?? null;
      if (parts.length < CHUNK) return decided;
    }
  }
}
