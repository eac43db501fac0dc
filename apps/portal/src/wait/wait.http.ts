/** The waiting list: joined where no place suits, seen and left by whoever holds the secret. A GET changes nothing. */
import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem, queryOf } from '../api/api.client';
import { CodeBookClient } from '../api/codebook.client';
import { QueueClient, type NextPlace, type Sign } from '../api/queue.client';
import { FormFields, PageLanguage, QueryFields, type Fields } from '../page/page.fields';
import { bookingLink, waitLink } from '../page/links';
import { OK, Pages, type Context } from '../page/page.renderer';
import { formErrors } from '../page/problems';
import { say } from '../page/words';
import { bodyOf, labelsFor, peopleIn } from '../place/details';
import { Drafts } from '../place/draft.cookie';
import { fullDays } from '../place/week';

/** As many days as queue-booking shows at once. */
const DAYS = 42;

@ApiExcludeController()
@PublicRoute()
@Controller(':language/wait')
export class WaitHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly codeBooks: CodeBookClient,
    private readonly drafts: Drafts,
  ) {}

  @Get()
  async form(
    @PageLanguage() language: Language,
    @QueryFields() query: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = query['again'] === undefined ? null : await this.drafts.open(request);
    await this.ask(reply, language, query, { ...draft, ...query });
  }

  @Post()
  async join(
    @PageLanguage() language: Language,
    @QueryFields() query: Fields,
    @FormFields() { key = randomUUID(), ...fields }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { service = '', office = '' } = query;
    try {
      const wait = await this.queue.wait({ service, office, ...bodyOf(fields) }, key, language);
      this.drafts.forget(reply);
      await reply.redirect(waitLink(language, wait), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      await this.drafts.keep(reply, fields);
      const days = { from: say('from', language), until: say('until', language) };
      const errors = formErrors(error.document, { ...days, ...labelsFor(peopleIn(query), language) });
      const { places = [] } = (error.document.offer ?? {}) as { places?: readonly NextPlace[] };
      await this.ask(reply, language, query, fields, { errors, places }, error);
    }
  }

  @Get(':reference/:secret')
  async see(@PageLanguage() language: Language, @Param() sign: Sign, @Res() reply: FastifyReply): Promise<void> {
    const wait = await this.queue.findWait(sign, language);
    const [service, office, { offer: minutes }] = await Promise.all([
      this.codeBooks.nameOf('services', wait.service, language),
      this.codeBooks.nameOf('offices', wait.office, language),
      this.codeBooks.window(language),
    ]);
    const link = waitLink(language, sign);
    const offer = wait.offer && { ...wait.offer, link: bookingLink(language, wait.offer) };
    const again = `/${language}/offices/${wait.office}${queryOf({ service: wait.service, people: wait.people })}`;
    const context = { wait, offer, service, office, minutes, sign, link, again, rest: link.slice(3), errors: null };
    await this.pages.show(reply, 'wait/wait', language, context);
  }

  @Post(':reference/:secret/end')
  async leave(@PageLanguage() language: Language, @Param() sign: Sign, @Res() reply: FastifyReply): Promise<void> {
    await this.queue.leave({ ...(await this.queue.findWait(sign, language)), ...sign }, language);
    await reply.redirect(waitLink(language, sign), 303);
  }

  /** Days are chosen among those on which the office is open and gives out places. */
  private async ask(
    reply: FastifyReply,
    language: Language,
    query: Fields,
    fields: Fields,
    trouble: Context = { errors: null, places: [] },
    answer = OK,
  ): Promise<void> {
    const { service = '', office = '' } = query;
    const people = peopleIn(query);
    const asked = { service, people: String(people) };
    const [serviceName, officeName, papers, days, { offer: minutes }] = await Promise.all([
      this.codeBooks.nameOf('services', service, language),
      this.codeBooks.nameOf('offices', office, language),
      this.codeBooks.papers(language),
      this.queue.days(office, { ...asked, days: DAYS }, language),
      this.codeBooks.window(language),
    ]);
    const open = days.filter(({ hours, released }) => hours && released);
    const own = queryOf({ ...asked, office });
    const context = {
      ...{ serviceName, officeName, ...papers, people, minutes, days: open, key: randomUUID() },
      fields: { ...fullDays(days), ...fields },
      action: `/${language}/wait${own}`,
      back: `/${language}/offices/${office}${queryOf({ ...asked, from: query['from'] })}`,
      details: `/${language}/details${own}`,
      ...trouble,
    };
    await this.pages.show(reply, 'wait/join', language, context, answer);
  }
}
