import { KEY, NOW, officeWith, plan } from '../../test/specimens';
import type { ExceptionalDay, Plan } from '../office/plan';
import { admit } from './admission';

const asking = (key: Partial<typeof KEY> = {}, changes: Partial<Plan> = {}, channel: Plan['channels'][number] = 'asan-app') =>
  admit(officeWith(changes), { ...KEY, ...key }, channel, NOW);

describe('A request for a place', () => {
  it('is admitted with the slots of the day', () => expect(asking()).toHaveLength(8));
  it('at an office without a queue is answered with its hours', () => {
    expect(asking({}, { receives: 'walk-in' })).toEqual({ refused: 'individually-no-queue', details: { hours: '09:00–18:00' } });
  });
  it('for a service that the office does not receive is refused', () => {
    expect(asking({ service: 'citizenship-acquisition' })).toMatchObject({ refused: 'service-not-received' });
  });
  it('through a channel of other offices is refused, with those of this one', () => {
    expect(asking({}, {}, 'migaz')).toMatchObject({
      refused: 'channel-not-received',
      details: { channels: plan.channels.join(', ') },
    });
  });
  it('for today is admitted, and for a day that is over in Baku is not', () => {
    expect(asking({ on: '2026-11-30' })).toHaveLength(8);
    expect(asking({ on: '2026-11-29' })).toMatchObject({ refused: 'day-over' });
    expect(admit(officeWith(), { ...KEY, on: '2026-11-30' }, 'asan-app', '2026-11-30T20:00:00.000Z')).toMatchObject({
      refused: 'day-over',
    });
    expect(admit(officeWith(), { ...KEY, on: '2026-11-30' }, 'asan-app', '2026-11-30T19:59:59.999Z')).toHaveLength(8);
  });
  it('for a day on which the office is closed is refused with the reason', () => {
    const closed: ExceptionalDay = { office: 'asan-baku-1', on: KEY.on, hours: null, reason: 'Stocktaking' };
    const office = officeWith({}, new Map([[KEY.on, closed]]));
    expect(admit(office, KEY, 'asan-app', NOW)).toMatchObject({ refused: 'office-closed', details: { reason: 'Stocktaking' } });
  });
  it('for a day whose places are not given out yet is refused with the time at which they will be', () => {
    expect(asking({ on: '2026-12-31' })).toEqual({
      refused: 'not-released-yet',
      details: { releasedAt: '2026-12-01T05:00:00.000Z' },
    });
  });
  it('at no office is refused', () =>
    expect(admit(undefined, KEY, 'asan-app', NOW)).toMatchObject({ refused: 'no-such-office' }));
});
