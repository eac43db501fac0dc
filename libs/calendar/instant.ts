/** Milliseconds of the epoch as the text of an instant, made of parts: a search for places writes hundreds, most of them minutes of one day. */
import type { Instant } from '@qeyd/core';
import { dateOf } from './civil-date';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** `T00:00:00.000Z` and so on. */
const minutes = Array.from({ length: 1440 }, (_, minute) => new Date(minute * MINUTE).toISOString().slice('1970-01-01'.length));

let last = { day: 0, text: dateOf(0) };

export function instantOf(time: number): Instant {
  const day = Math.floor(time / DAY);
  if (day !== last.day) last = { day, text: dateOf(day) };
  const ofDay = minutes[(time - day * DAY) / MINUTE];
  return ofDay === undefined ? new Date(time).toISOString() : last.text + ofDay;
}

export const later = (at: Instant, milliseconds: number): Instant => instantOf(Date.parse(at) + milliseconds);
