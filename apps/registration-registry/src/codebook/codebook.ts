/** One code of a code-book or of the policy table: its dated rows, of which one at most is valid on a day. */
import { refuse, type Decider } from '@qeyd/core';
import { missingTerm } from './policy';
import { overlap, type CodeBookRow } from './row';

export const books = ['offices', 'services', 'countries', 'purposes', 'document-types', 'policies'] as const;
export type Book = (typeof books)[number];

export type CodeBookEvent = { type: 'CodeBookRowSet'; data: CodeBookRow };

/** Sets the row that starts on `validFrom`: a new one, or the one that stands there in new words. */
export type SetRow = { type: 'SetRow'; row: CodeBookRow };

export type CodeBookRefusal = 'period-empty' | 'period-overlaps' | 'policy-term-missing';

/** The rows of the code, at most one for each day on which a row starts. */
export type CodeBookState = readonly CodeBookRow[];

export const codebook: Decider<CodeBookState, SetRow, CodeBookEvent, CodeBookRefusal> = {
  category: 'codebook',
  initial: [],

  decide({ row }, rows) {
    const { validFrom, validToExclusive } = row;
    if (validToExclusive !== null && validToExclusive <= validFrom)
      return refuse('period-empty', { validFrom, validToExclusive });
    const term = row.book === 'policies' ? missingTerm(row) : null;
    if (term !== null) return refuse('policy-term-missing', { term });
    const other = rows.find((standing) => standing.validFrom !== validFrom && overlap(standing, row));
    if (other) return refuse('period-overlaps', { validFrom: other.validFrom, validToExclusive: other.validToExclusive });
    return rows.some((standing) => isSame(standing, row)) ? [] : [{ type: 'CodeBookRowSet', data: row }];
  },

  evolve: (rows, { data }) => [...rows.filter(({ validFrom }) => validFrom !== data.validFrom), data],
};

const isSame = (a: CodeBookRow, b: CodeBookRow): boolean => canonical(a) === canonical(b);

/** JSON with its keys in order, so that equal rows read equal. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
