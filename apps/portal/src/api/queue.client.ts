/** Queue-booking as the pages use it, in the name of the website. */
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Language } from '@qeyd/platform';
import type { PortalSettings } from '../settings';
import { ask, queryOf } from './api.client';
import { ChannelToken } from './channel.token';

/** Instants are UTC texts; `free` counts seats. */
export interface Place {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly free: number;
}

export interface NextPlace extends Place {
  readonly on: string;
}

export interface OfficeOffer {
  readonly office: string;
  readonly names: Readonly<Record<Language, string>>;
  readonly receives: 'queue' | 'walk-in';
  /** Through which a place is given. */
  readonly channels: readonly string[];
  readonly distanceKm: number | null;
  readonly place: NextPlace | null;
}

/** `hours` in Baku's time of day, `null`: closed; `reason`: of an exceptional day. */
export interface DayOffer {
  readonly on: string;
  readonly hours: {
    readonly opens: string;
    readonly closes: string;
    readonly breaks: readonly { readonly from: string; readonly to: string }[];
  } | null;
  readonly reason: string | null;
  readonly released: boolean;
  readonly places: readonly Place[];
}

/** The office has taken the place away; `offer` is kept instead, `until` it is answered. */
export interface Withdrawn {
  readonly reason: string;
  readonly offer: { readonly office: string; readonly on: string; readonly startsAt: string; readonly until: string } | null;
  readonly declined: boolean;
}

export interface Part {
  readonly office: string;
  readonly service: string;
  readonly on: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: 'held' | 'confirmed' | 'expired' | 'given-up' | 'cancelled' | 'over' | 'missed';
  readonly heldUntil: string | null;
  readonly withdrawn: Withdrawn | null;
}

/** What can be done with a booking, by the addresses of queue-booking. */
export type BookingAct = 'confirmation' | 'cancellation' | 'move' | 'offer/acceptance' | 'offer/refusal';

export interface Booking {
  readonly booking: string;
  readonly reference: string;
  readonly secret: string | null;
  readonly people: number;
  readonly sequence: number;
  readonly services: readonly Part[];
}

/** Somebody on the waiting list of an office; `offer` is a place that is held for them now. */
export interface Wait {
  readonly wait: string;
  readonly reference: string;
  readonly secret: string;
  readonly office: string;
  readonly service: string;
  /** The first and the last day that suit. */
  readonly from: string;
  readonly until: string;
  readonly people: number;
  /** Whose turn it is has 1; `null` for whoever is off the list. */
  readonly position: number | null;
  readonly ended: 'booked' | 'left' | 'over' | null;
  readonly offer: {
    readonly reference: string;
    readonly secret: string;
    readonly startsAt: string;
    readonly heldUntil: string;
  } | null;
}

export interface Tracked {
  readonly number: string;
  readonly office: string;
  readonly service: string;
  readonly status: 'waiting' | 'called' | 'parked' | 'served' | 'missed';
  readonly counter: string | null;
  readonly ahead: number | null;
  readonly minutes: number | null;
}

interface Asked {
  readonly service: string;
  readonly people?: string | undefined;
}

/** As they stand in the address of what they open. */
export interface Sign {
  readonly reference: string;
  readonly secret: string;
}

/** What is known of a booking by whoever has lost its link. */
export interface LostLink {
  readonly email: string;
  readonly documentNumber: string;
}

@Injectable()
export class QueueClient {
  private readonly origin: string;

  constructor(
    private readonly token: ChannelToken,
    @Inject(SETTINGS) { QUEUE_BOOKING_URL: origin }: PortalSettings,
  ) {
    this.origin = origin;
  }

  /** The offices that receive a service. `near`: latitude and longitude in degrees, then the nearest come first. */
  async offers({ service, people }: Asked, language: Language, near?: string): Promise<readonly OfficeOffer[]> {
    const { items } = await this.get<{ items: readonly OfficeOffer[] }>(
      `/v1/offers${queryOf({ service, people, near })}`,
      language,
    );
    return items;
  }

  /** From today on where no day is named, and seven of them where no number is. */
  async days(
    office: string,
    asked: Asked & { readonly from?: string | undefined; readonly days?: number },
    language: Language,
  ): Promise<readonly DayOffer[]> {
    const path = `/v1/offices/${encodeURIComponent(office)}/places${queryOf({ ...asked })}`;
    return (await this.get<{ days: readonly DayOffer[] }>(path, language)).days;
  }

  /** When each of the services begins in a visit for all of them on that day; empty when the day has none. */
  async visit(
    office: string,
    services: readonly string[],
    on: string,
    people: number,
    language: Language,
  ): Promise<readonly Place[]> {
    const path = `/v1/offices/${encodeURIComponent(office)}/visits${queryOf({ services: services.join(), on, people })}`;
    return (await this.get<{ steps: readonly Place[] }>(path, language)).steps;
  }

  hold(form: object, key: string, language: Language): Promise<Booking> {
    return this.post('/v1/bookings', form, language, key);
  }

  find({ reference, secret }: Sign, language: Language): Promise<Booking> {
    return this.post('/v1/booking-searches', { reference, secret }, language);
  }

  /** Says nothing of whether there is such a booking. */
  sendLink({ email, documentNumber }: LostLink, language: Language): Promise<undefined> {
    return this.post('/v1/booking-links', { email, documentNumber }, language);
  }

  /** `more`: where a move leads. */
  change(booking: string, act: BookingAct, secret: string, language: Language, more: object = {}) {
    return this.post<Booking>(`/v1/bookings/${booking}/${act}`, { ...more, secret }, language);
  }

  wait(form: object, key: string, language: Language): Promise<Wait> {
    return this.post('/v1/waits', form, language, key);
  }

  findWait({ reference, secret }: Sign, language: Language): Promise<Wait> {
    return this.post('/v1/wait-searches', { reference, secret }, language);
  }

  leave({ wait, secret }: Wait, language: Language): Promise<Wait> {
    return this.post(`/v1/waits/${wait}/end`, { secret }, language);
  }

  track(ticket: string, language: Language): Promise<Tracked> {
    return this.get(`/v1/tickets/${encodeURIComponent(ticket)}`, language);
  }

  /** The server-sent events of an office's screen, until the signal ends them. */
  async screen(office: string, signal: AbortSignal | null = null): Promise<Response> {
    const headers = { authorization: await this.token.authorization(), accept: 'text/event-stream' };
    return fetch(`${this.origin}/v1/offices/${encodeURIComponent(office)}/display`, { headers, signal });
  }

  private async get<T>(path: string, language: Language): Promise<T> {
    return ask(`${this.origin}${path}`, { language, authorization: await this.token.authorization() });
  }

  private async post<T>(path: string, body: object, language: Language, key?: string): Promise<T> {
    const asking = { language, authorization: await this.token.authorization(), body };
    return ask(`${this.origin}${path}`, { ...asking, ...(key !== undefined && { key }) });
  }
}
