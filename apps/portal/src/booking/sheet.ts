/** A booking as its page and its ticket show it: what for, where, when, and what can still be done. */
import type { CivilDate, Instant } from '@qeyd/core';

interface Withdrawn {
  readonly reason: string;
  readonly offer: { readonly office: string; readonly on: CivilDate; readonly startsAt: Instant; readonly until: Instant } | null;
  readonly declined: boolean;
}

interface Part {
  readonly office: string;
  readonly service: string;
  readonly on: CivilDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly status: string;
  readonly heldUntil: Instant | null;
  readonly withdrawn: Withdrawn | null;
}

interface Booking {
  readonly booking: string;
  readonly reference: string;
  readonly people: number;
  readonly sequence: number;
  readonly services: readonly Part[];
}

/** By code. */
export type Names = Readonly<Record<string, string>>;

export interface Sheet extends Omit<Booking, 'services'> {
  /** In order of time, at least one. */
  readonly visits: readonly (Part & { readonly serviceName: string })[];
  readonly office: string;
  readonly officeName: string;
  readonly on: CivilDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly status: string;
  /** The places that the office has taken away, and what it offers instead of each. */
  readonly withdrawn: readonly (Withdrawn & { readonly serviceName: string; readonly officeName: string })[];
  /** Minutes before and after the beginning. */
  readonly window: { readonly early: number; readonly late: number };
  /** Of the hold; 0 when there is none or it is over. */
  readonly secondsLeft: number;
}

/** Time ends a hold, whether anybody has recorded it or not. */
export function sheetOf({ services, ...booking }: Booking, names: Names, window: Sheet['window'], now: Instant): Sheet {
  const [first] = services;
  const last = services.at(-1);
  if (!first || !last) throw new Error('A booking without a visit was to be shown');
  const nameOf = (code: string): string => names[code] ?? code;
  const secondsLeft =
    first.heldUntil === null ? 0 : Math.max(0, Math.ceil((Date.parse(first.heldUntil) - Date.parse(now)) / 1000));
  return {
    ...booking,
    window,
    visits: services.map((part) => ({ ...part, serviceName: nameOf(part.service) })),
    withdrawn: services.flatMap(({ service, withdrawn }) =>
      withdrawn ? [{ ...withdrawn, serviceName: nameOf(service), officeName: nameOf(withdrawn.offer?.office ?? '') }] : [],
    ),
    ...{ office: first.office, officeName: nameOf(first.office), on: first.on },
    ...{ startsAt: first.startsAt, endsAt: last.endsAt, secondsLeft },
    status: first.status === 'held' && secondsLeft === 0 ? 'expired' : first.status,
  };
}
