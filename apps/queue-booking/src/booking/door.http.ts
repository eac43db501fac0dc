/** Through which channel a caller comes, and what that channel may do. */
import { booking } from '@qeyd/contracts';
import { problem, type Caller } from '@qeyd/platform';
import { causeOfRequest, slotOf } from '@qeyd/service';
import type { Arrival } from './booking.desk';
import type { Party } from '../agenda/events';

const callCentres: readonly string[] = ['108', '919'];
const isChannel = (name: string | null): name is Party['channel'] =>
  (booking.bookingChannels as readonly (string | null)[]).includes(name);

/** A system speaks for the person before it, an agent of a call centre and an officer act on behalf; who it was is in the cause. */
export function arrivalOf(caller: Caller, key: string | null): Arrival {
  const from = { slot: slotOf(caller, key), cause: causeOfRequest(caller, key) };
  const { role, channel } = caller;
  if (role === 'officer') return { channel: 'counter', bookedBy: 'officer', ...from };
  if (!isChannel(channel) || channel === 'counter' || (role === 'agent') !== callCentres.includes(channel))
    return problem(403, 'channel-unknown');
  return { channel, bookedBy: role === 'agent' ? 'agent' : 'visitor', ...from };
}

/** Whoever works at an office does so at no other one; an officer works at one. */
export function admitTo(office: string, { role, office: own }: Caller): void {
  if ((role === 'officer' || own !== null) && own !== office) problem(403, 'not-your-office');
}
