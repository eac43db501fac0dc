/** The first rows of the code-books: each is set once by a command, and what officials make of it later stands. */
import { isRefused } from '@qeyd/core';
import { idFrom, type EventLog } from '@qeyd/event-store';
import { alpha3ToAlpha2, getAlpha3Codes, getName } from 'i18n-iso-countries';
import { codebook } from './codebook';
import type { CodeBookRow } from './row';
import countries from './seeds/countries.json';
import documentTypes from './seeds/document-types.json';
import offices from './seeds/offices.json';
import policies from './seeds/policies.json';
import purposes from './seeds/purposes.json';
import services from './seeds/services.json';

/** Rows of one book; what all of them have in common stands once. */
interface Seed {
  readonly book: string;
  readonly validFrom: string;
  readonly source: string;
  readonly rows: readonly (Pick<CodeBookRow, 'code' | 'names'> & Partial<CodeBookRow>)[];
}

const rowsOf = ({ book, validFrom, source, rows }: Seed): CodeBookRow[] =>
  rows.map((row) => ({ validFrom, validToExclusive: null, attributes: {}, source, ...row, book }));

const nameOf = (alpha3: string, language: string): string => getName(alpha3, language, { select: 'official' }) ?? alpha3;

/** The countries of ISO 3166-1 under their three-letter codes, and those whose citizens need no visa marked. */
function isoCountries(): CodeBookRow[] {
  const { book, validFrom, source, visaFree } = countries;
  const stays: Readonly<Record<string, number>> = visaFree.stays;
  return Object.keys(getAlpha3Codes()).map((code) => ({
    book,
    code,
    validFrom,
    validToExclusive: null,
    names: { az: nameOf(code, 'az'), en: nameOf(code, 'en'), ru: nameOf(code, 'ru') },
    attributes: { alpha2: alpha3ToAlpha2(code) ?? null, visaFree: code in stays, visaFreeDays: stays[code] ?? null },
    source: code in stays ? `${source}; ${visaFree.source}` : source,
  }));
}

export const seedRows = (): CodeBookRow[] => [
  ...[policies, offices, services, purposes, documentTypes, countries].flatMap(rowsOf),
  ...isoCountries(),
];

const CODEBOOKS = '0190e000-0000-7000-8000-000000000000';

/** The stream of a code: it follows from its book and name. */
export const codeBookId = (book: string, code: string): string => idFrom(CODEBOOKS, `${book}:${code}`);

/** Sets every seed that was never set in this log; returns the causes of those that a row of an official stands against. */
export async function seedCodeBooks(log: Pick<EventLog, 'executeMany'>): Promise<string[]> {
  const counted = new Map<string, number>();
  const requests = seedRows().map((row) => {
    const name = `${row.book}:${row.code}`;
    const n = (counted.get(name) ?? 0) + 1;
    counted.set(name, n);
    const cause = { id: `seed:${name}:${n}`, correlation: 'seed', actor: 'service:registration-registry' };
    return { decider: codebook, id: codeBookId(row.book, row.code), command: { type: 'SetRow', row }, cause } as const;
  });
  const outcomes = await log.executeMany(requests);
  return requests.filter((_, i) => isRefused(outcomes[i])).map(({ cause }) => cause.id);
}
