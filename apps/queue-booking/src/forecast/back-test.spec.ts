import fc from 'fast-check';
import { replay, type PastSlot } from './back-test';

const slot = (booked: number, came: number, more = 0): PastSlot => ({ seats: 4, minutes: 30, booked, came, more });

describe('A day replayed', () => {
  it('counts the places on which nobody sat', () => {
    expect(replay([slot(4, 4), slot(4, 2), slot(1, 1)], 20)).toEqual({ idle: 5, waited: 0 });
  });
  it('lets those who find no seat wait for the next slot', () => {
    expect(replay([slot(6, 6), slot(4, 2)], 20)).toEqual({ idle: 0, waited: 2 });
    expect(replay([slot(6, 6), slot(4, 2)], 30)).toEqual({ idle: 0, waited: 0 });
    expect(replay([slot(9, 9), slot(0, 0), slot(0, 0)], 30)).toEqual({ idle: 3, waited: 1 });
  });
  it('fills with a seat more what would have been idle, and makes people wait as often as all come', () => {
    const half = replay([slot(4, 2, 1)], 20);
    expect(half).toEqual({ idle: 1.5, waited: 0 });
    const all = replay([slot(4, 4, 1)], 20);
    expect(all).toEqual({ idle: 0, waited: 1 });
  });
  it('gives no seat more where there were free ones', () => {
    expect(replay([slot(3, 3, 2)], 20)).toEqual(replay([slot(3, 3)], 20));
  });
  it('loses nobody: who came was served or is left at the end, whatever the day', () => {
    const slots = fc.array(
      fc.tuple(fc.nat(8), fc.nat(8)).map(([booked, came]) => slot(booked, Math.min(booked, came))),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(slots, (day) => {
        const came = day.reduce((sum, each) => sum + each.came, 0);
        const quiet = [...day, ...Array.from({ length: 30 }, () => slot(0, 0))];
        expect(replay(quiet, 20).idle).toBeCloseTo(quiet.length * 4 - came);
      }),
    );
  });
});
