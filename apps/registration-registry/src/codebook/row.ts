/** A dated row of a code-book, and when two of them stand against each other. */
import type { CivilDate, DatedRow } from '@qeyd/core';
import type { Payload, registry } from '@qeyd/contracts';

/** A row of a code-book as it was set; the period of validity is half-open, `null` = still open. */
export type CodeBookRow = Readonly<Payload<typeof registry.CodeBookRowSet>>;

const endsBy = (row: DatedRow, day: CivilDate): boolean => row.validToExclusive !== null && row.validToExclusive <= day;

export const overlap = (a: DatedRow, b: DatedRow): boolean => !endsBy(a, b.validFrom) && !endsBy(b, a.validFrom);
