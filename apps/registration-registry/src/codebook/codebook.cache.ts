/** The code-books in memory, at most a second behind the log, whichever process set a row. */
import { Injectable, Logger } from '@nestjs/common';
import { EventLog } from '@qeyd/event-store';
import type { Preparation } from '@qeyd/service';
import { books, type Book } from './codebook';
import { seedCodeBooks } from './codebook.seed';
import type { CodeBookRow } from './row';

const FRESH_MS = 1000;

/** Grows with every row that is set, for a row's version is its number in the stream of its code. */
const MARK = `SELECT count(*) || '.' || coalesce(sum(version), 0) AS mark FROM codebook_view`;
const ROWS = `
  SELECT book, code, valid_from::text AS "validFrom", valid_to_exclusive::text AS "validToExclusive", names, attributes, source
  FROM codebook_view ORDER BY book, code, valid_from`;

export interface CodeBooksAsOf {
  /** Changes whenever a row is set. */
  readonly mark: string;
  readonly books: ReadonlyMap<string, readonly CodeBookRow[]>;
}

@Injectable()
export class CodeBooks implements Preparation {
  private readonly logger = new Logger(CodeBooks.name);
  private known: CodeBooksAsOf = { mark: '', books: new Map() };
  private checkedAt = -Infinity;
  private checking: Promise<CodeBooksAsOf> | null = null;

  /** How many rows this process has set: whoever asks after that sees them. */
  private sets = 0;

  constructor(private readonly log: EventLog) {
    log.onAppended((events) => {
      if (!events.some(({ type }) => type === 'CodeBookRowSet')) return;
      this.sets += 1;
      this.checkedAt = -Infinity;
    });
  }

  /** Seeds them: without code-books every rule would be off. */
  async prepare(): Promise<void> {
    const refused = await seedCodeBooks(this.log);
    if (refused.length > 0) this.logger.warn(`rows of officials stand against these seeds: ${refused.join(', ')}`);
    await this.current();
  }

  async rowsOf(book: Book): Promise<readonly CodeBookRow[]> {
    return (await this.current()).books.get(book) ?? [];
  }

  async current(): Promise<CodeBooksAsOf> {
    if (performance.now() - this.checkedAt < FRESH_MS) return this.known;
    this.checking ??= this.check().finally(() => (this.checking = null));
    return this.checking;
  }

  private async check(): Promise<CodeBooksAsOf> {
    const { sets } = this;
    const startedAt = performance.now();
    const [found] = await this.log.query<{ mark: string }>(MARK);
    const mark = found?.mark ?? '';
    const known = mark === this.known.mark ? this.known : { mark, books: booksOf(await this.log.query<CodeBookRow>(ROWS)) };
    if (sets !== this.sets) return this.check();
    this.known = known;
    this.checkedAt = startedAt;
    return known;
  }
}

const booksOf = (rows: readonly CodeBookRow[]): ReadonlyMap<string, readonly CodeBookRow[]> =>
  new Map(books.map((book) => [book, rows.filter((row) => row.book === book)]));
