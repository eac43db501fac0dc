/** A service's copy of the code-books: a table that the topic fills, and the rows in memory, at most two seconds behind it. */
import type { FactoryProvider } from '@nestjs/common';
import type { Payload, registry } from '@qeyd/contracts';
import { codeBookOf, type CodeBook } from '@qeyd/core';
import { EventLog } from '@qeyd/event-store';
import { QeydConsumer } from '@qeyd/kafka';
import { Health } from '@qeyd/platform';

export type CodeBookRow = Payload<typeof registry.CodeBookRowSet>;

/** For the migration of a service that keeps a copy; it may SELECT, INSERT and UPDATE. */
export const CODEBOOK_TABLE = `
  CREATE TABLE codebook_row (
    book text NOT NULL,
    code text NOT NULL,
    valid_from date NOT NULL,
    valid_to_exclusive date,
    names json NOT NULL,
    attributes json NOT NULL,
    source text NOT NULL,
    PRIMARY KEY (book, code, valid_from)
  );`;

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

export class CodeBookCopy {
  private book: CodeBook<CodeBookRow> | null = null;
  private readAt = 0;
  private reading: Promise<CodeBook<CodeBookRow>> | null = null;

  constructor(
    private readonly log: EventLog,
    private readonly consumer: Pick<QeydConsumer, 'hasTaken'>,
    health: Health,
    /** Nothing can be judged before each of these books has come. */
    private readonly needed: readonly string[],
  ) {
    health.watch({ name: 'codebooks', check: () => this.current().then(() => ({ complete: true })) });
  }

  /** Throws `CodeBooksUnavailable` until the first copy is complete. */
  async current(): Promise<CodeBook<CodeBookRow>> {
    if (!this.book) return this.read();
    if (performance.now() - this.readAt > FRESH_MS) void this.read().catch(() => undefined); // the next caller asks again
    return this.book;
  }

  private read(): Promise<CodeBook<CodeBookRow>> {
    this.reading ??= this.load().finally(() => (this.reading = null));
    return this.reading;
  }

  private async load(): Promise<CodeBook<CodeBookRow>> {
    // A book comes row by row: the first copy waits for the last one. When Kafka is away, what came before its end has to do.
    if (!this.book && !(await this.consumer.hasTaken('codebook'))) throw new CodeBooksUnavailable('Rows are still coming');
    const rows = await this.log.query<CodeBookRow>(ROWS);
    const missing = this.needed.filter((book) => !rows.some((row) => row.book === book));
    if (missing.length > 0) throw new CodeBooksUnavailable(`No rows yet of: ${missing.join(', ')}`);
    this.book = codeBookOf(rows);
    this.readAt = performance.now();
    return this.book;
  }
}

/** The copy as a provider of a service that cannot do without these books. */
export const codeBookCopyOf = (...needed: readonly string[]): FactoryProvider<CodeBookCopy> => ({
  provide: CodeBookCopy,
  inject: [EventLog, QeydConsumer, Health],
  useFactory: (log: EventLog, consumer: QeydConsumer, health: Health) => new CodeBookCopy(log, consumer, health, needed),
});
