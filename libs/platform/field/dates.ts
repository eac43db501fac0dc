/** How dates and instants may arrive at the edge. */
import type { CivilDate, Instant } from '@qeyd/core';

const date = /^([12]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A date of the calendar: 30 February is none. */
export function isCivilDate(value: unknown): value is CivilDate {
  const parts = typeof value === 'string' ? date.exec(value) : null;
  const [, year, month, day] = parts ?? [];
  return day !== undefined && new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

/** The canonical text of an instant given with its offset; `null` when it is none. */
export function canonicalInstant(text: string): Instant | null {
  return isCivilDate(instant.exec(text)?.[1]) ? new Date(text).toISOString() : null;
}
