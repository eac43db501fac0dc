/** An office of the code-book: how it receives people from a day on, and its exceptional days. */
import { refuse, type CivilDate, type Decider, type Decision } from '@qeyd/core';
import { faultOf, isOpening, type DatedPlan, type ExceptionalDay, type Office, type PlanRefusal } from './plan';

export type OfficePlanSet = { type: 'OfficePlanSet'; data: DatedPlan };
export type ExceptionalDaySet = { type: 'ExceptionalDaySet'; data: ExceptionalDay };
export type ExceptionalDayLifted = { type: 'ExceptionalDayLifted'; data: { readonly office: string; readonly on: CivilDate } };
export type OfficeEvent = OfficePlanSet | ExceptionalDaySet | ExceptionalDayLifted;

/** `today` guards the past: what people were told of a day that is over stays. */
export type OfficeCommand =
  /** Sets the plan that starts on `validFrom`: a new one, or the one that stands there in new words. */
  | { readonly type: 'SetPlan'; readonly plan: DatedPlan }
  | { readonly type: 'SetDay'; readonly day: ExceptionalDay; readonly today: CivilDate }
  | { readonly type: 'LiftDay'; readonly office: string; readonly on: CivilDate; readonly today: CivilDate };

export type OfficeRefusal = PlanRefusal | 'day-over' | 'no-exceptional-day';

function decide(command: OfficeCommand, state: Office): Decision<OfficeEvent, OfficeRefusal> {
  switch (command.type) {
    case 'SetPlan': {
      const { plan } = command;
      const fault = faultOf(plan.plan);
      if (fault) return fault;
      return state.plans.some((standing) => isSame(standing, plan)) ? [] : [{ type: 'OfficePlanSet', data: plan }];
    }
    case 'SetDay': {
      const { day, today } = command;
      if (day.on < today) return refuse('day-over', { on: day.on });
      if (day.hours && !isOpening(day.hours)) return refuse('hours-empty', { opens: day.hours.opens, closes: day.hours.closes });
      return isSame(state.days.get(day.on), day) ? [] : [{ type: 'ExceptionalDaySet', data: day }];
    }
    case 'LiftDay': {
      const { office, on, today } = command;
      if (on < today) return refuse('day-over', { on });
      return state.days.has(on) ? [{ type: 'ExceptionalDayLifted', data: { office, on } }] : refuse('no-exceptional-day', { on });
    }
  }
}

function evolve(state: Office, event: OfficeEvent): Office {
  switch (event.type) {
    case 'OfficePlanSet':
      return { ...state, plans: [...state.plans.filter(({ validFrom }) => validFrom !== event.data.validFrom), event.data] };
    case 'ExceptionalDaySet':
      return { ...state, days: new Map(state.days).set(event.data.on, event.data) };
    case 'ExceptionalDayLifted':
      return { ...state, days: new Map([...state.days].filter(([on]) => on !== event.data.on)) };
  }
}

/** Equal in the words in which they are stored. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const office: Decider<Office, OfficeCommand, OfficeEvent, OfficeRefusal> = {
  category: 'office',
  initial: { plans: [], days: new Map() },
  decide,
  evolve,
};
