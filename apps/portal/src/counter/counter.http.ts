/** The counter's page: who is called, who waits, and everything an officer does with them. */
import { randomUUID } from 'node:crypto';
import { Controller, Get, Inject, Param, Post, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Policy, problem, SETTINGS, type Language } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../api/api.client';
import { CodeBookClient } from '../api/codebook.client';
import { CounterClient, type Officer, type Ticket } from '../api/counter.client';
import { qrPicture } from '../booking/ticket.pdf';
import { FormFields, PageLanguage, QueryFields, type Fields } from '../page/page.fields';
import { OK, type Context } from '../page/page.renderer';
import { formErrors } from '../page/problems';
import { say } from '../page/words';
import { bodyOf } from '../place/details';
import type { PortalSettings } from '../settings';
import { forgetOfficer } from './counter.session';
import { FormGuard } from './form.guard';
import { lanesOf } from './lanes';
import { OfficerPages, SignedIn } from './officer.pages';

const acts: readonly string[] = ['call', 'park', 'resume', 'serve', 'miss', 'transfer'];
const fieldNames = [
  'reference',
  'surname',
  'document.country',
  'document.type',
  'document.number',
  'service',
  'people',
  'number',
];

@ApiExcludeController()
@Policy('officer', 'supervisor')
@UseGuards(FormGuard)
@Controller()
export class CounterHttp {
  constructor(
    private readonly pages: OfficerPages,
    private readonly counters: CounterClient,
    private readonly codeBooks: CodeBookClient,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  @Get(':language/counter')
  async choose(@SignedIn() officer: Officer, @Res() reply: FastifyReply): Promise<void> {
    const { counters } = await this.counters.day(officer);
    await this.pages.show(reply, 'counter/counters', officer, { counters });
  }

  @Post(':language/counter/sign-out')
  async leave(@PageLanguage() language: Language, @Res() reply: FastifyReply): Promise<void> {
    forgetOfficer(reply);
    await reply.redirect(`/${language}`, 303);
  }

  @Get(':language/counter/:counter')
  async see(
    @SignedIn() officer: Officer,
    @Param('counter') counter: string,
    @QueryFields() { issued }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, officer, counter, { issued });
  }

  @Post(':language/counter/:counter/next')
  next(
    @SignedIn() officer: Officer,
    @Param('counter') counter: string,
    @FormFields() { key = randomUUID() }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.do(reply, officer, counter, {}, () => this.counters.next(officer, counter, key));
  }

  @Post(':language/counter/:counter/check-ins')
  checkIn(
    @SignedIn() officer: Officer,
    @Param('counter') counter: string,
    @FormFields() { proof: _, key = randomUUID(), priority, ...fields }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sign = { ...bodyOf(fields), priority: priority !== undefined };
    return this.do(reply, officer, counter, fields, () => this.counters.checkIn(officer, sign, key), true);
  }

  @Post(':language/counter/:counter/walk-ins')
  walkIn(
    @SignedIn() officer: Officer,
    @Param('counter') counter: string,
    @FormFields() { proof: _, key = randomUUID(), priority, ...fields }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wish = { ...fields, people: Number(fields['people']), priority: priority !== undefined };
    return this.do(reply, officer, counter, fields, () => this.counters.walkIn(officer, wish, key), true);
  }

  @Post(':language/counter/:counter/attachments')
  attach(
    @SignedIn() officer: Officer,
    @Param('counter') counter: string,
    @FormFields() { key = randomUUID(), application = '', number = '' }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.do(reply, officer, counter, { application, number }, () =>
      this.counters.attach(officer, application, number, `${key}:${number}`),
    );
  }

  @Post(':language/counter/:counter/tickets/:ticket/:act')
  onTicket(
    @SignedIn() officer: Officer,
    @Param() { counter, ticket, act }: { readonly counter: string; readonly ticket: string; readonly act: string },
    @FormFields() { key = randomUUID(), service = '' }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!acts.includes(act)) problem(404, 'no-such-route');
    const body = act === 'call' ? { counter } : act === 'transfer' ? { service } : {};
    return this.do(reply, officer, counter, {}, () =>
      this.counters.onTicket(officer, ticket, act, body, `${key}:${act}:${ticket}`),
    );
  }

  /** A new ticket is shown when it is `issued`; what was refused is said above the page as it was. */
  private async do(
    reply: FastifyReply,
    officer: Officer,
    counter: string,
    fields: Fields,
    act: () => Promise<Ticket>,
    issuing = false,
  ): Promise<void> {
    const page = `/${officer.language}/counter/${encodeURIComponent(counter)}`;
    try {
      const { ticket } = await act();
      await reply.redirect(issuing ? `${page}?issued=${ticket}` : page, 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const labels = Object.fromEntries(fieldNames.map((name) => [name, say(name, officer.language)]));
      await this.show(reply, officer, counter, { fields, errors: formErrors(error.document, labels) }, error);
    }
  }

  private async show(reply: FastifyReply, officer: Officer, counter: string, more: Context, answer = OK): Promise<void> {
    const { language } = officer;
    const [day, papers] = await Promise.all([this.counters.day(officer), this.codeBooks.papers(language)]);
    const issued = day.tickets.find(({ ticket }) => ticket === more['issued']) ?? null;
    const follow = issued && `${this.settings.PORTAL_URL}/${language}/ticket/${issued.ticket}`;
    const page = `/${language}/counter/${encodeURIComponent(counter)}`;
    const context = {
      rest: page.slice(3),
      ...{ day, counter, page, ...papers, follow, fields: {}, ...more, issued, lanes: lanesOf(day.tickets, counter) },
      qr: follow && (await qrPicture(follow)),
    };
    await this.pages.show(reply, 'counter/counter', officer, context, answer);
  }
}
