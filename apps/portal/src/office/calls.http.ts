/** Whom to call because an office has taken their place away, and what came of it. */
import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Post, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CodeBookClient } from '../api/codebook.client';
import { Policy, problem } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../api/api.client';
import type { Officer } from '../api/counter.client';
import { OfficeClient } from '../api/office.client';
import { FormGuard } from '../counter/form.guard';
import { OfficerPages, SignedIn } from '../counter/officer.pages';
import { FormFields, type Fields } from '../page/page.fields';
import { OK } from '../page/page.renderer';
import { formErrors, type FormErrors } from '../page/problems';

@ApiExcludeController()
@Policy('agent', 'officer', 'supervisor')
@UseGuards(FormGuard)
@Controller(':language/office/:office/calls')
export class CallsHttp {
  constructor(
    private readonly pages: OfficerPages,
    private readonly offices: OfficeClient,
    private readonly codeBooks: CodeBookClient,
  ) {}

  @Get()
  list(@SignedIn() officer: Officer, @Res() reply: FastifyReply): Promise<void> {
    return this.show(reply, officer);
  }

  @Post(':booking/:act')
  async act(
    @SignedIn() officer: Officer,
    @Param() { booking, act }: { readonly booking: string; readonly act: string },
    @FormFields() { key = randomUUID() }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const acts: Readonly<Record<string, () => Promise<void>>> = {
      reached: () => this.offices.called(officer, booking, true, `${key}:${act}`),
      missed: () => this.offices.called(officer, booking, false, `${key}:${act}`),
      acceptance: () => this.offices.change(officer, booking, 'offer/acceptance', `${key}:${act}`),
      refusal: () => this.offices.change(officer, booking, 'offer/refusal', `${key}:${act}`),
      cancellation: () => this.offices.change(officer, booking, 'cancellation', `${key}:${act}`),
    };
    try {
      await (acts[act] ?? problem(404, 'no-such-route'))();
      await reply.redirect(`/${officer.language}/office/${officer.office}/calls`, 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      await this.show(reply, officer, formErrors(error.document, {}), error);
    }
  }

  /** Those who have not answered yet may still do so by themselves. */
  private async show(reply: FastifyReply, officer: Officer, errors: FormErrors | null = null, answer = OK): Promise<void> {
    const [items, offices] = await Promise.all([
      this.offices.withdrawals(officer),
      this.codeBooks.namesOf('offices', officer.language),
    ]);
    const names = Object.fromEntries(offices.map(({ code, name }) => [code, name]));
    const toCall = items.filter(({ answer }) => answer !== 'awaited');
    const awaited = items.filter(({ answer }) => answer === 'awaited');
    const link = `/${officer.language}/office/${officer.office}/calls`;
    await this.pages.show(reply, 'office/calls', officer, { toCall, awaited, names, link, errors, rest: link.slice(3) }, answer);
  }
}
