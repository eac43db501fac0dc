/** A ticket on the phone of whoever holds it: where it stands, and how long it may take. */
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { CodeBookClient } from '../api/codebook.client';
import { QueueClient } from '../api/queue.client';
import { PageLanguage } from '../page/page.fields';
import { Pages } from '../page/page.renderer';

/** Without a limit: all who wait in a hall may share its address, and a ticket's id cannot be guessed. */
@ApiExcludeController()
@SkipThrottle()
@PublicRoute()
@Controller(':language/ticket')
export class TicketHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly codeBooks: CodeBookClient,
  ) {}

  @Get(':ticket')
  async track(@PageLanguage() language: Language, @Param('ticket') id: string, @Res() reply: FastifyReply): Promise<void> {
    const ticket = await this.queue.track(id, language);
    const [service, office] = await Promise.all([
      this.codeBooks.nameOf('services', ticket.service, language),
      this.codeBooks.nameOf('offices', ticket.office, language),
    ]);
    await this.pages.show(reply, 'screen/ticket', language, { ticket, service, office });
  }
}
