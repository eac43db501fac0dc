/** A booking in the hands of whoever holds its secret: checked, confirmed, seen, given back. A GET changes nothing. */
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { problem, PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem, queryOf } from '../api/api.client';
import { QueueClient, type BookingAct, type NextPlace, type Sign } from '../api/queue.client';
import { FormFields, PageLanguage, type Fields } from '../page/page.fields';
import { bookingLink, waitLink } from '../page/links';
import { OK, Pages, type Context } from '../page/page.renderer';
import { formErrors } from '../page/problems';
import { say } from '../page/words';
import { Drafts } from '../place/draft.cookie';
import { BookingSheets } from './booking.sheets';
import { qrPicture } from './ticket.pdf';

const acts = ['confirmation', 'cancellation', 'offer/acceptance', 'offer/refusal'] as const satisfies readonly BookingAct[];

@ApiExcludeController()
@PublicRoute()
@Controller(':language/booking')
export class MineHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly sheets: BookingSheets,
    private readonly drafts: Drafts,
  ) {}

  @Get()
  ask(@PageLanguage() language: Language, @Res() reply: FastifyReply): Promise<void> {
    return this.pages.show(reply, 'booking/find', language, { fields: {}, errors: null });
  }

  @Post()
  async find(@PageLanguage() language: Language, @FormFields() fields: Fields, @Res() reply: FastifyReply): Promise<void> {
    const { reference = '', secret = '' } = fields;
    try {
      await reply.redirect(await this.linkOf({ reference, secret: secret.toUpperCase() }, language), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const labels = { reference: say('reference', language), secret: say('secret', language) };
      await this.pages.show(reply, 'booking/find', language, { fields, errors: formErrors(error.document, labels) }, error);
    }
  }

  @Get(':reference/:secret')
  async see(
    @PageLanguage() language: Language,
    @Param() sign: Sign,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, language, sign, request);
  }

  @Post([':reference/:secret/:act', ':reference/:secret/:act/:answer'])
  async change(
    @PageLanguage() language: Language,
    @Param() sign: Sign & { readonly act: string; readonly answer?: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = [sign.act, sign.answer].filter(Boolean).join('/');
    const act = acts.find((one) => one === name) ?? problem(404, 'no-such-route');
    const { booking } = await this.sheets.open(sign, language);
    try {
      await this.queue.change(booking, act, sign.secret, language);
      this.drafts.forget(reply);
      await reply.redirect(bookingLink(language, sign), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { places = [] } = (error.document.offer ?? {}) as { places?: readonly NextPlace[] };
      await this.show(reply, language, sign, request, { errors: formErrors(error.document, {}), places }, error);
    }
  }

  /** Gives the held place back and opens the form again as it was. */
  @Post(':reference/:secret/correction')
  async correct(@PageLanguage() language: Language, @Param() sign: Sign, @Res() reply: FastifyReply): Promise<void> {
    const { booking, sheet } = await this.sheets.open(sign, language);
    if (sheet.status === 'held') await this.queue.change(booking, 'cancellation', sign.secret, language);
    const { office, on, startsAt, people, visits } = sheet;
    await reply.redirect(
      `/${language}/details${queryOf({ service: visits[0]?.service, office, on, startsAt, people, again: 1 })}`,
      303,
    );
  }

  /** Of a booking, or of a wait: their references look alike. */
  private async linkOf(sign: Sign, language: Language): Promise<string> {
    try {
      const { reference } = await this.queue.find(sign, language);
      return bookingLink(language, { ...sign, reference });
    } catch (error) {
      const wait = await this.queue.findWait(sign, language).catch(() => null);
      if (wait) return waitLink(language, { ...sign, reference: wait.reference });
      throw error;
    }
  }

  private async show(
    reply: FastifyReply,
    language: Language,
    sign: Sign,
    request: FastifyRequest,
    trouble: Context = { errors: null, places: [] },
    answer = OK,
  ): Promise<void> {
    const { sheet } = await this.sheets.open(sign, language);
    const draft = sheet.status === 'held' ? await this.drafts.open(request) : null;
    const qr = await qrPicture(sheet.reference);
    const link = bookingLink(language, sign);
    const { office, people, visits } = sheet;
    const again = queryOf({ service: visits[0]?.service, people });
    const context = { sheet, draft, qr, again, office, sign, link, rest: link.slice(3), ...trouble };
    await this.pages.show(reply, 'booking/booking', language, context, answer);
  }
}
