/** How points in time may arrive at the edge. */
import { isCivilDate } from '@qeyd/calendar';
import type { Instant } from '@qeyd/core';

const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The canonical text of an instant given with its offset; `null` when it is none. */
export const canonicalInstant = (text: string): Instant | null =>
  isCivilDate(instant.exec(text)?.[1]) ? new Date(text).toISOString() : null;
