/** The commands that take a booking's places away, keep others for it, or give its own back; to be decided as one. */
import type { Instant } from '@qeyd/core';
import type { AgendaCommand } from '../agenda/agenda';
import { offerOf, type Booking, type Confirmed } from '../agenda/booking';
import type { AgendaKey } from '../agenda/events';
import type { Term } from '../agenda/term';
import { dayOf } from '../office/opening';
import type { Office } from '../office/plan';
import { slotsOf } from '../place/place';
import type { Visit, VisitStep } from '../place/search';

export interface Step {
  readonly key: AgendaKey;
  readonly command: AgendaCommand;
}

/** What is offered, under which id, until when. */
export interface Offering {
  readonly offer: string;
  readonly visit: Visit;
  readonly until: Instant;
}

/** `instead`: the offer that cannot be kept either. */
export interface Withdrawing {
  readonly offering: Offering | null;
  readonly instead: string | null;
  readonly term: Term;
  readonly at: Instant;
}

/** All parts of a booking are withdrawn, as they are one visit. */
export function withdrawalOf(
  parts: readonly Confirmed[],
  offices: ReadonlyMap<string, Office>,
  { offering, instead, term, at }: Withdrawing,
): Step[] {
  const lost = instead === null ? [] : parts.flatMap((part) => offerEnd(part, at));
  return [...lost, ...parts.flatMap((part) => [...withdrawn(part), ...(offering ? offered(part, offering) : [])])];

  function withdrawn({ key, party: { booking } }: Confirmed): Step[] {
    const place = offering?.visit.steps.find(({ service }) => service === key.service);
    const offer = offering && place ? offerAt(offering, place) : null;
    const reason = reasonOf(offices.get(key.office), key);
    return [{ key, command: { type: 'Withdraw', booking, reason, offer, instead, at, policy: term.policy } }];
  }

  function offered({ key: { service }, party, seats }: Confirmed, { offer, visit, until }: Offering): Step[] {
    const key = { office: visit.office, service, on: visit.on };
    const place = visit.steps.find((step) => step.service === service);
    const office = offices.get(visit.office);
    const day = office && dayOf(office, visit.on);
    if (!place || !day) return [];
    const asked = { agenda: key, party, visitors: seats, startsAt: place.startsAt, slots: slotsOf(day, service) };
    return [{ key, command: { type: 'Offer', offer, asked, at, until } }];
  }
}

/** The places are kept after all. */
export const restorationOf = (parts: readonly Booking[], at: Instant): Step[] =>
  parts.flatMap((part) => [
    ...offerEnd(part, at),
    { key: part.key, command: { type: 'Restore', booking: part.party.booking, at } } as const,
  ]);

const offerAt = ({ offer, visit: { office, on }, until }: Offering, { service, startsAt, endsAt }: VisitStep) => ({
  ...{ offer, office, service, on, startsAt, endsAt, until },
});

function offerEnd(part: Booking, at: Instant): Step[] {
  const offered = offerOf(part);
  return offered ? [{ key: offered, command: { type: 'EndOffer', offer: offered.offer, reason: 'withdrawn', at } }] : [];
}

/** What was said about the day, else the act by which the plan is in force. */
function reasonOf(office: Office | undefined, { on }: AgendaKey): string {
  const day = office && dayOf(office, on);
  return day?.reason ?? office?.plans.find(({ plan }) => plan === day?.plan)?.source ?? '–';
}
