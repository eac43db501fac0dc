/** A notice that a person leaves the place of stay; it may be taken back before its date. */
import { bakuDate } from '@qeyd/calendar';
import { refuse, type Decider, type Decision, type Instant } from '@qeyd/core';
import type { intake, Payload } from '@qeyd/contracts';
import type { Submission } from '../submission/submission';

export type DepartureReported = {
  type: 'DepartureReported';
  data: Payload<typeof intake.DepartureReported> & { readonly submission: Submission | null };
};
export type DepartureWithdrawn = { type: 'DepartureWithdrawn'; data: Payload<typeof intake.DepartureWithdrawn> };
export type DepartureEvent = DepartureReported | DepartureWithdrawn;

export type DepartureCommand =
  { readonly type: 'Report'; readonly notice: DepartureReported['data'] } | { readonly type: 'Withdraw'; readonly at: Instant };

export type DepartureRefusal = 'departure-not-found' | 'departure-date-reached';

export type Departure =
  | { readonly status: 'none' }
  | { readonly status: 'reported' | 'withdrawn'; readonly notice: Omit<DepartureReported['data'], 'submission'> };

function decide(command: DepartureCommand, state: Departure): Decision<DepartureEvent, DepartureRefusal> {
  switch (command.type) {
    case 'Report': {
      if (state.status !== 'none') return [];
      return [{ type: 'DepartureReported', data: command.notice }];
    }
    case 'Withdraw': {
      if (state.status === 'none') return refuse('departure-not-found');
      if (state.status === 'withdrawn') return [];
      const { departure, person, leavesOn } = state.notice;
      if (bakuDate(command.at) >= leavesOn) return refuse('departure-date-reached', { leavesOn });
      return [{ type: 'DepartureWithdrawn', data: { departure, person, receivedAt: command.at } }];
    }
  }
}

function evolve(state: Departure, event: DepartureEvent): Departure {
  switch (event.type) {
    case 'DepartureReported': {
      const { submission: _, ...notice } = event.data;
      return { status: 'reported', notice };
    }
    case 'DepartureWithdrawn':
      return state.status === 'none' ? state : { ...state, status: 'withdrawn' };
  }
}

export const departure: Decider<Departure, DepartureCommand, DepartureEvent, DepartureRefusal> = {
  category: 'departure',
  initial: { status: 'none' },
  decide,
  evolve,
};
