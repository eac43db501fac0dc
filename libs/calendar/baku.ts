/** The zone `Asia/Baku` as the IANA database has it, read once from Intl and then looked up: Intl is slow, the law is not a constant. */
import type { CivilDate, Instant } from '@qeyd/core';
import { dateOf, dayNumber } from './civil-date';
import { instantOf } from './instant';

const MINUTE = 60_000;
const DAY = 86_400_000;
const STEP = 90 * DAY;

/** From `since` on (milliseconds of the epoch) the clocks of Baku are `offset` milliseconds ahead of UTC. */
interface Span {
  readonly since: number;
  readonly offset: number;
}

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Asia/Baku',
  calendar: 'iso8601',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

const offsetByIntl = (instant: number): number => {
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
};

/** The first millisecond after `before` at which the offset is no longer that of `before`; it changes once until `after`. */
const transition = (before: number, after: number): number => {
  const offset = offsetByIntl(before);
  let [low, high] = [before, after];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetByIntl(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
};

/** Latest first: almost every question is about today. No two changes of the clocks lay within one step. */
const readSpans = (): readonly Span[] => {
  const spans: Span[] = [];
  const end = Date.UTC(2100, 0, 1);
  let at = Date.UTC(1970, 0, 1);
  let offset = offsetByIntl(at);
  spans.unshift({ since: -Infinity, offset });
  for (; at < end; at += STEP) {
    const next = offsetByIntl(at + STEP);
    if (next !== offset) spans.unshift({ since: transition(at, at + STEP), offset: next });
    offset = next;
  }
  return spans;
};

let spans: readonly Span[] | undefined;

const offsetAt = (instant: number): number => {
  spans ??= readSpans();
  for (const span of spans) if (instant >= span.since) return span.offset;
  throw new RangeError(`not an instant: ${String(instant)}`);
};

/** The civil date that the calendars in Baku show at this instant. */
export const bakuDate = (instant: Instant): CivilDate => {
  const at = Date.parse(instant);
  return dateOf(Math.floor((at + offsetAt(at)) / DAY));
};

/** The first instant of the day in Baku; 24:00 of the day before. */
export const startOfBakuDay = (date: CivilDate): Instant => {
  const midnight = dayNumber(date) * DAY;
  const [first, second] = [midnight - offsetAt(midnight - DAY), midnight - offsetAt(midnight + DAY)].sort((a, b) => a - b);
  const candidate = instantOf(first ?? midnight);
  return bakuDate(candidate) === date ? candidate : instantOf(second ?? midnight);
};

/**
 * The clocks of Baku on a day: in which minute of the epoch they show so many minutes after midnight; in the hour that they skip, the
 * one after it.
 */
export function bakuClock(date: CivilDate): (minutes: number) => number {
  const midnight = dayNumber(date) * DAY;
  const offset = offsetAt(midnight - DAY);
  if (offset === offsetAt(midnight + 2 * DAY)) return (minutes) => (midnight - offset) / MINUTE + minutes;
  return (minutes) => {
    const shown = midnight + minutes * MINUTE;
    const [before, after] = [shown - offsetAt(shown - DAY), shown - offsetAt(shown + DAY)];
    return ([before, after].find((at) => at + offsetAt(at) === shown) ?? before) / MINUTE;
  };
}

/** The instant at which they show so many minutes after midnight. */
export const bakuInstant = (date: CivilDate, minutes: number): Instant => instantOf(bakuClock(date)(minutes) * MINUTE);

/** How many minutes after midnight the clocks of Baku show. */
export const bakuMinutes = (instant: Instant): number => {
  const shown = Date.parse(instant) + offsetAt(Date.parse(instant));
  return Math.floor((shown - Math.floor(shown / DAY) * DAY) / MINUTE);
};
