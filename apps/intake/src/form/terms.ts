/** What the law makes of a form: the period of stay, the last day to file, what an officer should look at. */
import { addDays, addWorkingDays, daysBetween, filingDeadline } from '@qeyd/calendar';
import type { CivilDate } from '@qeyd/core';
import type { AppliedPolicy } from '@qeyd/contracts';
import type { CodeBook, CodeBookRow } from '../codebook/codebook';
import type { StayForm, Warning } from './form';

type Stay = StayForm['stay'];

/** A policy in force and its one number; a row with the attribute `enabled: false` is switched off. */
interface Term {
  readonly row: CodeBookRow;
  readonly value: number;
}

const termOn = (book: CodeBook, code: string, attribute: string, on: CivilDate): Term | null => {
  const row = book.find('policies', code, on);
  const value = row?.attributes[attribute];
  return row && row.attributes['enabled'] !== false && typeof value === 'number' ? { row, value } : null;
};

/**
 * The day on which the stay is over, by the policy of the entry date; the register judges by the same rule.
 * `null`: the form does not tell (the basis is neither a visa nor visa-free travel, or nothing bounds the visa).
 */
export function stayEnd({ basis, enteredOn, visa }: Stay, book: CodeBook): CivilDate | null {
  if (basis === 'visa-free') {
    const term = termOn(book, 'period-visa-free', 'days', enteredOn);
    return term && addDays(enteredOn, term.value);
  }
  return (
    [
      ...(visa?.days === undefined ? [] : [addDays(enteredOn, visa.days)]),
      ...(visa?.validUntil === undefined ? [] : [addDays(visa.validUntil, 1)]),
    ].sort()[0] ?? null
  );
}

export interface Timeliness {
  readonly daysLate: number;
  readonly policy: AppliedPolicy;
}

/**
 * Judged by the policy of the day of receipt. Who moved in after the day of entry has until the later of the two last
 * days: the form alone does not tell a first place of stay from the next one. `null`: no policy was in force that day.
 */
export function timeliness(form: StayForm, receivedOn: CivilDate, book: CodeBook): Timeliness | null {
  const { enteredOn, movedInOn = enteredOn } = form.stay;
  const arrival =
    termOn(book, `filing-deadline-${form.person.citizenship}`, 'days', receivedOn) ??
    termOn(book, 'filing-deadline', 'days', receivedOn);
  if (!arrival) return null;
  const ofArrival = filingDeadline(enteredOn, arrival.value);
  const change = movedInOn > enteredOn ? termOn(book, 'change-of-place-deadline', 'workingDays', receivedOn) : null;
  const ofChange = change ? addWorkingDays(movedInOn, change.value) : ofArrival;
  const [lastDay, { row }] = change && ofChange > ofArrival ? [ofChange, change] : [ofArrival, arrival];
  return {
    daysLate: Math.max(0, daysBetween(lastDay, receivedOn)),
    policy: { name: row.code, version: row.validFrom, act: row.source },
  };
}

export function warningsOf(form: StayForm, book: CodeBook): Warning[] {
  const { basis, enteredOn } = form.stay;
  const { citizenship } = form.person;
  const end = stayEnd(form.stay, book);
  const visaFree = basis === 'visa-free';
  const treaty = book.find('policies', `treaty-stay-${citizenship}`, enteredOn);
  const found: readonly (readonly [Warning, boolean])[] = [
    ['document-expires-during-stay', end !== null && addDays(form.document.expiresOn, 1) < end],
    ['treaty-limits-stay', visaFree && treaty !== null],
    ['citizenship-needs-visa', visaFree && !visaFreeFor(citizenship, enteredOn, book)],
  ];
  return found.filter(([, holds]) => holds).map(([warning]) => warning);
}

const visaFreeFor = (citizenship: string, on: CivilDate, book: CodeBook): boolean =>
  typeof book.find('countries', citizenship, on)?.attributes['visaFreeDays'] === 'number';
