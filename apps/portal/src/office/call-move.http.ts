/** On the phone: another place for somebody whose own the office has taken away, in the name of whoever called. */
import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Post, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { Policy } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem } from '../api/api.client';
import type { Officer } from '../api/counter.client';
import { OfficeClient, type Withdrawal } from '../api/office.client';
import { MoveWeeks, wantedIn, type Moved } from '../booking/move.weeks';
import { FormGuard } from '../counter/form.guard';
import { OfficerPages, SignedIn } from '../counter/officer.pages';
import { FormFields, QueryFields, type Fields } from '../page/page.fields';
import { OK } from '../page/page.renderer';
import { formErrors, type FormErrors } from '../page/problems';

@ApiExcludeController()
@Policy('agent', 'officer')
@UseGuards(FormGuard)
@Controller(':language/office/:office/calls/:booking/move')
export class CallMoveHttp {
  constructor(
    private readonly pages: OfficerPages,
    private readonly offices: OfficeClient,
    private readonly weeks: MoveWeeks,
  ) {}

  @Get()
  choose(
    @SignedIn() officer: Officer,
    @Param('booking') booking: string,
    @QueryFields() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, officer, booking, query);
  }

  @Post()
  async move(
    @SignedIn() officer: Officer,
    @Param('booking') booking: string,
    @QueryFields() query: Fields,
    @FormFields() { key = randomUUID() }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.find(officer, booking);
    if (!found) return reply.redirect(callsOf(officer), 303);
    try {
      await this.offices.change(officer, booking, 'move', key, wantedIn(query, found.moved));
      await reply.redirect(callsOf(officer), 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { on = '' } = query;
      await this.show(reply, officer, booking, { on, from: on }, formErrors(error.document, {}), error);
    }
  }

  private async show(
    reply: FastifyReply,
    officer: Officer,
    booking: string,
    query: Fields,
    errors: FormErrors | null = null,
    answer = OK,
  ): Promise<void> {
    const found = await this.find(officer, booking);
    const link = callsOf(officer);
    if (!found) return reply.redirect(link, 303);
    const week = await this.weeks.of(found.moved, query, officer.language);
    const base = `${link}/${booking}/move`;
    const context = { lost: found.lost, week, query, link, base, rest: base.slice(3), errors };
    await this.pages.show(reply, 'office/call-move', officer, context, answer);
  }

  /** `lost`: of several services the one that begins first; `null` when it is not on the list any more. */
  private async find(officer: Officer, booking: string): Promise<{ readonly lost: Withdrawal; readonly moved: Moved } | null> {
    const all = (await this.offices.withdrawals(officer))
      .filter((one) => one.booking === booking)
      .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    const [lost] = all;
    if (!lost) return null;
    const services = all.map(({ service }) => service);
    return { lost, moved: { office: officer.office, on: bakuDate(lost.startsAt), people: lost.people, services } };
  }
}

const callsOf = ({ language, office }: Officer): string => `/${language}/office/${office}/calls`;
