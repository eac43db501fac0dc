/** What every language must have words for; one letter per kind of notice, so that a missing text does not compile. */
import { bakuDate, bakuMinutes, later, weekday } from '@qeyd/calendar';
import type { CivilDate, Instant } from '@qeyd/core';
import type { Matter, People, QueueMatter } from '../matter';
import type { Plan } from '../notice';

/** What the mail says, before it is laid out as text and as HTML. */
export interface Letter {
  readonly subject: string;
  readonly lead: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly next: readonly string[];
  /** What to press, and where it leads. */
  readonly link?: readonly [label: string, address: string];
}

/** What a letter about the queue needs beside it. */
export interface Queue {
  /** Names in the language of the letter. */
  readonly office: string;
  readonly service: string;
  readonly officeNamed: (code: string) => string;
  /** Where its holder sees the booking, moves it and gives it back; or sees the turn, and leaves the list. */
  readonly page: string;
  /** Minutes: how much too early and too late people may come, and how long before the place begins it can be changed. */
  readonly early: number;
  readonly late: number;
  readonly change: number;
  /** Minutes for which a place that became free is kept for whoever waits. */
  readonly kept: number;
}

export interface Writing<M extends Matter = Matter> extends Pick<People, 'name' | 'address' | 'hostName'> {
  readonly matter: M;
  readonly recipient: Plan['recipient'];
  /** The last day of a half-open period. */
  readonly lastDay: (toExclusive: CivilDate) => CivilDate;
}

/** Only a letter about the queue knows of it. */
export type WritingOf<K extends Matter['kind']> = Writing<Extract<Matter, { kind: K }>> &
  (K extends QueueMatter['kind'] ? { readonly queue: Queue } : unknown);

type Letters = { readonly [K in Matter['kind']]: (writing: WritingOf<K>) => Letter };
export type QueueLetters = Pick<Letters, QueueMatter['kind']>;

export interface Wording {
  readonly service: string;
  /** What the letter belongs to: the register, or the queue. */
  readonly product: string;
  readonly queue: string;
  readonly factsHeading: string;
  readonly nextHeading: string;
  readonly verifyHeading: string;
  /** `page`: where a signed receipt is checked, if there is one. */
  readonly verify: (reference: string | null, page: string | null) => string;
  readonly automatic: string;
  readonly letters: Letters;
}

/** A fact that may be unknown is left out. */
export const known = (label: string, value: string | null): readonly (readonly [string, string])[] =>
  value === null ? [] : [[label, value]];

/** `22 November 2026`, the way the language writes it. */
export const dates = (months: string, write: (day: number, month: string, year: string) => string) => {
  const names = months.split(' ');
  return (date: CivilDate): string => write(Number(date.slice(8)), names[Number(date.slice(5, 7)) - 1] ?? '', date.slice(0, 4));
};

/** How a language writes the days and times of the queue, as the clocks of Baku show them; `weekdays` from Monday on. */
export function clockOf(on: (date: CivilDate) => string, weekdays: string) {
  const names = weekdays.split(', ');
  const time = (at: Instant): string => {
    const minutes = bakuMinutes(at);
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  };
  const day = (at: Instant): string => `${on(bakuDate(at))}, ${names[weekday(bakuDate(at)) - 1] ?? ''}`;
  /** Until when a place that begins then can be changed. */
  const before = (at: Instant, minutes: number): string => {
    const until = later(at, -minutes * 60_000);
    return `${day(until)}, ${time(until)}`;
  };
  return { day, time, before };
}
