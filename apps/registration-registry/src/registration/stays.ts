/** The stays of a person as the events left them: one active registration at most, and the ended ones. */
import { addDays } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import type { AppliedPolicy } from '@qeyd/contracts';
import { personalOf, type DataOf, type RegistrationEvent } from './events';

/** A departure notice that stands; a later notice takes the place of an earlier one. */
interface Departure {
  readonly departure: string;
  readonly leavesOn: CivilDate;
  readonly policy: AppliedPolicy | null;
}
export type RegisteredStay = DataOf<'StayRegistered'>;
interface ActiveStay {
  readonly stay: RegisteredStay;
  readonly departure: Departure | null;
}
interface EndedStay extends Pick<DataOf<'StayDeregistered'>, 'reason' | 'effectiveOn'> {
  readonly stay: RegisteredStay;
}
export type Stay = ActiveStay | EndedStay;

export interface Stays {
  readonly active: ActiveStay | null;
  /** In the order in which they ended. */
  readonly ended: readonly EndedStay[];
  /** The person's key was destroyed. */
  readonly erased: boolean;
}

export const noStays: Stays = { active: null, ended: [], erased: false };

export const allOf = ({ active, ended }: Stays): readonly Stay[] => (active ? [...ended, active] : ended);

export function evolve(stays: Stays, event: RegistrationEvent): Stays {
  const { active, ended } = stays;
  switch (event.type) {
    case 'StayRegistered':
      return { ...stays, active: { stay: event.data, departure: null } };
    case 'DepartureRecorded': {
      const { departure, leavesOn, policy } = event.data;
      return active ? { ...stays, active: { stay: active.stay, departure: { departure, leavesOn, policy } } } : stays;
    }
    case 'DepartureRevoked':
      return active ? { ...stays, active: { stay: active.stay, departure: null } } : stays;
    case 'StayDeregistered': {
      const { registration, reason, effectiveOn } = event.data;
      if (active?.stay.registration !== registration) return stays;
      return { ...stays, active: null, ended: [...ended, { stay: active.stay, reason, effectiveOn }] };
    }
    case 'PersonErased':
      return { ...stays, erased: true };
    case 'DuplicateLinked':
    case 'RegistrationNotRequired':
    case 'RegistrationDeclined':
    case 'DepartureNotApplied':
      return stays;
  }
}

/** `effectiveOn` is the first day without registration, as `toExclusive` is. */
export function deregistered(
  stay: RegisteredStay,
  reason: EndedStay['reason'],
  effectiveOn: CivilDate,
  policy: AppliedPolicy | null,
): RegistrationEvent {
  const { registration, person, application, reference, language } = stay;
  const data = { registration, person, application, reference, reason, effectiveOn, language, policy, ...personalOf(stay) };
  return { type: 'StayDeregistered', data };
}

/** The end of the active registration if it lies on the day or before: a departure, else the end of the period. */
export function dueEnd({ active }: Stays, day: CivilDate): readonly RegistrationEvent[] {
  if (!active) return [];
  const { stay, departure } = active;
  // The person stays through the day of departure.
  const leftOn = departure && addDays(departure.leavesOn, 1);
  const end = leftOn
    ? deregistered(stay, 'Departed', leftOn, departure.policy)
    : deregistered(stay, 'Expired', stay.toExclusive, stay.policy);
  return (leftOn ?? stay.toExclusive) <= day ? [end] : [];
}
