/** The places of the bench: days of one office, each with as many slots and seats as a row wants. */
import { createHash } from 'node:crypto';

export const office = 'asan-baku-1';
export const service = 'work-permit';

const MINUTE = 60_000;
/** Each race has a day of its own, from here on. */
const FIRST = Date.UTC(2030, 0, 1);

/** The `n`-th day, `YYYY-MM-DD`. */
export const dayAt = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);

/** Slots of ten minutes, the first one at five o'clock UTC. */
export function slotsOn(on, { slots, seats }) {
  const instant = (minutes) => new Date(Date.parse(`${on}T05:00:00Z`) + minutes * MINUTE).toISOString();
  return Array.from({ length: slots }, (_, i) => ({ startsAt: instant(i * 10), endsAt: instant(i * 10 + 10), seats }));
}

/** A specimen document for everyone who asks. */
export const documentOf = (name) => ({
  country: 'UTO',
  type: 'passport',
  number: createHash('sha256').update(String(name)).digest('hex').slice(0, 9).toUpperCase(),
});
