/** Somebody without a place on the waiting list of an office: joins, is offered places that become free, has one, or leaves. */
import { refuse, type CivilDate, type Decider, type Decision, type Instant } from '@qeyd/core';
import type { AppliedPolicy, booking, Payload } from '@qeyd/contracts';
import type { Party, Visitor } from '../agenda/events';

/** What is waited for, and by how many. */
export interface WaitTerms extends Pick<Party, 'reference' | 'channel' | 'bookedBy' | 'language' | 'contact'> {
  readonly wait: string;
  readonly office: string;
  readonly service: string;
  /** The first and the last day that suit. */
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly people: number;
  readonly begunAt: Instant;
}

export type Offer = Payload<typeof booking.WaitOffered>['offer'];

/** One of those who wait together. */
export type WaiterNamed = { type: 'WaiterNamed'; data: WaitTerms & Visitor };
export type WaitBegun = { type: 'WaitBegun'; data: Payload<typeof booking.WaitBegun> };
export type WaitOffered = { type: 'WaitOffered'; data: Payload<typeof booking.WaitOffered> };
export type WaitEnded = { type: 'WaitEnded'; data: Payload<typeof booking.WaitEnded> };
export type WaitEvent = WaiterNamed | WaitBegun | WaitOffered | WaitEnded;

export type WaitCommand =
  | { readonly type: 'Begin'; readonly terms: WaitTerms; readonly visitors: readonly Visitor[] }
  | { readonly type: 'Offer'; readonly offer: Offer; readonly at: Instant; readonly policy: AppliedPolicy }
  | { readonly type: 'End'; readonly reason: WaitEnded['data']['reason']; readonly at: Instant };

export type WaitRefusal = 'wait-not-found' | 'wait-ended' | 'wait-offered';

export interface Waiting {
  readonly terms: WaitTerms;
  /** In the order in which they were named: the first one is told. */
  readonly visitors: readonly Visitor[];
  /** The last place that was offered; its time may be over. */
  readonly offer: Offer | null;
  readonly ended: WaitEnded['data']['reason'] | null;
}
/** `null` until somebody has joined. */
export type Wait = Waiting | null;

function decide(command: WaitCommand, state: Wait): Decision<WaitEvent, WaitRefusal> {
  switch (command.type) {
    case 'Begin': {
      const { terms, visitors } = command;
      if (state) return []; // sent twice
      const named = visitors.map((visitor): WaitEvent => ({ type: 'WaiterNamed', data: { ...terms, ...visitor } }));
      return [...named, { type: 'WaitBegun', data: { ...aboutOf(terms, visitors), begunAt: terms.begunAt } }];
    }
    case 'Offer': {
      const { offer, at, policy } = command;
      if (!state) return refuse('wait-not-found');
      if (state.ended) return refuse('wait-ended');
      if (state.offer && at < state.offer.heldUntil) return refuse('wait-offered');
      return [{ type: 'WaitOffered', data: { ...aboutOf(state.terms, state.visitors), offer, offeredAt: at, policy } }];
    }
    case 'End': {
      if (!state) return refuse('wait-not-found');
      if (state.ended) return []; // sent twice
      const { wait, person } = aboutOf(state.terms, state.visitors);
      return [{ type: 'WaitEnded', data: { wait, person, reason: command.reason, at: command.at } }];
    }
  }
}

/** What the others are told; the personal part is that of the first visitor. */
function aboutOf(terms: WaitTerms, visitors: readonly Visitor[]): Omit<WaitBegun['data'], 'begunAt'> {
  const { wait, reference, people, office, service, from, until, channel, language } = terms;
  const { person = '', surname = '', givenNames = '', email = null, phone = null } = visitors[0] ?? {};
  return { wait, reference, person, people, office, service, from, until, channel, language, surname, givenNames, email, phone };
}

function evolve(state: Wait, event: WaitEvent): Wait {
  switch (event.type) {
    case 'WaiterNamed': {
      const { person, surname, givenNames, documentNumber, email, phone, ...terms } = event.data;
      const visitor = { person, surname, givenNames, documentNumber, email, phone };
      return { terms, visitors: [...(state?.visitors ?? []), visitor], offer: null, ended: null };
    }
    case 'WaitBegun':
      return state;
    case 'WaitOffered':
      return state && { ...state, offer: event.data.offer };
    case 'WaitEnded':
      return state && { ...state, ended: event.data.reason };
  }
}

const visitor = ['surname', 'givenNames', 'email', 'phone'] as const;

export const wait: Decider<Wait, WaitCommand, WaitEvent, WaitRefusal> = {
  category: 'wait',
  initial: null,
  decide,
  evolve,
  personal: {
    WaiterNamed: { subject: 'person', fields: [...visitor, 'documentNumber'] },
    WaitBegun: { subject: 'person', fields: visitor },
    WaitOffered: { subject: 'person', fields: visitor },
  },
};
