import { specify } from '@qeyd/testing';
import { plan } from '../../test/specimens';
import { office, type OfficeCommand, type OfficeEvent } from './office';
import { seedPlans } from './office.seed';
import { faultOf, isOpening, type Plan } from './plan';

const { given } = specify(office);
const TODAY = '2026-11-30';
const dated = (changes: Partial<Plan> = {}, validFrom = '2026-01-01') => ({
  ...{ office: 'asan-baku-1', validFrom, plan: { ...plan, ...changes }, source: 'sample' },
});
const set = (changes?: Partial<Plan>, validFrom?: string): OfficeCommand => ({
  type: 'SetPlan',
  plan: dated(changes, validFrom),
});
const planSet = (changes?: Partial<Plan>, validFrom?: string): OfficeEvent => ({
  type: 'OfficePlanSet',
  data: dated(changes, validFrom),
});
const closed = (on: string) => ({ office: 'asan-baku-1', on, hours: null, reason: 'Stocktaking' });
const close = (on: string): OfficeCommand => ({ type: 'SetDay', day: closed(on), today: TODAY });
const lift = (on: string): OfficeCommand => ({ type: 'LiftDay', office: 'asan-baku-1', on, today: TODAY });
const daySet = (on: string): OfficeEvent => ({ type: 'ExceptionalDaySet', data: closed(on) });
const lifted = (on: string): OfficeEvent => ({ type: 'ExceptionalDayLifted', data: { office: 'asan-baku-1', on } });

describe('The plan of an office', () => {
  it('is set from a day on', () => given().when(set()).then(planSet()));
  it('is not set again in the same words', () => given(planSet()).when(set()).thenNothing());
  it('is set in new words', () =>
    given(planSet())
      .when(set({ holidays: 'closed' }))
      .then(planSet({ holidays: 'closed' })));
  it('stands until the next one begins', () => {
    expect(given(planSet(), planSet({}, '2027-01-01'), planSet({ holidays: 'closed' })).state().plans).toHaveLength(2);
  });

  it('opens before it closes', () => {
    const [hours] = plan.hours;
    given()
      .when(set({ hours: [{ ...hours!, opens: '18:00' }] }))
      .thenRefused('hours-empty');
  });
  it('names a service and a counter once', () => {
    given()
      .when(set({ services: [...plan.services, ...plan.services] }))
      .thenRefused('named-twice', { name: 'work-permit' });
    given()
      .when(set({ counters: [...plan.counters, ...plan.counters] }))
      .thenRefused('named-twice', { name: '1' });
  });
  it('has a counter for every seat, also where services share them', () => {
    const services = plan.services.map((service) => ({ ...service, seats: 2 }));
    given().when(set({ services })).thenRefused('seats-without-counters', { seats: 4, counters: 3 });
    const alone = plan.services.map((service) => ({ ...service, seats: service.service === 'temporary-residence' ? 3 : 0 }));
    given()
      .when(set({ services: alone }))
      .thenRefused('seats-without-counters', { seats: 3, counters: 2 });
  });

  it.each(seedPlans().map((seed) => [seed.office, seed.plan] as const))('of %s in the seeds can be kept', (_, seed) => {
    expect(faultOf(seed)).toBeNull();
    expect(seed.hours.every(isOpening)).toBe(true);
  });
});

describe('A break', () => {
  const opening = (...breaks: [string, string][]) =>
    isOpening({ opens: '09:00', closes: '18:00', breaks: breaks.map(([from, to]) => ({ from, to })) });
  it('lies inside the hours, after the one before', () => {
    expect([opening(['13:00', '14:00']), opening(['09:00', '09:30'], ['13:00', '14:00'])]).toEqual([true, true]);
    expect([opening(['08:00', '10:00']), opening(['17:00', '19:00']), opening(['14:00', '13:00'])]).toEqual([
      false,
      false,
      false,
    ]);
    expect(opening(['13:00', '14:00'], ['13:30', '15:00'])).toBe(false);
  });
});

describe('An exceptional day', () => {
  it('is set, for today too', () => given(planSet()).when(close(TODAY)).then(daySet(TODAY)));
  it('is set once', () => given(daySet('2026-12-31')).when(close('2026-12-31')).thenNothing());
  it('is not set for a day that is over', () => given().when(close('2026-11-29')).thenRefused('day-over'));
  it('opens before it closes, too', () => {
    const hours = { opens: '14:00', closes: '12:00', breaks: [] };
    given()
      .when({ type: 'SetDay', day: { ...closed(TODAY), hours }, today: TODAY })
      .thenRefused('hours-empty');
  });
  it('is lifted', () => given(daySet('2026-12-31')).when(lift('2026-12-31')).then(lifted('2026-12-31')));
  it('is lifted where there is one, and only before it is over', () => {
    given(daySet('2026-12-31'), lifted('2026-12-31')).when(lift('2026-12-31')).thenRefused('no-exceptional-day');
    given(daySet('2026-11-29')).when(lift('2026-11-29')).thenRefused('day-over');
  });
});
