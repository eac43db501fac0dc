import { officeWith, plan } from '../../test/specimens';
import { dayOf } from './opening';
import type { Plan } from './plan';

const open = (on: string, changes: Partial<Plan> = {}) => dayOf(officeWith(changes), on)?.hours?.opens ?? null;

describe('An office is open', () => {
  it('at the hours of the weekday', () => {
    expect([open('2026-12-01'), open('2026-12-05'), open('2026-12-06')]).toEqual(['09:00', '09:30', '09:30']);
  });
  it('on a holiday when it works seven days a week, and not when it keeps the working calendar', () => {
    expect([open('2026-12-31'), open('2026-12-31', { holidays: 'closed' })]).toEqual(['09:00', null]);
  });
  it('on a weekend that its hours name, though that is no working day', () =>
    expect(open('2026-12-05', { holidays: 'closed' })).toBe('09:30'));
  it('not on a weekday that no hours name', () => expect(open('2026-12-05', { hours: plan.hours.slice(0, 1) })).toBeNull());
  it('at the hours of the season, also over New Year', () => {
    const winter = { ...plan.hours[0]!, opens: '10:00', season: { from: '12-15', to: '01-15' } };
    const summer = { ...plan.hours[0]!, opens: '08:00', season: { from: '06-01', to: '08-31' } };
    const opens = (on: string) => open(on, { hours: [winter, summer, ...plan.hours] });
    expect(['2026-12-14', '2026-12-15', '2027-01-15', '2027-01-18', '2027-06-01', '2027-08-31', '2027-09-01'].map(opens)).toEqual([
      '09:00', '10:00', '10:00', '09:00', '08:00', '08:00', '09:00',
    ]); // prettier-ignore
  });
  it('as the plan of that day says, from its first day on', () => {
    const plans = [
      ...officeWith().plans,
      { ...officeWith({ hours: [{ ...plan.hours[0]!, opens: '11:00' }] }).plans[0]!, validFrom: '2026-12-02' },
    ];
    const opens = (on: string) => dayOf({ plans, days: new Map() }, on)?.hours?.opens;
    expect([opens('2026-12-01'), opens('2026-12-02')]).toEqual(['09:00', '11:00']);
  });
  it('not before its first plan', () => expect(dayOf(officeWith(), '2019-12-31')).toBeNull());
  it('at other hours, or not at all, on an exceptional day, and says why', () => {
    const exception = { office: 'asan-baku-1', on: '2026-12-01', hours: null, reason: 'Stocktaking' };
    const short = { ...exception, on: '2026-12-02', hours: { opens: '09:00', closes: '12:00', breaks: [] } };
    const office = officeWith({}, new Map([exception, short].map((day) => [day.on, day])));
    expect(dayOf(office, '2026-12-01')).toMatchObject({ hours: null, reason: 'Stocktaking' });
    expect(dayOf(office, '2026-12-02')).toMatchObject({ hours: { closes: '12:00' } });
  });
});
