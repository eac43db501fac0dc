/** The code-books and dated policies as the register published them. */
import type { CodeBook as Rows } from '@qeyd/core';
import type { Payload, registry } from '@qeyd/contracts';

export type CodeBookRow = Payload<typeof registry.CodeBookRowSet>;
export type CodeBook = Rows<CodeBookRow>;
