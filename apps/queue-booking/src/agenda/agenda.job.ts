/** What the clock does to bookings: visitors are reminded, and places for which nobody came are given up; however late and often it runs, each once. */
import { Injectable, Logger } from '@nestjs/common';
import { bakuDate } from '@qeyd/calendar';
import { isRefused } from '@qeyd/core';
import { EventLog, newId } from '@qeyd/event-store';
import { StillDue, type Handlers } from '@qeyd/jobs';
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
  private readonly logger = new Logger(AgendaJobs.name);
  readonly handlers: Handlers = { remind: () => this.remind(), 'give-up': () => this.giveUp() };

  constructor(
    private readonly log: EventLog,
    private readonly codeBooks: CodeBookCopy,
    private readonly releases: Releases,
    private readonly clock: Clock,
  ) {}

  /** Throws `StillDue` when some could not be reminded; the others are. */
  async remind(): Promise<void> {
    const now = this.clock.now();
    const terms = reminderTerms(await this.codeBooks.current(), bakuDate(now));
    const remind = (booking: string): AgendaCommand => ({ type: 'Remind', booking, at: now, terms });
    let failed = 0;
    for (const { reminder, term } of terms.place) {
      const within = { reminder, minutes: term.value, now };
      failed += (await this.each((last) => nearPlaces(this.log, within, last, CHUNK), remind)).failed;
    }
    const unanswered = { minutes: terms.offer.value, now };
    failed += (await this.each((last) => unansweredOffers(this.log, unanswered, last, CHUNK), remind)).failed;
    if (failed > 0) throw new StillDue(`${failed} visitors could not be reminded`);
  }

  /** What of these places has not begun goes to those who wait. Throws `StillDue` when some could not be given up; the others are. */
  async giveUp(): Promise<void> {
    const now = this.clock.now();
    const on = bakuDate(now);
    const late = termOf(await this.codeBooks.current(), 'booking-late', on);
    const given = { minutes: late.value + GRACE, on, now };
    const { decided, failed } = await this.each(
      (last) => missedPlaces(this.log, given, last, CHUNK),
      (booking) => ({ type: 'GiveUp', booking, at: now, late }),
    );
    await this.releases.tell(decided);
    if (failed > 0) throw new StillDue(`${failed} places could not be given up`);
  }

  /** The views say whose time may have come; the agenda decides. Answers about whom it has decided something, and how many it could not be asked about. */
  private async each(page: Page, commandFor: (booking: string) => AgendaCommand) {
    const decided: BookingPart[] = [];
    let failed = 0;
    for (let last: BookingPart | null = null; ;) {
      const parts: BookingPart[] = await page(last);
      const outcomes = await this.log.executeEach(
        parts.map((part) => {
          const command = commandFor(part.booking);
          const cause = { id: `clock:${newId()}`, correlation: newId(), actor: 'service:queue-booking' };
          return { decider: agenda, id: agendaId(part), command, cause };
        }),
      );
      for (const [i, part] of parts.entries()) {
        const outcome = outcomes[i];
        if (outcome?.status === 'fulfilled') {
          if (!isRefused(outcome.value) && outcome.value.events.length > 0) decided.push(part);
          continue;
        }
        this.logger.error(`booking ${part.booking} could not be looked at`, outcome?.reason);
        failed += 1;
      }
      last = parts.at(-1) ?? null;
      if (parts.length < CHUNK) return { decided, failed };
    }
  }
}
