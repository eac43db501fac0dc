/** The rows of all code-books as the API serves them. */
import { bulk, type View } from '@qeyd/event-store';
import type { CodeBookEvent } from './codebook';

export const codebookView: View<CodeBookEvent> = {
  table: 'codebook_view',
  category: 'codebook',
  on: {
    CodeBookRowSet: bulk(
      `INSERT INTO codebook_view AS v (book, code, valid_from, valid_to_exclusive, names, attributes, source, version)
       SELECT book, code, valid_from, valid_to_exclusive, names, attributes, source, version FROM $rows
       ON CONFLICT (book, code, valid_from) DO UPDATE SET valid_to_exclusive = excluded.valid_to_exclusive,
         names = excluded.names, attributes = excluded.attributes, source = excluded.source, version = excluded.version`,
      {
        book: 'text',
        code: 'text',
        valid_from: 'date',
        valid_to_exclusive: 'date',
        names: 'json',
        attributes: 'json',
        source: 'text',
        version: 'int',
      },
      ({ data, version }) => ({
        book: data.book,
        code: data.code,
        valid_from: data.validFrom,
        valid_to_exclusive: data.validToExclusive,
        names: JSON.stringify(data.names),
        attributes: JSON.stringify(data.attributes),
        source: data.source,
        version,
      }),
    ),
  },
};
