/** Dated rows under codes: which one is in force on a day. */
import type { CivilDate } from './event';

/** The period of validity is half-open; `null` = still open. */
export interface DatedRow {
  readonly validFrom: CivilDate;
  readonly validToExclusive: CivilDate | null;
}

export interface CodeRow extends DatedRow {
  readonly book: string;
  readonly code: string;
}

export interface CodeBook<R extends CodeRow> {
  /** The row of a book that is in force on a date. */
  find(book: string, code: string, on: CivilDate): R | null;
}

export const isInForce = ({ validFrom, validToExclusive }: DatedRow, on: CivilDate): boolean =>
  validFrom <= on && (validToExclusive === null || on < validToExclusive);

/** Where periods of one code overlap, the row that began last is in force. */
export function codeBookOf<R extends CodeRow>(rows: readonly R[]): CodeBook<R> {
  const byCode = new Map<string, R[]>();
  for (const row of rows.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))) {
    const key = `${row.book}/${row.code}`;
    byCode.set(key, [...(byCode.get(key) ?? []), row]);
  }
  return { find: (book, code, on) => byCode.get(`${book}/${code}`)?.find((row) => isInForce(row, on)) ?? null };
}
