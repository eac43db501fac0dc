/** The link of a booking for whoever has lost it: the page says the same to everybody, and the letter goes where the booking says. */
import { Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../api/api.client';
import { QueueClient } from '../api/queue.client';
import { FormFields, PageLanguage, type Fields } from '../page/page.fields';
import { Pages } from '../page/page.renderer';
import { formErrors } from '../page/problems';
import { say } from '../page/words';

@ApiExcludeController()
@PublicRoute()
@Controller(':language/lost-link')
export class LostHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
  ) {}

  @Get()
  ask(@PageLanguage() language: Language, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.show(reply, 'booking/lost', language, { fields: {}, errors: null });
  }

  @Post()
  async send(@PageLanguage() language: Language, @FormFields() fields: Fields, @Res() reply: FastifyReply): Promise<void> {
    const { email = '', documentNumber = '' } = fields;
    try {
      await this.queue.sendLink({ email, documentNumber }, language);
      await reply.redirect(`/${language}/lost-link/sent`, 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const labels = { email: say('email', language), documentNumber: say('document.number', language) };
      await this.pages.show(reply, 'booking/lost', language, { fields, errors: formErrors(error.document, labels) }, error);
    }
  }

  @Get('sent')
  sent(@PageLanguage() language: Language, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.show(reply, 'booking/lost', language, { sent: true });
  }
}
