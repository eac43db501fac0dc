/** The code-books and dated policies as the register published them: which row is in force on a date. */
import type { CivilDate } from '@qeyd/core';
import type { Payload, registry } from '@qeyd/contracts';

export type CodeBookRow = Payload<typeof registry.CodeBookRowSet>;

export interface CodeBook {
  /** The row of a book that is in force on a date. */
  find(book: string, code: string, on: CivilDate): CodeBookRow | null;
}

const inForce = (row: CodeBookRow, on: CivilDate): boolean =>
  row.validFrom <= on && (row.validToExclusive === null || on < row.validToExclusive);

/** Where periods of one code overlap, the row that began last is in force. */
export function codeBookOf(rows: readonly CodeBookRow[]): CodeBook {
  const byCode = new Map<string, CodeBookRow[]>();
  for (const row of rows.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))) {
    const key = `${row.book}/${row.code}`;
    byCode.set(key, [...(byCode.get(key) ?? []), row]);
  }
  return { find: (book, code, on) => byCode.get(`${book}/${code}`)?.find((row) => inForce(row, on)) ?? null };
}
