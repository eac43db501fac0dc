/** The clock of one working day to inform the applicant: started at receipt, met by the evidence of a delivery, else at risk and missed. */
import { later, workingDayDeadline } from '@qeyd/calendar';
import type { Decider, Decision, Instant } from '@qeyd/core';
import { refuse } from '@qeyd/core';

interface About {
  readonly application: string;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
}

export type ClockEvent =
  | { type: 'ConfirmationClockStarted'; data: About }
  | { type: 'ConfirmationClockBroughtForward'; data: About & { broughtForwardAt: Instant } }
  | { type: 'ConfirmationClockAtRisk'; data: About & { at: Instant } }
  | { type: 'ConfirmationClockMissed'; data: About & { at: Instant } }
  | { type: 'ConfirmationClockMet'; data: About & { metAt: Instant; notice: string | null } };

export type ClockCommand =
  | { type: 'Start'; application: string; receivedAt: Instant }
  | { type: 'Watch'; at: Instant }
  | { type: 'Meet'; at: Instant; notice: string | null };

export type ClockRefusal = 'clock-not-started';

export type Clock =
  { readonly status: 'not-started' } | { readonly status: 'running' | 'at-risk' | 'missed' | 'met'; readonly about: About };

function decide(command: ClockCommand, clock: Clock): Decision<ClockEvent, ClockRefusal> {
  if (command.type === 'Start') return clock.status === 'not-started' ? [started(command.application, command.receivedAt)] : [];
  if (clock.status === 'not-started') return refuse('clock-not-started');
  const { status, about } = clock;
  switch (command.type) {
    case 'Watch':
      return status === 'met' || status === 'missed' ? [] : watched(status, about, command.at);
    case 'Meet':
      return status === 'met'
        ? []
        : [{ type: 'ConfirmationClockMet', data: { ...about, metAt: command.at, notice: command.notice } }];
  }
}

function evolve(clock: Clock, event: ClockEvent): Clock {
  const { application, startedAt, dueAt } = event.data;
  const about = { application, startedAt, dueAt };
  switch (event.type) {
    case 'ConfirmationClockStarted':
      return { status: 'running', about };
    case 'ConfirmationClockBroughtForward':
      return clock.status === 'not-started' ? clock : { status: clock.status, about };
    case 'ConfirmationClockAtRisk':
      return { status: 'at-risk', about };
    case 'ConfirmationClockMissed':
      return { status: 'missed', about };
    case 'ConfirmationClockMet':
      return { status: 'met', about };
  }
}

const started = (application: string, startedAt: Instant): ClockEvent => ({
  type: 'ConfirmationClockStarted',
  data: { application, startedAt, dueAt: workingDayDeadline(startedAt) },
});

/** If the calendar of working days changed since the start, the earlier of the two due times stands. */
function watched(status: 'running' | 'at-risk', before: About, at: Instant): readonly ClockEvent[] {
  const events: ClockEvent[] = [];
  const dueToday = workingDayDeadline(before.startedAt);
  const about = dueToday < before.dueAt ? { ...before, dueAt: dueToday } : before;
  if (about !== before) events.push({ type: 'ConfirmationClockBroughtForward', data: { ...about, broughtForwardAt: at } });
  if (at >= about.dueAt) events.push({ type: 'ConfirmationClockMissed', data: { ...about, at } });
  else if (status === 'running' && at >= riskAt(about.dueAt))
    events.push({ type: 'ConfirmationClockAtRisk', data: { ...about, at } });
  return events;
}

/** Due is a midnight; from nine in the morning of that day an officer still has the working day to print the notice or to call. */
export const riskAt = (dueAt: Instant): Instant => later(dueAt, -15 * 3_600_000);

export const clockDecider: Decider<Clock, ClockCommand, ClockEvent, ClockRefusal> = {
  category: 'clock',
  initial: { status: 'not-started' },
  decide,
  evolve,
};
