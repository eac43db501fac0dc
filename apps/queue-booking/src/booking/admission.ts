/** Whether an office gives a place of this service on this day through this channel, and if not, why. */
import { bakuDate } from '@qeyd/calendar';
import { refuse, type Instant, type Refused } from '@qeyd/core';
import { dayOf } from '../office/opening';
import type { Channel, Office } from '../office/plan';
import { releasedAt, slotsOf, type Slot } from '../place/place';
import type { AgendaKey } from '../agenda/events';

export type AdmissionRefusal =
  | 'no-such-office'
  | 'service-not-received'
  | 'service-twice'
  | 'individually-no-queue'
  | 'channel-not-received'
  | 'day-over'
  | 'office-closed'
  | 'not-released-yet';

/** The slots of the day. */
export function admit(
  office: Office | undefined,
  { office: code, service, on }: AgendaKey,
  channel: Channel,
  now: Instant,
): readonly Slot[] | Refused<AdmissionRefusal> {
  if (on < bakuDate(now)) return refuse('day-over', { on });
  const day = office && dayOf(office, on);
  if (!day) return refuse('no-such-office', { office: code });
  const { plan, hours, reason } = day;
  if (!plan.services.some((received) => received.service === service)) return refuse('service-not-received', { service });
  if (plan.receives === 'walk-in')
    return refuse('individually-no-queue', { hours: hours ? `${hours.opens}–${hours.closes}` : '–' });
  if (!plan.channels.includes(channel)) return refuse('channel-not-received', { channels: plan.channels.join(', ') });
  if (!hours) return refuse('office-closed', { on, reason: reason ?? '' });
  const at = releasedAt(plan, on);
  return now < at ? refuse('not-released-yet', { releasedAt: at }) : slotsOf(day, service);
}
