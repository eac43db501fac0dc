/** What becomes of an application: a registration, a link to the one that stands, or the reason why neither. */
import { bakuDate } from '@qeyd/calendar';
import type { Instant } from '@qeyd/core';
import type { AppliedPolicy } from '@qeyd/contracts';
import { appliedOn, policyOn, applied } from '../codebook/policy';
import type { CodeBookRow } from '../codebook/row';
import { personalOf, type Application, type DataOf, type RegistrationEvent, type SearchTokens } from './events';
import { filingOf, periodOf, periodPolicy } from './period';
import { allOf, deregistered, type RegisteredStay, type Stay, type Stays } from './stays';

export interface Register {
  readonly type: 'Register';
  /** The id that the registration gets, if there is to be one. */
  readonly registration: string;
  readonly application: Application;
  readonly tokens: SearchTokens | null;
  /** The whole policy table; which row counts is decided here. */
  readonly policies: readonly CodeBookRow[];
  readonly at: Instant;
}

export function register(command: Register, stays: Stays): readonly RegistrationEvent[] {
  const { registration, application, policies } = command;
  const active = stays.active?.stay;
  const known = allOf(stays);
  const latest = known.at(-1)?.stay;
  const receivedOn = bakuDate(application.receivedAt);
  const onlyOne = appliedOn(policies, 'one-registration', receivedOn);

  if (known.some(({ stay }) => stay.registration === registration)) return [];
  if (latest && application.enteredOn < latest.enteredOn) return [declined(command, 'superseded-by-later-entry', onlyOne)];

  const same = known.findLast((one) => isSameStay(one, application));
  if (same) return [duplicate(command, same.stay, onlyOne)];

  const sameOwner = active && sameOwnerPolicy(active, application, policies);
  if (sameOwner) return [notRequired(command, active, sameOwner)];

  // One entry gives one period: whoever moves on keeps its end date.
  const before = latest?.enteredOn === application.enteredOn ? latest : null;
  const period = before ?? periodOf(application, policies);
  if (!period) {
    return [declined(command, 'stay-period-unknown', appliedOn(policies, periodPolicy(application), application.enteredOn))];
  }
  const { toExclusive, policy } = period;
  const leftSince = before !== null && application.movedInOn < before.movedInOn;
  const starts = [receivedOn, application.enteredOn, application.movedInOn];
  if (leftSince || starts.some((day) => toExclusive <= day)) return [declined(command, 'stay-period-over', policy)];

  const end = before
    ? ({ reason: 'ChangedPlace', on: application.movedInOn } as const)
    : ({ reason: 'NewEntry', on: application.enteredOn } as const);
  const filing = filingOf(application, before !== null, policies);
  return [
    ...(active ? [deregistered(active, end.reason, end.on, onlyOne)] : []),
    registered(command, { toExclusive, policy, daysLate: filing.daysLate, filing: filing.policy }),
  ];
}

/** The same entry and place; someone who came back after the end of an earlier stay there starts a new one. */
const isSameStay = (one: Stay, { enteredOn, movedInOn, place }: Application): boolean =>
  one.stay.enteredOn === enteredOn &&
  one.stay.place === place &&
  (!('effectiveOn' in one) || movedInOn < one.effectiveOn || movedInOn === one.stay.movedInOn);

/** The policy by which the move needs no registration; `null` when it does. */
function sameOwnerPolicy(
  active: RegisteredStay,
  application: Application,
  policies: readonly CodeBookRow[],
): AppliedPolicy | null {
  if (active.enteredOn !== application.enteredOn || active.owner === null || active.owner !== application.owner) return null;
  const row = policyOn(policies, 'same-owner', bakuDate(application.receivedAt));
  if (!row || ((active.company || application.company) && row.attributes['companies'] !== true)) return null;
  return applied(row);
}

const answer = ({ application, tokens }: Register) => ({
  application: application.application,
  reference: application.reference,
  person: application.person,
  channel: application.channel,
  filedBy: application.filedBy,
  office: application.office,
  receivedAt: application.receivedAt,
  language: application.language,
  tokens,
  ...personalOf(application),
});

type Terms = Pick<DataOf<'StayRegistered'>, 'toExclusive' | 'policy' | 'daysLate' | 'filing'>;

function registered(command: Register, terms: Terms): RegistrationEvent {
  const { place, owner, company, citizenship, purpose, basis, visa, enteredOn, movedInOn, warnings } = command.application;
  const stay = { place, owner, company, citizenship, purpose, basis, visa, enteredOn, movedInOn, warnings, from: enteredOn };
  const { registration, at } = command;
  return { type: 'StayRegistered', data: { ...answer(command), ...stay, ...terms, registration, registeredAt: at } };
}

function duplicate(command: Register, stay: RegisteredStay, policy: AppliedPolicy | null): RegistrationEvent {
  const { registration, from, toExclusive } = stay;
  return { type: 'DuplicateLinked', data: { ...answer(command), registration, from, toExclusive, policy } };
}

function notRequired(command: Register, active: RegisteredStay, policy: AppliedPolicy): RegistrationEvent {
  const { registration } = active;
  return { type: 'RegistrationNotRequired', data: { ...answer(command), registration, reason: 'same-owner', policy } };
}

function declined(
  command: Register,
  reason: DataOf<'RegistrationDeclined'>['reason'],
  policy: AppliedPolicy | null,
): RegistrationEvent {
  return { type: 'RegistrationDeclined', data: { ...answer(command), reason, policy } };
}
