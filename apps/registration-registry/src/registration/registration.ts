/** The registrations of one person upon place of stay: at most one is active, and each ends exactly once. */
import { bakuDate } from '@qeyd/calendar';
import type { CivilDate, Decider, Instant } from '@qeyd/core';
import type { intake, Payload } from '@qeyd/contracts';
import { appliedOn } from '../codebook/policy';
import type { CodeBookRow } from '../codebook/row';
import { personal, personalOf, type DataOf, type RegistrationEvent } from './events';
import { register, type Register } from './register';
import { dueEnd, evolve, noStays, type Stays } from './stays';

export interface ReportDeparture {
  readonly type: 'ReportDeparture';
  readonly notice: Payload<typeof intake.DepartureReported>;
  readonly policies: readonly CodeBookRow[];
}
export interface WithdrawDeparture {
  readonly type: 'WithdrawDeparture';
  readonly withdrawal: Payload<typeof intake.DepartureWithdrawn>;
}
/** Records an end that has come; what ended otherwise in the meantime, or was prolonged, is left alone. */
export interface Expire {
  readonly type: 'Expire';
  readonly registration: string;
  readonly today: CivilDate;
}
/** Records that the person's key was destroyed; the registrations go on without a name. */
export interface Erase extends Omit<DataOf<'PersonErased'>, 'erasedAt'> {
  readonly type: 'Erase';
  readonly at: Instant;
}
export type RegistrationCommand = Register | ReportDeparture | WithdrawDeparture | Expire | Erase;

export const registration: Decider<Stays, RegistrationCommand, RegistrationEvent, never> = {
  category: 'person',
  initial: noStays,
  personal,
  evolve,

  decide(command, stays) {
    switch (command.type) {
      case 'Register':
        return afterWhatFellDue(stays, bakuDate(command.application.receivedAt), (now) => register(command, now));
      case 'ReportDeparture':
        return afterWhatFellDue(stays, bakuDate(command.notice.receivedAt), (now) => reportDeparture(command, now));
      case 'WithdrawDeparture':
        return afterWhatFellDue(stays, bakuDate(command.withdrawal.receivedAt), (now) => withdrawDeparture(command, now));
      case 'Expire':
        return stays.active?.stay.registration === command.registration ? dueEnd(stays, command.today) : [];
      case 'Erase':
        return stays.erased ? [] : [erased(command)];
    }
  },
};

/** An end that had come by the day of receipt counts first, whether or not the sweep has recorded it yet. */
function afterWhatFellDue(
  stays: Stays,
  day: CivilDate,
  decide: (now: Stays) => readonly RegistrationEvent[],
): RegistrationEvent[] {
  const due = dueEnd(stays, day);
  return [...due, ...decide(due.reduce(evolve, stays))];
}

function reportDeparture({ notice, policies }: ReportDeparture, stays: Stays): readonly RegistrationEvent[] {
  const { departure, leavesOn, reportedBy, receivedAt } = notice;
  const active = stays.active?.stay;
  const notApplied = whyNotApplied(stays, leavesOn);
  if (!active || notApplied) return [departureNotApplied(notice, notApplied ?? 'no-active-registration')];

  const { registration, person, language } = active;
  const day = bakuDate(receivedAt);
  const about = { registration, person, departure, leavesOn, reportedBy, language, receivedAt };
  const recorded: RegistrationEvent = {
    type: 'DepartureRecorded',
    data: { ...about, policy: appliedOn(policies, 'departure', day), ...personalOf(active) },
  };
  return [recorded, ...dueEnd(evolve(stays, recorded), day)];
}

type WhyNot = DataOf<'DepartureNotApplied'>['reason'];

function whyNotApplied({ active, ended }: Stays, leavesOn: CivilDate): WhyNot | null {
  const stay = active?.stay;
  if (!stay) return ended.length > 0 ? 'already-ended' : 'no-active-registration';
  if (leavesOn < stay.enteredOn) return 'before-entry';
  // Who left on the day of moving in, or before, left the place before: its host tells what is known.
  const cameFromAnother = ended.some((one) => one.stay.enteredOn === stay.enteredOn);
  if (cameFromAnother && leavesOn <= stay.movedInOn) return 'already-ended';
  return leavesOn < stay.toExclusive ? null : 'already-ended';
}

/** A notice may be taken back before its date, not on it. */
function withdrawDeparture({ withdrawal }: WithdrawDeparture, { active, ended }: Stays): readonly RegistrationEvent[] {
  const { departure, receivedAt } = withdrawal;
  if (!active && ended.length === 0) return [departureNotApplied(withdrawal, 'no-active-registration')];
  const stands = active?.departure?.departure === departure && bakuDate(receivedAt) < active.departure.leavesOn;
  if (!stands) return [departureNotApplied(withdrawal, 'already-ended')];
  const { registration, person, toExclusive } = active.stay;
  return [{ type: 'DepartureRevoked', data: { registration, person, departure, toExclusive, receivedAt } }];
}

const erased = ({ person, reason, caseNumber, at }: Erase): RegistrationEvent => ({
  type: 'PersonErased',
  data: { person, reason, caseNumber, erasedAt: at },
});

function departureNotApplied(
  { person, departure, receivedAt }: Pick<ReportDeparture['notice'], 'person' | 'departure' | 'receivedAt'>,
  reason: WhyNot,
): RegistrationEvent {
  return { type: 'DepartureNotApplied', data: { person, departure, reason, receivedAt } };
}
