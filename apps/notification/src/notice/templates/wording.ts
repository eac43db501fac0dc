/** What every language must have words for; one letter per kind of notice, so that a missing text does not compile. */
import type { CivilDate } from '@qeyd/core';
import type { Matter, People } from '../matter';
import type { Plan } from '../notice';

/** What the mail says, before it is laid out as text and as HTML. */
export interface Letter {
  readonly subject: string;
  readonly lead: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly next: readonly string[];
}

export interface Writing<M extends Matter = Matter> extends Pick<People, 'name' | 'address' | 'hostName'> {
  readonly matter: M;
  readonly recipient: Plan['recipient'];
  /** The last day of a half-open period. */
  readonly lastDay: (toExclusive: CivilDate) => CivilDate;
}

export interface Wording {
  readonly service: string;
  readonly product: string;
  readonly factsHeading: string;
  readonly nextHeading: string;
  readonly verifyHeading: string;
  readonly verify: (reference: string | null, page: string) => string;
  readonly automatic: string;
  readonly letters: { readonly [K in Matter['kind']]: (writing: Writing<Extract<Matter, { kind: K }>>) => Letter };
}

/** A fact that may be unknown is left out. */
export const known = (label: string, value: string | null): readonly (readonly [string, string])[] =>
  value === null ? [] : [[label, value]];

/** `22 November 2026`, the way the language writes it. */
export const dates = (months: string, write: (day: number, month: string, year: string) => string) => {
  const names = months.split(' ');
  return (date: CivilDate): string => write(Number(date.slice(8)), names[Number(date.slice(5, 7)) - 1] ?? '', date.slice(0, 4));
};
