/** The days of an office in the hands of its supervisor: closed, or given other hours, once it was seen who would lose a place. */
import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Post, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { Clock, Policy } from '@qeyd/platform';
import type { FastifyReply } from 'fastify';
import { ApiProblem, queryOf } from '../api/api.client';
import { CodeBookClient } from '../api/codebook.client';
import { CounterClient, type Officer } from '../api/counter.client';
import { OfficeClient, type Impact } from '../api/office.client';
import { QueueClient, type DayOffer } from '../api/queue.client';
import { FormGuard } from '../counter/form.guard';
import { OfficerPages, SignedIn } from '../counter/officer.pages';
import { FormFields, QueryFields, type Fields } from '../page/page.fields';
import { OK, type Context } from '../page/page.renderer';
import { formErrors } from '../page/problems';
import { say } from '../page/words';
import { weekOf } from '../place/week';
import { changeOf, fieldsOf, namesFor, roomFor } from './day-change';

/** As many as a supervisor looks over. */
const DAYS = 14;

@ApiExcludeController()
@Policy('supervisor')
@UseGuards(FormGuard)
@Controller(':language/office/:office/days')
export class OfficeDayHttp {
  constructor(
    private readonly pages: OfficerPages,
    private readonly offices: OfficeClient,
    private readonly counters: CounterClient,
    private readonly queue: QueueClient,
    private readonly codeBooks: CodeBookClient,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@SignedIn() officer: Officer, @QueryFields() { from, changed }: Fields, @Res() reply: FastifyReply): Promise<void> {
    const week = weekOf(await this.days(officer, from, DAYS), undefined, bakuDate(this.clock.now()), DAYS);
    await this.pages.show(reply, 'office/days', officer, { week, changed });
  }

  @Get(':on')
  ask(
    @SignedIn() officer: Officer,
    @Param('on') on: string,
    @QueryFields() fields: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.form(reply, officer, on, fields);
  }

  /** What the change in the address would take away from whom. */
  @Get(':on/impact')
  async look(
    @SignedIn() officer: Officer,
    @Param('on') on: string,
    @QueryFields() fields: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.confirm(reply, officer, on, fields, await this.offices.impact(officer, on, changeOf(fields)));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      await this.form(reply, officer, on, fields, error);
    }
  }

  /** Done when the impact that was seen is still the impact; else that of this moment is shown. */
  @Post(':on')
  async change(
    @SignedIn() officer: Officer,
    @Param('on') on: string,
    @FormFields() { key = randomUUID(), impact: seen, ...fields }: Fields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const isUsual = fields['change'] === 'usual';
    try {
      if (isUsual) await this.offices.liftDay(officer, on, seen, key);
      else await this.offices.setDay(officer, on, changeOf(fields), seen, key);
      await reply.redirect(`/${officer.language}/office/${officer.office}/days${queryOf({ from: on, changed: on })}`, 303);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const impact = error.document.code === 'bookings-affected' ? (error.document.offer as Impact) : null;
      if (impact) await this.confirm(reply, officer, on, fields, impact, isUsual && seen === undefined ? null : error);
      else await this.form(reply, officer, on, fields, error);
    }
  }

  private async confirm(
    reply: FastifyReply,
    officer: Officer,
    on: string,
    fields: Fields,
    impact: Impact,
    trouble: ApiProblem | null = null,
  ): Promise<void> {
    const offices = await this.codeBooks.namesOf('offices', officer.language);
    const names = Object.fromEntries(offices.map(({ code, name }) => [code, name]));
    const kept = { change: fields['change'] ?? 'closed', ...fieldsOf(changeOf(fields)) };
    const link = `/${officer.language}/office/${officer.office}/days/${on}`;
    const context = { on, change: kept, impact, names, link, again: link + queryOf(kept), ...shown(trouble, officer, 0) };
    await this.pages.show(reply, 'office/impact', officer, context, trouble ?? OK);
  }

  private async form(
    reply: FastifyReply,
    officer: Officer,
    on: string,
    fields: Fields,
    trouble: ApiProblem | null = null,
  ): Promise<void> {
    const [day] = await this.days(officer, on, 1);
    const { hours = day?.hours ?? { opens: '', closes: '', breaks: [] }, reason } = changeOf(fields);
    const room = roomFor(hours);
    const typed = { change: fields['change'], ...fieldsOf({ hours, reason }) };
    const context = { on, day, room, fields: typed, ...shown(trouble, officer, room) };
    await this.pages.show(reply, 'office/day', officer, context, trouble ?? OK);
  }

  /** Hours are those of the office, whatever it receives for. */
  private async days(officer: Officer, from: string | undefined, days: number): Promise<readonly DayOffer[]> {
    const [service = ''] = (await this.counters.day(officer)).services;
    return this.queue.days(officer.office, { service, from, days }, officer.language);
  }
}

/** `room`: for so many breaks. */
function shown(trouble: ApiProblem | null, { language }: Officer, room: number): Context {
  const labels = namesFor(room).map((name) => {
    const number = Number(/\d+/.exec(name)?.[0] ?? 0) + 1;
    return [name, say(name.replace(/\.\d+/, ''), language, { number })];
  });
  return { errors: trouble && formErrors(trouble.document, Object.fromEntries(labels) as Record<string, string>) };
}
