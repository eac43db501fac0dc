/** What is taken along from a booking's page: the ticket as a PDF, and the event for one's calendar. */
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Clock, PublicRoute, SETTINGS, type Language } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import type { Sign } from '../api/queue.client';
import { PageLanguage } from '../page/page.fields';
import { bookingLink } from '../page/links';
import type { PortalSettings } from '../settings';
import { BookingSheets } from './booking.sheets';
import { calendarFile } from './calendar';
import { ticketPdf } from './ticket.pdf';

@ApiExcludeController()
@PublicRoute()
@Controller(':language/booking/:reference/:secret')
export class PaperHttp {
  constructor(
    private readonly sheets: BookingSheets,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  @Get('ticket.pdf')
  async ticket(@PageLanguage() language: Language, @Param() sign: Sign, @Res() reply: FastifyReply): Promise<void> {
    const { sheet } = await this.sheets.open(sign, language);
    const file = await ticketPdf(sheet, `${this.settings.PORTAL_URL}${bookingLink(language, sign)}`, language);
    await send(reply, 'application/pdf', `${sheet.reference}.pdf`, file);
  }

  @Get('calendar.ics')
  async calendar(@PageLanguage() language: Language, @Param() sign: Sign, @Res() reply: FastifyReply): Promise<void> {
    const { sheet } = await this.sheets.open(sign, language);
    const file = calendarFile(sheet, this.settings.MAIL_FROM, this.clock.now());
    await send(reply, 'text/calendar; charset=utf-8', `${sheet.reference}.ics`, file);
  }
}

const send = async (reply: FastifyReply, type: string, name: string, file: Buffer | string): Promise<void> => {
  const headers = { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' };
  await reply.headers(headers).type(type).send(file);
};
