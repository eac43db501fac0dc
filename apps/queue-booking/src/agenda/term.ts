/** The terms of booking from the dated policy table: a number, and the row that gives it. */
import type { CivilDate, CodeBook } from '@qeyd/core';
import type { AppliedPolicy, Payload, registry } from '@qeyd/contracts';

export interface Term {
  readonly value: number;
  readonly policy: AppliedPolicy;
}

const numbers = {
  'booking-hold': 'minutes',
  'booking-change': 'minutes',
  'booking-contact-limit': 'active',
  'booking-hold-limit': 'perDay',
  'booking-early': 'minutes',
  'booking-late': 'minutes',
  'booking-reminder-day': 'minutes',
  'booking-reminder-hours': 'minutes',
  'booking-reminder-offer': 'minutes',
  'booking-link': 'minutes',
  'booking-offer': 'hours',
  'waiting-offer': 'minutes',
  'waiting-reach': 'minutes',
  'booking-channel-limit': 'perMinute',
  'booking-agent-limit': 'perMinute',
} as const;

export type Policies = CodeBook<Payload<typeof registry.CodeBookRowSet>>;

/** Throws when no such policy is in force: without it nothing can be decided. */
export function termOf(book: Policies, code: keyof typeof numbers, on: CivilDate): Term {
  const row = book.find('policies', code, on);
  const value = row?.attributes[numbers[code]];
  if (!row || typeof value !== 'number') throw new Error(`No policy ${code} is in force on ${on}`);
  return { value, policy: { name: row.code, version: row.validFrom, act: row.source } };
}
