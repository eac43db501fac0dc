/** What an office that cannot keep the place of a booking does about it: takes it away, offers another, calls, gives it back. */
import { refuse, type Decision, type Instant } from '@qeyd/core';
import type { AppliedPolicy } from '@qeyd/contracts';
import { aboutOf, changedOf, isErased, type Confirmed } from './booking';
import type {
  AgendaEvent,
  OfferDeclined,
  OfferEnd,
  OfferReminded,
  PlaceRestored,
  PlaceWithdrawn,
  VisitorInformed,
} from './events';
import type { Agenda } from './seating';

export type WithdrawalCommand =
  /** `instead`: the offer that this one follows, because the place offered cannot be kept either. */
  | {
      readonly type: 'Withdraw';
      readonly booking: string;
      readonly reason: string;
      readonly offer: PlaceWithdrawn['data']['offer'];
      readonly instead: string | null;
      readonly at: Instant;
      readonly policy: AppliedPolicy;
    }
  | { readonly type: 'EndOffer'; readonly offer: string; readonly reason: OfferEnd; readonly at: Instant }
  | { readonly type: 'DeclineOffer'; readonly booking: string; readonly at: Instant }
  | { readonly type: 'Restore'; readonly booking: string; readonly at: Instant }
  | { readonly type: 'Inform'; readonly booking: string; readonly reached: boolean; readonly at: Instant };

type Of<T extends WithdrawalCommand['type']> = Extract<WithdrawalCommand, { type: T }>;

export type WithdrawalRefusal = 'booking-not-confirmed' | 'already-withdrawn' | 'place-not-withdrawn' | 'offer-expired';

type Decided = Decision<AgendaEvent, WithdrawalRefusal>;

/** A hold is not withdrawn: it ends by itself. */
export function withdraw(agenda: Agenda, { booking, reason, offer, instead, at, policy }: Of<'Withdraw'>): Decided {
  const known = agenda.bookings.get(booking);
  if (known?.status !== 'confirmed') return refuse('booking-not-confirmed');
  const { withdrawn } = known;
  const standing = withdrawn?.offer?.offer ?? null;
  const isNews = !withdrawn || (standing === instead && (offer !== null || standing !== null));
  if (!isNews) return refuse('already-withdrawn');
  return [{ type: 'PlaceWithdrawn', data: { ...changedOf(known), reason, offer, withdrawnAt: at, policy } }];
}

/** Only an offer that stands is accepted; for the others it is enough that it has ended. */
export function endOffer(agenda: Agenda, { offer, reason, at }: Of<'EndOffer'>): Decided {
  const known = agenda.offers.get(offer);
  const stands = known !== undefined && at < known.offeredUntil;
  if (reason === 'accepted' && !stands) return refuse('offer-expired');
  return known ? [{ type: 'OfferEnded', data: { offer, reason: stands ? reason : 'expired', at } }] : [];
}

export function declineOffer(agenda: Agenda, { booking, at }: Of<'DeclineOffer'>): Decided {
  const known = withdrawnIn(agenda, booking);
  if (!known?.withdrawn?.offer) return refuse('place-not-withdrawn');
  if (known.withdrawn.declined) return []; // sent twice
  const { offer } = known.withdrawn.offer;
  return [{ type: 'OfferDeclined', data: { booking, person: aboutOf(known).person, offer, at } }];
}

export function restore(agenda: Agenda, { booking, at }: Of<'Restore'>): Decided {
  const known = withdrawnIn(agenda, booking);
  return known && !isErased(known) ? [{ type: 'PlaceRestored', data: { ...changedOf(known), restoredAt: at } }] : [];
}

/** Also when the time of the place has passed: nobody is forgotten. */
export function inform(agenda: Agenda, { booking, reached, at }: Of<'Inform'>): Decided {
  const known = withdrawnIn(agenda, booking);
  if (!known) return refuse('place-not-withdrawn');
  return [{ type: 'VisitorInformed', data: { booking, person: aboutOf(known).person, reached, at } }];
}

function withdrawnIn(agenda: Agenda, booking: string): Confirmed | null {
  const known = agenda.bookings.get(booking);
  return known?.status === 'confirmed' && known.withdrawn ? known : null;
}

/** A confirmed booking after its place was withdrawn, or something was said about it. */
export function afterWithdrawal(
  known: Confirmed,
  event: PlaceWithdrawn | OfferReminded | OfferDeclined | PlaceRestored | VisitorInformed,
): Confirmed {
  switch (event.type) {
    case 'PlaceWithdrawn': {
      const { reason, offer, withdrawnAt, sequence } = event.data;
      const withdrawn = { reason, offer, withdrawnAt, reminded: false, declined: false };
      return { ...known, party: { ...known.party, sequence }, withdrawn };
    }
    case 'OfferReminded':
      return { ...known, withdrawn: known.withdrawn && { ...known.withdrawn, reminded: true } };
    case 'OfferDeclined':
      return { ...known, withdrawn: known.withdrawn && { ...known.withdrawn, declined: true } };
    case 'PlaceRestored':
      return { ...known, party: { ...known.party, sequence: event.data.sequence }, withdrawn: null };
    case 'VisitorInformed':
      return known;
  }
}
