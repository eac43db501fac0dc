/** The code-books and the policy table, for everyone to read and for supervisors to change. */
import { Body, Controller, Get, Header, Headers, Param, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { isInForce } from '@qeyd/core';
import { EventLog, newId } from '@qeyd/event-store';
import {
  Actor,
  actorText,
  Clock,
  correlation,
  IdempotencyKey,
  Policy,
  problem,
  PublicRoute,
  respond,
  type Caller,
} from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { books, codebook, type Book, type CodeBookRefusal } from './codebook';
import { CodeBooks } from './codebook.cache';
import { BookDto, BooksDto, CodeParams, OnDay, RowDto, SetRowDto } from './codebook.dto';
import { codeBookId } from './codebook.seed';

const statuses: Record<CodeBookRefusal, number> = { 'period-empty': 422, 'period-overlaps': 409, 'policy-term-missing': 422 };
const CACHE = 'public, max-age=60';

const isBook = (name: string): name is Book => (books as readonly string[]).includes(name);
const known = (name: string): Book => (isBook(name) ? name : problem(404, 'no-such-book'));

@ApiTags('codebooks')
@Controller('v1/codebooks')
export class CodeBookHttp {
  constructor(
    private readonly log: EventLog,
    private readonly codeBooks: CodeBooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @Header('Cache-Control', CACHE)
  @ApiOperation({ summary: 'Which code-books there are' })
  @ApiOkResponse({ type: BooksDto })
  async list(): Promise<BooksDto> {
    const { books: all } = await this.codeBooks.current();
    return { items: books.map((book) => ({ book, rows: all.get(book)?.length ?? 0 })) };
  }

  @Get(':book')
  @PublicRoute()
  @Header('Cache-Control', CACHE)
  @ApiOperation({ summary: 'The rows of a code-book in force on a day; without one, today in Baku' })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'The ETag of an earlier answer' })
  @ApiOkResponse({ type: BookDto, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiResponse({ status: 304, description: 'Nothing has changed since that answer' })
  async read(
    @Param('book') name: string,
    @Query() { on = bakuDate(this.clock.now()) }: OnDay,
    @Headers('if-none-match') seen: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookDto | undefined> {
    const book = known(name);
    const { mark, books: all } = await this.codeBooks.current();
    const tag = `"${mark}-${on}"`;
    void reply.header('etag', tag);
    if (seen?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === tag)) {
      void reply.status(304);
      return undefined;
    }
    return { book, on, items: (all.get(book) ?? []).filter((row) => isInForce(row, on)) };
  }

  @Put(':book/:code')
  @Policy('supervisor')
  @ApiOperation({ summary: 'Sets the row that starts on a day: a new one, or the one that stands there' })
  @ApiOkResponse({ type: RowDto })
  async set(
    @Param() { book: name, code }: CodeParams,
    @Body() { validFrom, validToExclusive, names, attributes = {}, source }: SetRowDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<RowDto> {
    const book = known(name);
    const { az, en, ru } = names;
    const period = { validFrom, validToExclusive: validToExclusive ?? null };
    const row = { book, code, ...period, names: { az, en, ru }, attributes, source };
    const actor = actorText(caller);
    const cause = { id: `http:${actor}:${key ?? newId()}`, correlation: correlation(), actor };
    const request = { decider: codebook, id: codeBookId(book, code), command: { type: 'SetRow', row }, cause } as const;
    respond(await this.log.execute(request), statuses);
    return row;
  }
}
