/** An office as it is changed, and those whose places it has taken away, in the name of whoever is signed in. */
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '@qeyd/platform';
import type { DayChange } from '../office/day-change';
import type { PortalSettings } from '../settings';
import { ask, queryOf } from './api.client';
import type { Officer } from './counter.client';
import type { BookingAct, NextPlace } from './queue.client';

interface Affected {
  readonly bookings: number;
  /** Whoever comes for several services counts for each. */
  readonly people: number;
}

/** What a change would take away from whom; its name confirms that it was seen. */
export interface Impact extends Affected {
  readonly impact: string;
  readonly services: readonly (Affected & {
    readonly service: string;
    /** Of this office as it would be. */
    readonly next: NextPlace | null;
    readonly offices: readonly {
      readonly office: string;
      readonly distanceKm: number | null;
      readonly place: NextPlace | null;
    }[];
  })[];
}

/** A place that nobody has settled yet, with the first of those who come. */
export interface Withdrawal {
  readonly booking: string;
  readonly reference: string;
  readonly service: string;
  readonly startsAt: string;
  readonly people: number;
  readonly reason: string;
  readonly offer: { readonly office: string; readonly startsAt: string; readonly until: string } | null;
  readonly answer: 'awaited' | 'declined' | 'unanswered' | 'nothing-offered';
  readonly calls: number;
  readonly language: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly email: string | null;
  readonly phone: string | null;
}

@Injectable()
export class OfficeClient {
  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {}

  impact(officer: Officer, on: string, change: DayChange): Promise<Impact> {
    return ask(this.address('offices', officer.office, 'days', on, 'impact'), { ...officer, body: change });
  }

  /** `seen` names the impact that was looked at. */
  setDay(officer: Officer, on: string, change: DayChange, seen: string | undefined, key: string): Promise<void> {
    const address = this.address('offices', officer.office, 'days', on) + queryOf({ impact: seen });
    return ask(address, { ...officer, method: 'PUT', body: change, key });
  }

  /** The usual hours hold again. */
  liftDay(officer: Officer, on: string, seen: string | undefined, key: string): Promise<void> {
    const address = this.address('offices', officer.office, 'days', on) + queryOf({ impact: seen });
    return ask(address, { ...officer, method: 'DELETE', key });
  }

  /** Without an offer first, then by when its time ends. */
  async withdrawals(officer: Officer): Promise<readonly Withdrawal[]> {
    const { items } = await ask<{ items: readonly Withdrawal[] }>(
      this.address('offices', officer.office, 'withdrawals'),
      officer,
    );
    return items;
  }

  /** Somebody tried to tell the visitor; whoever was reached is off the list. */
  called(officer: Officer, booking: string, reached: boolean, key: string): Promise<void> {
    return ask(this.address('bookings', booking, 'calls'), { ...officer, body: { reached }, key });
  }

  /** On behalf of the visitor; `more`: where a move leads. */
  async change(officer: Officer, booking: string, act: BookingAct, key: string, more: object = {}): Promise<void> {
    await ask(this.address('bookings', booking, ...act.split('/')), { ...officer, body: more, key });
  }

  private address(...steps: readonly string[]): string {
    return [this.settings.QUEUE_BOOKING_URL, 'v1', ...steps.map(encodeURIComponent)].join('/');
  }
}
