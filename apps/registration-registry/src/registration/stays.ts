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
export type ActiveStay = DataOf<'StayRegistered'> & { readonly departure: Departure | null };
export type EndedStay = DataOf<'StayRegistered'> & Pick<DataOf<'StayDeregistered'>, 'reason' | 'effectiveOn'>;
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
      return { ...stays, active: { ...event.data, departure: null } };
    case 'DepartureRecorded': {
      const { departure, leavesOn, policy } = event.data;
      return active ? { ...stays, active: { ...active, departure: { departure, leavesOn, policy } } } : stays;
    }
    case 'DepartureRevoked':
      return active ? { ...stays, active: { ...active, departure: null } } : stays;
    case 'StayDeregistered': {
      if (active?.registration !== event.data.registration) return stays;
      const { departure: _, ...stay } = active;
      const { reason, effectiveOn } = event.data;
      return { ...stays, active: null, ended: [...ended, { ...stay, reason, effectiveOn }] };
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
  stay: ActiveStay,
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
  const { departure, toExclusive, policy } = active;
  // The person stays through the day of departure.
  const leftOn = departure && addDays(departure.leavesOn, 1);
  const end = leftOn
    ? deregistered(active, 'Departed', leftOn, departure.policy)
    : deregistered(active, 'Expired', toExclusive, policy);
  return (leftOn ?? toExclusive) <= day ? [end] : [];
}
