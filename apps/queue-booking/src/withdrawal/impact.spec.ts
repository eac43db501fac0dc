import { officeWith } from '../../test/specimens';
import type { ExceptionalDay } from '../office/plan';
import { impactOf, lostBy, unkept, type Given } from './impact';

const ON = '2026-12-01';
const at = (time: string, on = ON) => new Date(`${on}T${time}:00+04:00`).toISOString();
const place = (booking: string, from: string, to: string, changes: Partial<Given> = {}): Given => ({
  ...{ booking, service: 'work-permit', on: ON, startsAt: at(from), endsAt: at(to), seat: 1 },
  ...changes,
});
const exception = (hours: ExceptionalDay['hours']) =>
  officeWith({}, new Map([[ON, { office: 'asan-baku-1', on: ON, hours, reason: 'A burst pipe' }]]));
const shortened = exception({ opens: '09:00', closes: '12:00', breaks: [{ from: '10:00', to: '10:30' }] });
const names = (given: readonly Given[]) => given.map(({ booking }) => booking);

describe('A place is lost', () => {
  it('when the office closes, and on no other day', () => {
    const given = [
      place('a', '09:00', '10:00'),
      place('b', '09:00', '10:00', { on: '2026-12-02', startsAt: at('09:00', '2026-12-02') }),
    ];
    expect(names(unkept(exception(null), given))).toEqual(['a']);
  });
  it('when any part of it is before opening, in a break or after closing', () => {
    const given = [
      place('before', '08:30', '09:30'),
      place('kept', '09:00', '10:00'),
      place('break', '10:00', '11:00'),
      place('after break', '11:00', '12:00'),
      place('after', '11:30', '12:30'),
    ];
    expect(names(unkept(shortened, given))).toEqual(['before', 'break', 'after']);
  });
  it('when its seat is taken away, or the service, or the queue', () => {
    const given = [place('one', '09:00', '10:00'), place('two', '09:00', '10:00', { seat: 2 })];
    const fewer = officeWith({ services: [{ service: 'work-permit', minutes: 60, seats: 1 }] });
    expect(names(unkept(fewer, given))).toEqual(['two']);
    expect(names(unkept(officeWith({ services: [] }), given))).toEqual(['one', 'two']);
    expect(names(unkept(officeWith({ receives: 'walk-in' }), given))).toEqual(['one', 'two']);
  });
  it('not because places have another length now', () => {
    const longer = officeWith({ services: [{ service: 'work-permit', minutes: 45, seats: 2 }] });
    expect(unkept(longer, [place('a', '10:00', '11:00')])).toEqual([]);
  });
});

it('The impact of a change is what it takes away, not what could not be kept before', () => {
  const given = [place('a', '11:30', '12:30'), place('a', '11:30', '12:30', { seat: 2 }), place('late', '18:00', '19:00')];
  const lost = lostBy(officeWith(), shortened, given);
  expect(impactOf(lost)).toEqual({
    bookings: 1,
    people: 2,
    days: [{ on: ON, bookings: 1, people: 2 }],
    services: [{ service: 'work-permit', bookings: 1, people: 2 }],
  });
});
