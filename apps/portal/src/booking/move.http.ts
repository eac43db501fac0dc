/** Moves a booking to another time or day of its office: chosen by an address, done by a form. */
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../api/api.client';
import { QueueClient, type Sign } from '../api/queue.client';
import { PageLanguage, QueryFields, type Fields } from '../page/page.fields';
import { bookingLink } from '../page/links';
import { OK, Pages } from '../page/page.renderer';
import { formErrors, type FormErrors } from '../page/problems';
import { BookingSheets } from './booking.sheets';
import { MoveWeeks, wantedIn, type Moved } from './move.weeks';
import type { Sheet } from './sheet';

@ApiExcludeController()
@PublicRoute()
@Controller(':language/booking/:reference/:secret/move')
export class MoveHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly sheets: BookingSheets,
    private readonly weeks: MoveWeeks,
  ) {}

  @Get()
  choose(
    @PageLanguage() language: Language,
    @Param() sign: Sign,
    @QueryFields() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, language, sign, query);
  }

  @Post()
  async move(
    @PageLanguage() language: Language,
    @Param() sign: Sign,
    @QueryFields() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { booking, sheet } = await this.sheets.open(sign, language);
    try {
      await this.queue.change(booking, 'move', sign.secret, language, wantedIn(query, movedOf(sheet)));
      await reply.redirect(bookingLink(language, sign), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { on = '' } = query;
      await this.show(reply, language, sign, { on, from: on }, formErrors(error.document, {}), error);
    }
  }

  private async show(
    reply: FastifyReply,
    language: Language,
    sign: Sign,
    query: Fields,
    errors: FormErrors | null = null,
    answer = OK,
  ): Promise<void> {
    const { sheet } = await this.sheets.open(sign, language);
    const week = await this.weeks.of(movedOf(sheet), query, language);
    const link = bookingLink(language, sign);
    await this.pages.show(reply, 'booking/move', language, { sheet, week, query, link, base: `${link}/move`, errors }, answer);
  }
}

const movedOf = ({ office, on, people, visits }: Sheet): Moved => ({
  ...{ office, on, people, services: visits.map(({ service }) => service) },
});
