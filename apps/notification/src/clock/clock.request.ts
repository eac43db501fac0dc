/** What the other parts ask of an application's clock. */
import type { Cause, Instant } from '@qeyd/core';
import { idFrom, type Request } from '@qeyd/event-store';
import { clockDecider, type ClockCommand } from './clock';

const toClockOf = (application: string, command: ClockCommand, cause: Cause): Request => ({
  decider: clockDecider,
  id: idFrom(application, 'clock'),
  command,
  cause,
});

export const startClock = (application: string, receivedAt: Instant, cause: Cause): Request => ({
  ...toClockOf(application, { type: 'Start', application, receivedAt }, cause),
  fresh: true,
});

export const meetClock = (application: string, at: Instant, notice: string, cause: Cause): Request =>
  toClockOf(application, { type: 'Meet', at, notice }, cause);
