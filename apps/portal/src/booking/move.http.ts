/** Moves a booking to another time or day of its office: chosen by an address, done by a form. */
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { Clock, PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../api/api.client';
import { QueueClient, type DayOffer, type Sign } from '../api/queue.client';
import { PageLanguage, QueryFields, type Fields } from '../page/page.fields';
import { bookingLink } from '../page/links';
import { Pages } from '../page/page.renderer';
import { formErrors, type FormErrors } from '../page/problems';
import { weekOf, type Week } from '../place/week';
import { BookingSheets } from './booking.sheets';
import type { Sheet } from './sheet';

@ApiExcludeController()
@PublicRoute()
@Controller(':language/booking/:reference/:secret/move')
export class MoveHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly sheets: BookingSheets,
    private readonly clock: Clock,
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

  /** To the place that the address names; of several services it names the beginning of each. */
  @Post()
  async move(
    @PageLanguage() language: Language,
    @Param() sign: Sign,
    @QueryFields() { on = '', startsAt = '' }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { booking, sheet } = await this.sheets.open(sign, language);
    const begins = startsAt.split(',');
    const services = sheet.visits.map(({ service }, i) => ({ service, startsAt: begins[i] ?? '' }));
    try {
      await this.queue.change(booking, 'move', sign.secret, language, { office: sheet.office, on, services });
      await reply.redirect(bookingLink(language, sign), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      await this.show(reply, language, sign, { on, from: on }, formErrors(error.document, {}), error.statusCode);
    }
  }

  private async show(
    reply: FastifyReply,
    language: Language,
    sign: Sign,
    query: Fields,
    errors: FormErrors | null = null,
    status = 200,
  ): Promise<void> {
    const { sheet } = await this.sheets.open(sign, language);
    const asked = { service: sheet.visits[0]?.service ?? '', people: String(sheet.people) };
    const days = await this.queue.days(sheet.office, { ...asked, from: query['from'] ?? sheet.on }, language);
    const week = await this.withVisits(weekOf(days, query['on'] ?? sheet.on, bakuDate(this.clock.now())), sheet, language);
    const link = bookingLink(language, sign);
    await this.pages.show(reply, 'move', language, { sheet, week, query, link, base: `${link}/move`, errors }, status);
  }

  /** For several services the open day shows the one visit that has room for all of them. */
  private async withVisits(week: Week<DayOffer>, sheet: Sheet, language: Language): Promise<Week<DayOffer>> {
    const { office, people, visits } = sheet;
    if (!week.chosen || visits.length === 1) return week;
    const services = visits.map(({ service }) => service);
    const steps = await this.queue.visit(office, services, week.chosen.on, people, language);
    const [first] = steps;
    const places = first ? [{ ...first, startsAt: steps.map(({ startsAt }) => startsAt).join() }] : [];
    return { ...week, chosen: { ...week.chosen, places } };
  }
}
