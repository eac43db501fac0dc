/** What a notice tells, and about whom. */
import { bakuDate, endOfBakuDay } from '@qeyd/calendar';
import type { Payload, registry } from '@qeyd/contracts';
import type { CivilDate, Instant } from '@qeyd/core';

/** A place in the queue as the `sequence`-th change of its booking left it. */
export interface Visit {
  readonly booking: string;
  readonly reference: string;
  readonly office: string;
  readonly service: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** How many come together. */
  readonly people: number;
  readonly sequence: number;
}

export type VisitMatter =
  | ({ kind: 'booking-confirmed' } & Visit)
  | ({ kind: 'booking-moved'; from: Pick<Visit, 'office' | 'startsAt'> } & Visit)
  | ({ kind: 'booking-cancelled' } & Visit)
  | ({ kind: 'booking-reminder' } & Visit)
  /** Nobody came for it in time. */
  | ({ kind: 'booking-missed' } & Visit)
  /** To whoever has lost the link to the booking. */
  | ({ kind: 'booking-link' } & Visit)
  /** The office cannot keep it; another one is kept meanwhile, if one was found. */
  | ({ kind: 'place-withdrawn'; reason: string; offer: Kept | null } & Visit)
  /** What was offered is not answered yet. */
  | ({ kind: 'offer-reminder'; offer: Kept } & Visit)
  | ({ kind: 'place-restored' } & Visit)
  /** To somebody on the waiting list. */
  | ({ kind: 'place-offered'; until: Instant } & Visit);

/** A turn on the waiting list of an office, for a place on one of the days from the first to the last. */
export interface Turn extends Pick<Visit, 'reference' | 'office' | 'service' | 'people'> {
  readonly wait: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
}

export type QueueMatter = VisitMatter | ({ kind: 'wait-begun' } & Turn);

/** A place that is kept until somebody answers. */
export interface Kept extends Pick<Visit, 'office' | 'startsAt'> {
  readonly until: Instant;
}

/** What the notice tells, without a word about the person. */
export type Matter =
  | { kind: 'registered'; reference: string; from: CivilDate; toExclusive: CivilDate; daysLate: number; act: string }
  | { kind: 'duplicate'; reference: string; from: CivilDate; toExclusive: CivilDate }
  | { kind: 'not-required'; reference: string }
  | { kind: 'declined'; reference: string; reason: Payload<typeof registry.RegistrationDeclined>['reason'] }
  | { kind: 'departure-recorded'; leavesOn: CivilDate }
  | {
      kind: 'deregistered';
      reference: string;
      reason: Payload<typeof registry.StayDeregistered>['reason'];
      effectiveOn: CivilDate;
    }
  | QueueMatter;

export const isVisit = (matter: Matter): matter is VisitMatter => 'booking' in matter;
export const isOfQueue = (matter: Matter): matter is QueueMatter => isVisit(matter) || matter.kind === 'wait-begun';

/**
 * A notice about a place is of use until that begins, until what is offered is offered no more, or as long as whoever has missed it may
 * still come that day; one about a turn until the last day; the others always are.
 */
export function overAt(matter: Matter): Instant | null {
  if (matter.kind === 'wait-begun') return endOfBakuDay(matter.until);
  if (!isVisit(matter)) return null;
  if (matter.kind === 'place-offered') return matter.until;
  if (matter.kind === 'booking-missed') return endOfBakuDay(bakuDate(matter.startsAt));
  if (matter.kind === 'offer-reminder') return matter.offer.until;
  const until = matter.kind === 'place-withdrawn' ? (matter.offer?.until ?? '') : '';
  return until > matter.startsAt ? until : matter.startsAt;
}

/** The people, and the ways to reach them; sealed wherever it is kept. */
export interface People {
  readonly name: string;
  /** Where the person stays; `null` when the notice is not about that. */
  readonly address: string | null;
  readonly hostName: string | null;
  readonly email: string | null;
  /** Tried when the mail server refuses the first address. */
  readonly otherEmail: string | null;
  readonly phone: string | null;
}
