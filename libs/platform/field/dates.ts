/** How dates and instants may arrive at the edge. */
import type { CivilDate, Instant } from '@qeyd/core';

const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A date of the calendar: 30 February is none. */
export function isCivilDate(value: unknown): value is CivilDate {
  if (typeof value !== 'string' || !/^[12]\d{3}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** The canonical text of an instant given with its offset; `null` when it is none. */
export function canonicalInstant(text: string): Instant | null {
  const date = instant.exec(text)?.[1];
  return isCivilDate(date) ? new Date(text).toISOString() : null;
}
