/** Who comes: the form, and the hold that it leads to. */
import { randomUUID } from 'node:crypto';
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PublicRoute, type Language } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem, queryOf } from '../api/api.client';
import { CodeBookClient } from '../api/codebook.client';
import { QueueClient, type NextPlace, type OfficeOffer } from '../api/queue.client';
import { FormFields, PageLanguage, QueryFields, type Fields } from '../page/page.fields';
import { bookingLink } from '../page/links';
import { Pages, type Answer } from '../page/page.renderer';
import { formErrors, type FormErrors } from '../page/problems';
import { bodyOf, labelsFor, peopleIn } from './details';
import { Drafts } from './draft.cookie';

interface Trouble {
  readonly errors: FormErrors;
  readonly offer: { readonly places?: readonly NextPlace[]; readonly offices?: readonly OfficeOffer[] } | null;
  readonly answer: Answer;
}

@ApiExcludeController()
@PublicRoute()
@Controller(':language/details')
export class DetailsHttp {
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
    await this.show(reply, language, query, draft ?? {}, null);
  }

  @Post()
  async hold(
    @PageLanguage() language: Language,
    @QueryFields() query: Fields,
    @FormFields() { key = randomUUID(), place, ...fields }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [on = '', startsAt = ''] = place?.split(' ') ?? [query['on'], query['startsAt']];
    const wanted = { ...query, on, startsAt };
    try {
      const { service = '', office = '' } = query;
      const form = { office, on, services: [{ service, startsAt }], ...bodyOf(fields) };
      await this.drafts.keep(reply, fields);
      const { reference, secret } = await this.queue.hold(form, key, language);
      await reply.redirect(bookingLink(language, { reference, secret: secret ?? '' }), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { document } = error;
      const labels = labelsFor(peopleIn(query), language);
      await this.show(reply, language, wanted, fields, {
        errors: formErrors(document, labels),
        offer: document.offer ?? null,
        answer: error,
      });
    }
  }

  private async show(
    reply: FastifyReply,
    language: Language,
    wanted: Fields,
    fields: Fields,
    trouble: Trouble | null,
  ): Promise<void> {
    const { service = '', office = '', on = '', startsAt = '' } = wanted;
    const [serviceName, officeName, papers] = await Promise.all([
      this.codeBooks.nameOf('services', service, language),
      this.codeBooks.nameOf('offices', office, language),
      this.codeBooks.papers(language),
    ]);
    const people = peopleIn(wanted);
    const isFull = trouble?.offer?.places?.every((place) => place.on !== on) === true;
    const context = {
      ...{ wanted, serviceName, officeName, ...papers, people, fields, on, startsAt, key: randomUUID() },
      action: `/${language}/details${queryOf({ service, office, on, startsAt, people })}`,
      back: `/${language}/offices/${office}${queryOf({ service, people, from: on, on })}`,
      errors: trouble?.errors ?? null,
      offer: trouble?.offer ?? null,
      waiting: isFull ? `/${language}/wait${queryOf({ service, office, people, from: on, until: on, again: 1 })}` : null,
    };
    await this.pages.show(reply, 'place/details', language, context, trouble?.answer);
  }
}
