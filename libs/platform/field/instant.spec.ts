/** Points in time at the edge. */
import { canonicalInstant } from './instant';

it.each([
  ['2026-11-22T13:30:00+04:00', '2026-11-22T09:30:00.000Z'],
  ['2026-11-22T09:30Z', '2026-11-22T09:30:00.000Z'],
  ['2026-11-22T09:30:00.123456Z', '2026-11-22T09:30:00.123Z'],
])('%s is the instant %s', (text, instant) => {
  expect(canonicalInstant(text)).toBe(instant);
});

it.each(['2026-11-22', '2026-11-22T09:30:00', '2026-02-30T09:30:00Z', '2026-11-22T24:00:00Z', '2026-11-22T09:30:00+24:00'])(
  '%s is no instant',
  (text) => {
    expect(canonicalInstant(text)).toBeNull();
  },
);
