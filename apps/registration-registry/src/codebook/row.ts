/** A dated row: when it is valid, and when two of them stand against each other. */
import type { CivilDate } from '@qeyd/core';
import type { Payload, registry } from '@qeyd/contracts';

/** A row of a code-book as it was set; the period of validity is half-open, `null` = still open. */
export type CodeBookRow = Readonly<Payload<typeof registry.CodeBookRowSet>>;

type Dated = Pick<CodeBookRow, 'validFrom' | 'validToExclusive'>;

const endsBy = (row: Dated, day: CivilDate): boolean => row.validToExclusive !== null && row.validToExclusive <= day;

export const isInForce = (row: Dated, on: CivilDate): boolean => row.validFrom <= on && !endsBy(row, on);

export const overlap = (a: Dated, b: Dated): boolean => !endsBy(a, b.validFrom) && !endsBy(b, a.validFrom);
