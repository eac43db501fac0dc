/** The model sees what must not be: without this, "0 given twice" would say nothing. */
import { isWhole, judge, type Evidence } from './model.mjs';

const stream = 'agenda';
const startsAt = '2026-12-01T05:00:00.000Z';
const heldUntil = '2026-11-30T06:10:00.000Z';
const place = (booking: string, seat: number) => ({ booking, stream, startsAt, seat });

let position = 0;
const event = (type: string, data: object) => ({ position: ++position, commit: position, stream, type, data });
const held = (booking: string, person: string, seat: number) =>
  event('PlaceHeld', { booking, person, seat, startsAt, heldUntil });
const confirmed = (booking: string, confirmedAt = '2026-11-30T06:00:00.000Z') =>
  event('BookingConfirmed', { booking, confirmedAt });
const cancelled = (booking: string) => event('BookingCancelled', { booking });

/** Two seats: one is confirmed and kept, the other was given back and taken again. */
const sound: Evidence = {
  events: [held('a', 'anna', 1), confirmed('a'), held('b', 'boris', 2), confirmed('b'), cancelled('b'), held('c', 'cavid', 2)],
  standing: [
    { ...place('a', 1), person: 'anna' },
    { ...place('c', 2), person: 'cavid' },
  ],
  record: [
    { word: 'held', ...place('a', 1) },
    { word: 'confirmed', ...place('a', 1) },
    { word: 'held', ...place('b', 2) },
    { word: 'confirmed', ...place('b', 2) },
    { word: 'leaving', ...place('b', 2) },
    { word: 'held', ...place('c', 2) },
  ],
  seats: 2,
};
const faultsOf = (changes: Partial<Evidence>) => {
  const { over, twice, lost, broken } = judge({ ...sound, ...changes });
  return { over: over.length, twice: twice.length, lost: lost.length, broken: broken.length };
};
const whole = { over: 0, twice: 0, lost: 0, broken: 0 };

it('A day on which everybody has what they were told is whole', () => {
  expect(judge(sound)).toMatchObject({ given: 3, confirmed: 2, moved: 0 });
  expect(isWhole(judge(sound))).toBe(true);
});

it('A place that is taken in the commit that gives the other one back is whole, and after it is not', () => {
  const [given, back] = [held('d', 'cavid', 1), cancelled('c')];
  const after = {
    events: [...sound.events.slice(2), given, back],
    standing: [{ ...place('d', 1), person: 'cavid' }],
    record: [],
  };
  expect(faultsOf(after)).toEqual({ ...whole, twice: 1 });
  expect(faultsOf({ ...after, events: [...sound.events.slice(2), { ...given, commit: back.commit }, back] })).toEqual(whole);
});

it.each<[string, Partial<Evidence>, object]>([
  ['a seat beyond the capacity', { seats: 1 }, { over: 2 }],
  [
    'a seat given to two, of whom the view knows one',
    { events: sound.events.filter(({ type }) => type !== 'BookingCancelled') },
    { twice: 1, broken: 1 },
  ],
  [
    'two places for one person',
    {
      events: [...sound.events, held('d', 'anna', 3)],
      standing: [...sound.standing, { ...place('d', 3), person: 'anna' }],
      seats: 3,
    },
    { twice: 1 },
  ],
  ['a place that was answered and never given', { record: [...sound.record, { word: 'held', ...place('x', 1) }] }, { lost: 1 }],
  ['a confirmation that is not in the log', { record: [...sound.record, { word: 'confirmed', ...place('c', 2) }] }, { lost: 1 }],
  ['a confirmed place that is gone', { record: sound.record.filter(({ word }) => word !== 'leaving') }, { lost: 1 }],
  ['a view without a place', { standing: sound.standing.slice(1) }, { broken: 1 }],
  ['a view with another person', { standing: sound.standing.map((row) => ({ ...row, person: 'x' })) }, { broken: 2 }],
  ['a hold that was confirmed too late', { events: [...sound.events, confirmed('c', heldUntil)] }, { broken: 1 }],
  ['an end of what never began', { events: [...sound.events, cancelled('x')] }, { broken: 1 }],
])('%s is seen', (_, changes, seen) => {
  expect(faultsOf(changes)).toEqual({ ...whole, ...seen });
});
