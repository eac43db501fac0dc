import fc from 'fast-check';
import { expectedNoShows, riskOfMore, seatsMore } from './attendance';

/** ASAN on 27 April 2020: 12,458 places, 29 % did not come. */
const asan = { booked: 12_458, came: 8_845 };

describe('The forecast', () => {
  it('expects what was seen, and knows nothing where nothing was seen', () => {
    expect(expectedNoShows(asan)).toBeCloseTo(0.29, 3);
    expect(expectedNoShows({ booked: 0, came: 0 })).toBe(0.5);
  });
  it('states the risk as the binomial distribution does, once enough was seen', () => {
    // P(X > 4) of X ~ B(5, 0.71) = 0.71^5; P(X > 4) of X ~ B(6, 0.71) = 6 · 0.71^5 · 0.29 + 0.71^6.
    expect(riskOfMore(asan, 5, 4)).toBeCloseTo(0.71 ** 5, 3);
    expect(riskOfMore(asan, 6, 4)).toBeCloseTo(6 * 0.71 ** 5 * 0.29 + 0.71 ** 6, 3);
  });
  it('sees more risk where it saw less', () => {
    expect(riskOfMore({ booked: 10, came: 7 }, 22, 20)).toBeGreaterThan(riskOfMore({ booked: 1000, came: 700 }, 22, 20));
    // Nothing seen: any number of two is as likely as any other.
    expect(riskOfMore({ booked: 0, came: 0 }, 2, 1)).toBeCloseTo(1 / 3);
  });
  it('is a probability, grows with those who are booked and falls with the seats', () => {
    const seen = fc.nat(500).chain((booked) => fc.record({ booked: fc.constant(booked), came: fc.nat(booked) }));
    fc.assert(
      fc.property(seen, fc.nat(60), fc.nat(60), (given, booked, seats) => {
        const risk = riskOfMore(given, booked, seats);
        expect(risk).toBeGreaterThanOrEqual(0);
        expect(risk).toBeLessThanOrEqual(1 + 1e-9);
        expect(riskOfMore(given, booked + 1, seats)).toBeGreaterThanOrEqual(risk - 1e-9);
        expect(riskOfMore(given, booked, seats + 1)).toBeLessThanOrEqual(risk + 1e-9);
      }),
    );
  });
});

describe('Overbooking', () => {
  it('gives as many seats more as the risk allows, and never more than it may', () => {
    const more = (seats: number, risk: number) => seatsMore(asan, 10, { seats, risk });
    expect([more(9, 0.05), more(9, 0.2), more(1, 0.2), more(0, 1)]).toEqual([1, 2, 1, 0]);
  });
  it('gives none where nobody has ever stayed away, or nothing is known', () => {
    expect(seatsMore({ booked: 1000, came: 1000 }, 10, { seats: 5, risk: 0.05 })).toBe(0);
    expect(seatsMore({ booked: 0, came: 0 }, 10, { seats: 5, risk: 0.05 })).toBe(0);
  });
});
