/** Who comes: the form, and the hold that it leads to. */
import { randomUUID } from 'node:crypto';
import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { findCookie, PublicRoute, setCookie, SETTINGS, type Language } from '@qeyd/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem, queryOf } from '../api/api.client';
import { CodeBookClient } from '../api/codebook.client';
import { QueueClient, type Booking, type NextPlace, type OfficeOffer } from '../api/queue.client';
import { FormFields, PageLanguage, QueryFields, type Fields } from '../page/page.fields';
import { Pages } from '../page/page.renderer';
import { Seal } from '../page/page.seal';
import { formErrors, type FormErrors } from '../page/problems';
import { say } from '../page/words';
import type { PortalSettings } from '../settings';
import { bodyOf, fieldsFor } from './details';

/** What was typed, for the page on which it is checked and for a second try; nothing of it is kept here. */
export const DRAFT = 'qeyd-draft';
const DRAFT_SECONDS = 600;

/** So many people fit on the form. */
const PEOPLE = 20;

interface Trouble {
  readonly errors: FormErrors;
  readonly offer: { readonly places?: readonly NextPlace[]; readonly offices?: readonly OfficeOffer[] } | null;
  readonly status: number;
}

@ApiExcludeController()
@PublicRoute()
@Controller(':language/details')
export class DetailsHttp {
  constructor(
    private readonly pages: Pages,
    private readonly queue: QueueClient,
    private readonly codeBooks: CodeBookClient,
    private readonly seal: Seal,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  @Get()
  async form(
    @PageLanguage() language: Language,
    @QueryFields() query: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = query['again'] === undefined ? null : await this.seal.open<Fields>(DRAFT, findCookie(request, DRAFT));
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
      await this.keep(reply, fields);
      await reply.redirect(linkOf(language, await this.queue.hold(form, key, language)), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { document, statusCode: status } = error;
      const labels = labelsFor(peopleIn(query), language);
      await this.show(reply, language, wanted, fields, {
        errors: formErrors(document, labels),
        offer: document.offer ?? null,
        status,
      });
    }
  }

  /** What was typed comes back where the form is asked for again. */
  private async keep(reply: FastifyReply, fields: Fields): Promise<void> {
    const secure = this.settings.PORTAL_URL.startsWith('https:');
    const draft = await this.seal.close(DRAFT, fields, DRAFT_SECONDS);
    setCookie(reply, { name: DRAFT, path: '/', seconds: DRAFT_SECONDS, secure }, draft);
  }

  private async show(
    reply: FastifyReply,
    language: Language,
    wanted: Fields,
    fields: Fields,
    trouble: Trouble | null,
  ): Promise<void> {
    const { service = '', office = '', on = '', startsAt = '' } = wanted;
    const [serviceName, officeName, countries, documents] = await Promise.all([
      this.codeBooks.nameOf('services', service, language),
      this.codeBooks.nameOf('offices', office, language),
      this.codeBooks.namesOf('countries', language),
      this.codeBooks.namesOf('document-types', language),
    ]);
    const byName = new Intl.Collator(language);
    const people = peopleIn(wanted);
    const context = {
      ...{ wanted, serviceName, officeName, documents, people, fields, on, startsAt, key: randomUUID() },
      countries: countries.toSorted((a, b) => byName.compare(a.name, b.name)),
      action: `/${language}/details${queryOf({ service, office, on, startsAt, people })}`,
      back: `/${language}/offices/${office}${queryOf({ service, people, from: on, on })}`,
      errors: trouble?.errors ?? null,
      offer: trouble?.offer ?? null,
    };
    await this.pages.show(reply, 'details', language, context, trouble?.status ?? 200);
  }
}

const peopleIn = ({ people = '1' }: Fields): number => Math.min(PEOPLE, Math.max(1, Math.trunc(Number(people)) || 1));

/** Where a booking is seen by whoever holds its secret. */
export const linkOf = (language: Language, { reference, secret }: Pick<Booking, 'reference' | 'secret'>): string =>
  `/${language}/booking/${reference}/${secret ?? ''}`;

function labelsFor(people: number, language: Language): Record<string, string> {
  const label = (name: string): string => {
    const [, index, ...field] = name.startsWith('people.') ? name.split('.') : ['', '', name];
    const who = people > 1 && index !== '' ? `${say('visitor', language, { number: Number(index) + 1 })}, ` : '';
    return `${who}${say(field.join('.'), language)}`;
  };
  return Object.fromEntries(fieldsFor(people).map((name) => [name, label(name)]));
}
