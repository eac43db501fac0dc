/** What is asked of the desk: which places, for whom. */
import type { CivilDate, Instant } from '@qeyd/core';
import type { AgendaKey, Party } from '../agenda/events';

/** One or more services of one office on one day, each from a time on. */
export interface Wanted {
  readonly office: string;
  readonly on: CivilDate;
  readonly services: readonly { readonly service: string; readonly startsAt: Instant }[];
}

export interface Guest {
  readonly document: { readonly country: string; readonly type: string; readonly number: string };
  readonly surname: string;
  readonly givenNames: string;
}

/** Those who come together, and how the first of them is reached. */
export interface Guests {
  readonly people: readonly Guest[];
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: Party['language'];
}

/** By what many bookings of one contact are recognised: the e-mail address, else the phone number; `null` without either. */
export const contactText = ({ email, phone }: Pick<Guests, 'email' | 'phone'>): string | null =>
  email?.toLowerCase() ?? phone?.replace(/\D/g, '') ?? null;

export type HoldForm = Wanted & Guests;

/** The agendas that a wish concerns, in its order. */
export const agendasWanted = ({ office, on, services }: Wanted): AgendaKey[] =>
  services.map(({ service }) => ({ office, service, on }));
