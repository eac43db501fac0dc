/** The way to a place: service, office, day and time; each choice is in the address, so that every page can be kept, shared and gone back to. */
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { Clock, CallerLanguage, problem, PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../api/api.client';
import { ChannelToken } from '../api/channel.token';
import { CodeBookClient } from '../api/codebook.client';
import { QueueClient } from '../api/queue.client';
import { PageLanguage, QueryFields, type Fields } from '../page/page.fields';
import { OK, Pages, type Answer } from '../page/page.renderer';
import { formErrors, type FormErrors } from '../page/problems';
import { say } from '../page/words';
import { fullDays, weekOf } from './week';
import { townNames, whereabouts } from './whereabouts';

@ApiExcludeController()
@PublicRoute()
@Controller()
export class ChooseHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly codeBooks: CodeBookClient,
    private readonly token: ChannelToken,
    private readonly clock: Clock,
  ) {}

  @Get()
  async enter(@CallerLanguage() language: Language, @Res() reply: FastifyReply): Promise<void> {
    await reply.header('vary', 'accept-language').redirect(`/${language}`, 302);
  }

  @Get(':language')
  service(@PageLanguage() language: Language, @QueryFields() query: Fields, @Res() reply: FastifyReply): Promise<void> {
    return this.showServices(reply, language, query, null, OK);
  }

  @Get(':language/offices')
  async offices(@PageLanguage() language: Language, @QueryFields() query: Fields, @Res() reply: FastifyReply): Promise<void> {
    const { service = '', people, near = '' } = query;
    const point = near === '' ? null : whereabouts(near);
    try {
      const [offers, channel, name] = await Promise.all([
        this.queue.offers({ service, people }, language, point ?? undefined),
        this.token.channel(),
        this.codeBooks.nameOf('services', service, language),
      ]);
      const towns = townNames(language);
      const unknown = near !== '' && point === null;
      const ways = {
        here: offers.filter(({ receives, channels }) => receives === 'queue' && channels.includes(channel)),
        elsewhere: offers.filter(({ receives, channels }) => receives === 'queue' && !channels.includes(channel)),
        individually: offers.filter(({ receives }) => receives === 'walk-in'),
      };
      await this.pages.show(reply, 'place/offices', language, { query, name, ...ways, towns, near, unknown });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 400) throw error;
      const labels = { service: say('service', language), people: say('people', language) };
      await this.showServices(reply, language, query, formErrors(error.document, labels), error);
    }
  }

  @Get(':language/offices/:office')
  async week(
    @PageLanguage() language: Language,
    @Param('office') office: string,
    @QueryFields() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { service = '', people, from } = query;
    const [days, offers, name] = await Promise.all([
      this.queue.days(office, { service, people, from }, language),
      this.queue.offers({ service, people }, language),
      this.codeBooks.nameOf('services', service, language),
    ]);
    const offer = offers.find((one) => one.office === office) ?? problem(404, 'not-found');
    const week = weekOf(days, query['on'], bakuDate(this.clock.now()));
    const base = `/${language}/offices/${offer.office}`;
    await this.pages.show(reply, 'place/week', language, { query, name, offer, week, base, full: fullDays(days) });
  }

  private async showServices(
    reply: FastifyReply,
    language: Language,
    query: Fields,
    errors: FormErrors | null,
    answer: Answer,
  ): Promise<void> {
    const services = await this.codeBooks.namesOf('services', language);
    await this.pages.show(reply, 'place/services', language, { services, query, errors }, answer);
  }
}
