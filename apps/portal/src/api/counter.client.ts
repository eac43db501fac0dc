/** The day at the counters as queue-booking knows it, in the name of the officer who is signed in. */
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Caller, type Language } from '@qeyd/platform';
import type { PortalSettings } from '../settings';
import { ask } from './api.client';

export interface Ticket {
  readonly ticket: string;
  readonly number: string;
  readonly service: string;
  /** `null`: came without a place. */
  readonly booking: string | null;
  readonly people: number;
  readonly priority: boolean;
  readonly dueAt: string;
  readonly issuedAt: string;
  readonly status: 'waiting' | 'called' | 'parked' | 'served' | 'missed';
  readonly counter: string | null;
}

/** `tickets` in the order in which they were issued. */
export interface Day {
  readonly on: string;
  readonly services: readonly string[];
  readonly counters: readonly { readonly counter: string; readonly services: readonly string[] }[];
  readonly tickets: readonly Ticket[];
  /** What was taken in, today or before, with the number of a ticket that its person did not have; `own` is the one that it had. */
  readonly unattached: readonly {
    readonly application: string;
    readonly reference: string;
    readonly on: string;
    readonly number: string;
    readonly own: string | null;
  }[];
}

/** Who asks, about which office, in which language. */
export interface Officer {
  readonly office: string;
  /** Works there, and nowhere else. */
  readonly isOwn: boolean;
  readonly role: Caller['role'];
  readonly language: Language;
  readonly authorization: string;
}

@Injectable()
export class CounterClient {
  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {}

  day(officer: Officer): Promise<Day> {
    return ask(this.address('offices', officer.office, 'day'), officer);
  }

  /** `sign`: one of reference, document and surname. */
  checkIn(officer: Officer, sign: object, key: string): Promise<Ticket> {
    return ask(this.address('offices', officer.office, 'check-ins'), { ...officer, body: sign, key });
  }

  walkIn(officer: Officer, wish: object, key: string): Promise<Ticket> {
    return ask(this.address('offices', officer.office, 'tickets'), { ...officer, body: wish, key });
  }

  /** To the ticket of that number, on the day of the application. */
  attach(officer: Officer, application: string, number: string, key: string): Promise<Ticket> {
    return ask(this.address('offices', officer.office, 'attachments'), { ...officer, body: { application, number }, key });
  }

  next(officer: Officer, counter: string, key: string): Promise<Ticket> {
    return ask(this.address('offices', officer.office, 'counters', counter, 'next'), { ...officer, body: {}, key });
  }

  /** `act`: call, park, resume, serve, miss or transfer; `body`: to which counter, or for which service. */
  onTicket(officer: Officer, ticket: string, act: string, body: object, key: string): Promise<Ticket> {
    return ask(this.address('tickets', ticket, act), { ...officer, body, key });
  }

  private address(...steps: readonly string[]): string {
    return [this.settings.QUEUE_BOOKING_URL, 'v1', ...steps.map(encodeURIComponent)].join('/');
  }
}
