/** The clock of one working day, for the other services. */
import { notification, type Contract } from '@qeyd/contracts';
import type { Publication, Publisher } from '@qeyd/event-store';
import type { ClockEvent } from './clock';

const publication =
  ({ topic, type, version }: Contract) =>
  ({ stream, data }: { readonly stream: string; readonly data: ClockEvent['data'] }): Publication => ({
    topic,
    type,
    version,
    data: { clock: stream.slice('clock-'.length), ...data },
  });

export const clockPublisher: Publisher<ClockEvent> = {
  category: 'clock',
  on: {
    ConfirmationClockStarted: publication(notification.ConfirmationClockStarted),
    ConfirmationClockBroughtForward: null,
    ConfirmationClockAtRisk: publication(notification.ConfirmationClockAtRisk),
    ConfirmationClockMissed: publication(notification.ConfirmationClockMissed),
    ConfirmationClockMet: publication(notification.ConfirmationClockMet),
  },
};
