/** Dates and instants at the edge. */
import { canonicalInstant, isCivilDate } from './dates';

it.each(['2024-02-29', '1974-08-12', '2026-12-31'])('%s is a date', (text) => expect(isCivilDate(text)).toBe(true));

it.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-11-22T00:00:00Z', '0000-01-01', '', 20261122, null])(
  '%j is no date',
  (value) => expect(isCivilDate(value)).toBe(false),
);

it.each([
  ['2026-11-22T13:30:00+04:00', '2026-11-22T09:30:00.000Z'],
  ['2026-11-22T09:30Z', '2026-11-22T09:30:00.000Z'],
  ['2026-11-22T09:30:00.123456Z', '2026-11-22T09:30:00.123Z'],
])('%s is the instant %s', (text, instant) => expect(canonicalInstant(text)).toBe(instant));

it.each(['2026-11-22', '2026-11-22T09:30:00', '2026-02-30T09:30:00Z', '2026-11-22T24:00:00Z', '2026-11-22T09:30:00+24:00'])(
  '%s is no instant',
  (text) => expect(canonicalInstant(text)).toBeNull(),
);
