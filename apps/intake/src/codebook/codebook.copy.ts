/** Our copy of the code-books: a table that the topic fills, and the rows in memory, at most two seconds behind it. */
import { Injectable } from '@nestjs/common';
import { EventLog } from '@qeyd/event-store';
import { Health } from '@qeyd/platform';
import { codeBookOf, type CodeBook, type CodeBookRow } from './codebook';

/** No form can be judged before each of these has come. */
const needed = ['countries', 'document-types', 'offices', 'policies', 'purposes'];
const FRESH_MS = 2000;

const ROWS = `
  SELECT book, code, valid_from::text AS "validFrom", valid_to_exclusive::text AS "validToExclusive",
         names, attributes, source
  FROM codebook_row`;

/** The register has not published its code-books to us yet; asking again later helps. */
export class CodeBooksUnavailable extends Error {
  override readonly name = 'CodeBooksUnavailable';
  readonly statusCode = 503;
}

@Injectable()
export class CodeBookCopy {
  private book: CodeBook | null = null;
  private readAt = 0;
  private reading: Promise<CodeBook> | null = null;

  constructor(
    private readonly log: EventLog,
    health: Health,
  ) {
    health.watch({ name: 'codebooks', check: () => this.current().then(() => ({ complete: true })) });
  }

  /** Throws `CodeBooksUnavailable` until the first copy is complete. */
  async current(): Promise<CodeBook> {
    if (!this.book) return this.read();
    if (performance.now() - this.readAt > FRESH_MS) void this.read().catch(() => undefined); // the next caller asks again
    return this.book;
  }

  private read(): Promise<CodeBook> {
    this.reading ??= this.load().finally(() => (this.reading = null));
    return this.reading;
  }

  private async load(): Promise<CodeBook> {
    const rows = await this.log.query<CodeBookRow>(ROWS);
    const missing = needed.filter((book) => !rows.some((row) => row.book === book));
    if (missing.length > 0) throw new CodeBooksUnavailable(`No rows yet of: ${missing.join(', ')}`);
    this.book = codeBookOf(rows);
    this.readAt = performance.now();
    return this.book;
  }
}
