/** The terms of a stay: the period that an entry gives, and how late a filing was. */
import { addDays, addWorkingDays, bakuDate, daysBetween } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import type { AppliedPolicy } from '@qeyd/contracts';
import { applied, policyOn, termOf } from '../codebook/policy';
import type { CodeBookRow } from '../codebook/row';
import type { Application } from './events';

/** Half-open: the stay ends at 00:00 in Baku of `toExclusive`. */
export interface Period {
  readonly toExclusive: CivilDate;
  readonly policy: AppliedPolicy;
}

export interface Filing {
  readonly daysLate: number;
  readonly policy: AppliedPolicy;
}

export const periodPolicy = ({ basis }: Pick<Application, 'basis'>): string =>
  basis === 'visa-free' ? 'period-visa-free' : 'period-visa';

/** The policy of the entry date sets the period, counted from entry; `null` when nothing says how long the stay may be. */
export function periodOf(
  application: Pick<Application, 'basis' | 'visa' | 'enteredOn'>,
  policies: readonly CodeBookRow[],
): Period | null {
  const { basis, visa, enteredOn } = application;
  const row = policyOn(policies, periodPolicy(application), enteredOn);
  if (!row) return null;
  const days = basis === 'visa-free' ? termOf(row, 'days') : (visa?.days ?? null);
  const validUntil = basis === 'visa-free' ? null : (visa?.validUntil ?? null);
  const ends = [
    ...(days === null ? [] : [addDays(enteredOn, days)]),
    ...(validUntil === null ? [] : [addDays(validUntil, 1)]),
  ].sort();
  return ends[0] === undefined ? null : { toExclusive: ends[0], policy: applied(row) };
}

/**
 * The policy of the receipt date judges the filing. A first application was judged when it was taken in; only the register
 * knows that a person had another place before, and then the term for a change of place counts.
 */
export function filingOf(application: Application, placeBefore: boolean, policies: readonly CodeBookRow[]): Filing {
  const { movedInOn, receivedAt, daysLate, policy } = application;
  const receivedOn = bakuDate(receivedAt);
  const row = placeBefore ? policyOn(policies, 'change-of-place-deadline', receivedOn) : null;
  const workingDays = row && termOf(row, 'workingDays');
  if (row === null || workingDays === null) return { daysLate, policy };
  const lastDay = addWorkingDays(movedInOn, workingDays);
  return { daysLate: Math.max(0, daysBetween(lastDay, receivedOn)), policy: applied(row) };
}
