import { codeBookOf } from '@qeyd/core';
import { overbookingOn, seatsMoreOf } from './overbooking';

const row = (attributes: Record<string, unknown>) => ({
  ...{ book: 'policies', code: 'booking-overbooking', validFrom: '2026-01-01', validToExclusive: null },
  ...{ names: { az: '', en: '', ru: '' }, attributes, source: 'Order 7' },
});
const on = (attributes: Record<string, unknown>) => overbookingOn(codeBookOf([row(attributes)]), '2026-12-01');
const terms = { seats: 2, riskPercent: 5, days: 90 };

it('The policy is off where no row is in force, the row is switched off or does not give its terms', () => {
  expect(overbookingOn(codeBookOf([row(terms)]), '2025-12-31')).toBeNull();
  expect(on({ ...terms, enabled: false })).toBeNull();
  expect(on({ seats: 2 })).toBeNull();
  expect(on(terms)).toEqual({
    ...{ seats: 2, risk: 0.05, days: 90 },
    policy: { name: 'booking-overbooking', version: '2026-01-01', act: 'Order 7' },
  });
});

it('An hour in which nobody was seen, of any service or office, gets no seat more', () => {
  const seen = [{ office: 'asan-baku-1', service: 'work-permit', hour: 9, booked: 1000, came: 500 }];
  const more = seatsMoreOf(seen, { seats: 2, risk: 0.05 });
  const given = (service: string, hour: number) => more.get('asan-baku-1')?.(service, hour, 10);
  expect([given('work-permit', 9), given('work-permit', 10), given('stay-registration', 9)]).toEqual([2, 0, 0]);
  expect(more.has('asan-ganja')).toBe(false);
});
