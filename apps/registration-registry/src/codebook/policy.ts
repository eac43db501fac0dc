/** The policy table: which row is in force on a day, what terms it gives, and how a decision names it. */
import { isInForce, type CivilDate } from '@qeyd/core';
import type { AppliedPolicy } from '@qeyd/contracts';
import type { CodeBookRow } from './row';

/** The terms that a policy must give as whole numbers from 1; policies not named here need none. */
const terms: Readonly<Record<string, string>> = {
  'filing-deadline': 'days',
  'change-of-place-deadline': 'workingDays',
  'period-visa-free': 'days',
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
  'booking-overbooking': 'seats',
  'booking-channel-limit': 'perMinute',
  'booking-agent-limit': 'perMinute',
};

export const termOf = (row: Pick<CodeBookRow, 'attributes'>, term: string): number | null => {
  const value = row.attributes[term];
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
};

/** The term that the row must give and does not; `null` when nothing is missing. */
export const missingTerm = (row: Pick<CodeBookRow, 'code' | 'attributes'>): string | null => {
  const term = terms[row.code];
  return term !== undefined && termOf(row, term) === null ? term : null;
};

/** The row of this policy in force on the day; a row with the attribute `enabled: false` is switched off. */
export const policyOn = (policies: readonly CodeBookRow[], code: string, on: CivilDate): CodeBookRow | null =>
  policies.find((row) => row.code === code && isInForce(row, on) && row.attributes['enabled'] !== false) ?? null;

export const applied = (row: CodeBookRow): AppliedPolicy => ({ name: row.code, version: row.validFrom, act: row.source });

export const appliedOn = (policies: readonly CodeBookRow[], code: string, on: CivilDate): AppliedPolicy | null => {
  const row = policyOn(policies, code, on);
  return row && applied(row);
};
