import { NOW, officeWith } from '../../test/specimens';
import { dayOf } from '../office/opening';
import { timesOf, type Place } from './place';
import { dayOffer, daysFrom, distanceKm, nextPlace, visitOn } from './search';

const office = officeWith();
const wish = { service: 'work-permit', people: 1, now: NOW };
const nothingTaken = () => [];
const full = (on: string): Place<number>[] =>
  timesOf(dayOf(office, on)!, 'work-permit').flatMap(({ startsAt, endsAt }) =>
    [1, 2].map((seat) => ({ startsAt, endsAt, seat })),
  );
const WEEK = daysFrom('2026-11-30', '2026-12-07');

describe('The days of an office', () => {
  it('show the places that are still to come', () => {
    const [today, tomorrow] = WEEK.map((on) => dayOffer(office, on, nothingTaken, wish).places.length);
    expect([today, tomorrow]).toEqual([6, 8]);
  });
  it('that are too far ahead show when they are open, and no place yet', () => {
    expect(dayOffer(office, '2026-12-31', nothingTaken, wish)).toMatchObject({
      released: false,
      hours: { opens: '09:00' },
      places: [],
    });
    expect(dayOffer(office, '2026-12-30', nothingTaken, wish)).toMatchObject({ released: true });
  });
});

describe('The next place', () => {
  it('is the first of the first day that has one', () => {
    const taken = (on: string) => (on < '2026-12-02' ? full(on) : []);
    expect(nextPlace(office, WEEK, taken, wish)).toMatchObject({
      on: '2026-12-02',
      startsAt: '2026-12-02T05:00:00.000Z',
      free: 2,
    });
  });
  it('is none when everything is taken', () => expect(nextPlace(office, WEEK, full, wish)).toBeNull());
});

describe('Several services in one visit', () => {
  const services = ['temporary-residence', 'work-permit'];
  it('follow each other in the order asked for, with as little waiting as there is', () => {
    const steps = visitOn(office, '2026-12-01', services, () => nothingTaken, wish);
    expect(steps?.map(({ service, startsAt }) => [service, startsAt.slice(11, 16)])).toEqual([
      ['temporary-residence', '05:30'],
      ['work-permit', '06:00'],
    ]);
  });
  it('are not possible on a day on which one of them has no place', () => {
    const taken = (service: string) => (service === 'work-permit' ? full : nothingTaken);
    expect(visitOn(office, '2026-12-01', services, taken, wish)).toBeNull();
  });
});

it('Baku lies 300 km from Ganja, as the crow flies', () => {
  const far = distanceKm({ latitude: 40.41, longitude: 49.87 }, { latitude: 40.68, longitude: 46.36 });
  expect(Math.round(far / 10)).toBe(30);
});
