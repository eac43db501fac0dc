/** The screen of an office: a page that is sent its rows as the day goes on, and says everything in all languages in turn. */
import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { languages, problem, PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodeBookClient } from '../api/codebook.client';
import { QueueClient } from '../api/queue.client';
import { PageLanguage } from '../page/page.fields';
import { Pages } from '../page/page.renderer';
import { messagesIn } from './messages.stream';

/** So many calls can be read across a room. */
const ROWS = 7;

interface Display {
  readonly calls: readonly { readonly number: string; readonly counter: string; readonly calls: number }[];
  readonly waiting: number;
}

@ApiExcludeController()
@PublicRoute()
@Controller(':language/display/:office')
export class DisplayHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly codeBooks: CodeBookClient,
  ) {}

  /** The rows are those of this moment: without scripts the page is asked for again and again. */
  @Get()
  async show(@PageLanguage() language: Language, @Param('office') office: string, @Res() reply: FastifyReply): Promise<void> {
    const named = languages.map(async (one) => [one, await this.codeBooks.nameOf('offices', office, one)] as const);
    const messages = await this.open(office);
    const { value } = await messages.next();
    await messages.return(undefined);
    const rows = this.rows(value ?? problem(503, 'unavailable'), language);
    const names = Object.fromEntries(await Promise.all(named));
    await this.pages.show(reply, 'screen/display', language, { office, names, rows, inTurn: inTurn(language) });
  }

  @Get('events')
  async follow(
    @PageLanguage() language: Language,
    @Param('office') office: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ending = new AbortController();
    request.raw.once('close', () => ending.abort());
    const messages = await this.open(office, ending.signal);
    const rows = (message: string): string => this.rows(message, language).replace(/\s*\n\s*/g, ' ');
    async function* events(): AsyncGenerator<string> {
      for await (const message of messages) yield `data: ${rows(message)}\n\n`;
    }
    await reply
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .type('text/event-stream')
      .send(Readable.from(events()));
  }

  private async open(office: string, signal?: AbortSignal): Promise<AsyncGenerator<string, undefined>> {
    const answer = await this.queue.screen(office, signal);
    return answer.ok && answer.body ? messagesIn(answer.body) : problem(503, 'unavailable');
  }

  private rows(message: string, language: Language): string {
    const { calls, waiting } = JSON.parse(message) as Display;
    return this.pages.render('screen/display-rows', language, { calls: calls.slice(0, ROWS), waiting, inTurn: inTurn(language) });
  }
}

/** The language of the address comes first. */
const inTurn = (first: Language): Language[] => [first, ...languages.filter((one) => one !== first)];
