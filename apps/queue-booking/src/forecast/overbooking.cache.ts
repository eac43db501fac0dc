/** The seats that may be given out besides those of the plans: reckoned once an hour, and only while the policy is on. */
import { Injectable } from '@nestjs/common';
import { addDays, bakuDate } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { Clock } from '@qeyd/platform';
import { CodeBookCopy, CodeBooksUnavailable } from '@qeyd/service';
import type { SeatsMore } from '../office/plan';
import { seenByHour } from './attendance.view';
import { overbookingOn, seatsMoreOf, type OverbookingTerms } from './overbooking';

type ByOffice = ReadonlyMap<string, SeatsMore>;
const none: ByOffice = new Map();

@Injectable()
export class OverbookingBook {
  /** `terms` names the hour and what was in force in it. */
  private known: { readonly terms: string; readonly byOffice: Promise<ByOffice> } = {
    terms: '',
    byOffice: Promise.resolve(none),
  };

  constructor(
    private readonly log: EventLog,
    private readonly codeBooks: CodeBookCopy,
    private readonly clock: Clock,
  ) {}

  /** The same map until the hour or the policy changes. */
  async current(): Promise<ByOffice> {
    const now = this.clock.now();
    const today = bakuDate(now);
    const terms = await this.terms(today);
    if (!terms) return none;
    const named = `${now.slice(0, 13)} ${JSON.stringify(terms)}`;
    if (this.known.terms !== named) {
      const seen = seenByHour(this.log, { from: addDays(today, -terms.days), toExclusive: today });
      this.known = { terms: named, byOffice: seen.then((hours) => seatsMoreOf(hours, terms)) };
      this.known.byOffice.catch(() => (this.known = { ...this.known, terms: '' }));
    }
    return this.known.byOffice;
  }

  /** Before the code-books have come, nothing is overbooked. */
  private async terms(on: CivilDate): Promise<OverbookingTerms | null> {
    try {
      return overbookingOn(await this.codeBooks.current(), on);
    } catch (fault) {
      if (fault instanceof CodeBooksUnavailable) return null;
      throw fault;
    }
  }
}
