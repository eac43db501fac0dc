import fc from 'fast-check';
import { officeWith, plan } from '../../test/specimens';
import { dayOf } from '../office/opening';
import type { Plan } from '../office/plan';
import { adjacentPlaces, freePlaces, freeSeats, releasedAt, slotsOf, type Place, type Slot } from './place';

const slotsOn = (on: string, service = 'work-permit', changes: Partial<Plan> = {}): Slot[] => {
  const day = dayOf(officeWith(changes), on);
  return day ? slotsOf(day, service) : [];
};
const slots = slotsOn('2026-12-01');
const starts = (found: readonly Pick<Slot, 'startsAt'>[]) => found.map(({ startsAt }) => startsAt.slice(11, 16));
const placeAt = (i: number, seat: number): Place => ({ startsAt: slots[i]!.startsAt, endsAt: slots[i]!.endsAt, seat });
const BEFORE = '2026-11-30T00:00:00.000Z';

describe('The places of a day', () => {
  it('follow from the hours and the length, and leave the break free', () => {
    expect(starts(slots)).toEqual(['05:00', '06:00', '07:00', '08:00', '10:00', '11:00', '12:00', '13:00']);
  });
  it('fit wholly between opening, break and closing', () => {
    const services = [{ service: 'work-permit', minutes: 50, seats: 1 }];
    const found = slotsOn('2026-12-01', 'work-permit', { services });
    expect(found).toHaveLength(8);
    expect(found[3]?.endsAt).toBe('2026-12-01T08:20:00.000Z');
    expect(found[4]?.startsAt).toBe('2026-12-01T10:00:00.000Z');
  });
  it('are none where people come individually, where the service is not received, and where the office is closed', () => {
    expect(slotsOn('2026-12-01', 'work-permit', { receives: 'walk-in' })).toEqual([]);
    expect(slotsOn('2026-12-01', 'citizenship-acquisition')).toEqual([]);
    expect(slotsOn('2026-12-05', 'work-permit', { hours: plan.hours.slice(0, 1) })).toEqual([]);
  });
  it('keep to the clocks of Baku on a day on which these change', () => {
    const office = { plans: [{ ...officeWith().plans[0]!, validFrom: '2013-01-01' }], days: new Map() };
    const first = (on: string) => slotsOf(dayOf(office, on)!, 'work-permit')[0]?.startsAt;
    expect([first('2015-03-28'), first('2015-03-29'), first('2015-10-25')]).toEqual([
      '2015-03-28T05:30:00.000Z', '2015-03-29T04:30:00.000Z', '2015-10-25T05:30:00.000Z',
    ]); // prettier-ignore
  });
  it('are given out so many days ahead, from a time of day on', () => {
    expect(releasedAt(plan, '2026-12-31')).toBe('2026-12-01T05:00:00.000Z');
  });
});

describe('A seat', () => {
  it('is free when nobody sits on it', () => expect(freeSeats(slots[0]!, [placeAt(0, 1), placeAt(1, 2)])).toEqual([2]));
  it('is not free while somebody sits on it for a part of the time, as when the length was changed', () => {
    const long: Place = { startsAt: slots[0]!.startsAt, endsAt: '2026-12-01T06:30:00.000Z', seat: 1 };
    expect(freeSeats(slots[1]!, [long])).toEqual([2]);
    expect(freeSeats(slots[2]!, [long])).toEqual([1, 2]);
  });
});

describe('A family', () => {
  it('sits side by side as far as seats are free, and goes on in the next slot', () => {
    expect(adjacentPlaces(slots, [placeAt(0, 1)], 0, 4)).toEqual([placeAt(0, 2), placeAt(1, 1), placeAt(1, 2), placeAt(2, 1)]);
  });
  it('is not divided by a full slot, by the break or by the end of the day', () => {
    expect(adjacentPlaces(slots, [placeAt(1, 1), placeAt(1, 2)], 0, 3)).toBeNull();
    expect(adjacentPlaces(slots, [], 3, 3)).toBeNull();
    expect(adjacentPlaces(slots, [], 7, 3)).toBeNull();
  });
  it('begins only where all of them find a place', () => {
    expect(starts([...freePlaces(slots, [], 3, BEFORE)])).toEqual(['05:00', '06:00', '07:00', '10:00', '11:00', '12:00']);
  });
});

it('A place that has begun is not offered', () => {
  expect([...freePlaces(slots, [], 1, slots[6]!.startsAt)].map(({ startsAt }) => startsAt)).toEqual([slots[7]!.startsAt]);
});

it('Whoever takes the places offered never sits where somebody sits, and every seat is given in the end', () => {
  const turn = fc.record({ people: fc.integer({ min: 1, max: 5 }), choice: fc.nat() });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 40 }), (turns) => {
      const taken: Place[] = [];
      for (const { people, choice } of [...turns, ...Array.from({ length: 16 }, () => ({ people: 1, choice: 0 }))]) {
        const offered = [...freePlaces(slots, taken, people, BEFORE)];
        const chosen = offered[choice % Math.max(1, offered.length)];
        const first = slots.findIndex(({ startsAt }) => startsAt === chosen?.startsAt);
        if (first >= 0) taken.push(...(adjacentPlaces(slots, taken, first, people) ?? []));
      }
      expect(new Set(taken.map(({ startsAt, seat }) => `${startsAt}/${String(seat)}`)).size).toBe(16);
      expect(taken).toHaveLength(16);
    }),
  );
});
