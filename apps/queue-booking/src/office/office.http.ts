/** The offices, for everyone to read and for their supervisors to change. */
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { EventLog } from '@qeyd/event-store';
import { Actor, Clock, IdempotencyKey, Policy, problem, PublicRoute, respond, type Caller } from '@qeyd/platform';
import { causeOfRequest } from '@qeyd/service';
import { office, type OfficeCommand, type OfficeRefusal } from './office';
import { OfficeBook } from './office.cache';
import { OfficeDayParams, OfficeDto, OfficeParams, openingOf, planOf, SetDayDto, SetPlanDto } from './office.dto';
import { officeId } from './office.seed';
import { ImpactDto, SeenQuery } from '../withdrawal/impact.dto';
import { ImpactFinder, type SeenImpact } from '../withdrawal/impact.finder';
import { WithdrawalJobs } from '../withdrawal/withdrawal.job';

const statuses: Readonly<Record<OfficeRefusal, number>> = {
  'hours-empty': 422,
  'named-twice': 422,
  'seats-without-counters': 422,
  'day-over': 422,
  'no-exceptional-day': 404,
};

@ApiTags('offices')
@Controller('v1/offices')
export class OfficeHttp {
  constructor(
    private readonly log: EventLog,
    private readonly book: OfficeBook,
    private readonly impacts: ImpactFinder,
    private readonly withdrawals: WithdrawalJobs,
    private readonly clock: Clock,
  ) {}

  @Get(':office')
  @PublicRoute()
  @ApiOperation({ summary: 'How an office receives people: its plans and its exceptional days' })
  @ApiOkResponse({ type: OfficeDto })
  async read(@Param() { office: code }: OfficeParams): Promise<OfficeDto> {
    const found = (await this.book.current()).get(code) ?? problem(404, 'no-such-office');
    const today = bakuDate(this.clock.now());
    return { office: code, plans: found.plans, days: [...found.days.values()].filter(({ on }) => on >= today) };
  }

  @Post(':office/plan/impact')
  @HttpCode(200)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Shows what a plan would take away from whom, and changes nothing' })
  @ApiOkResponse({ type: ImpactDto })
  async planImpact(
    @Param() { office: code }: OfficeParams,
    @Body() body: SetPlanDto,
    @Actor() caller: Caller,
  ): Promise<ImpactDto> {
    return this.impactOf(code, setPlan(code, body), caller);
  }

  @Put(':office/plan')
  @HttpCode(204)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Sets the plan that starts on a day: a new one, or the one that stands there' })
  @ApiNoContentResponse()
  async setPlan(
    @Param() { office: code }: OfficeParams,
    @Query() { impact }: SeenQuery,
    @Body() body: SetPlanDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<void> {
    await this.command(code, setPlan(code, body), impact, caller, key);
  }

  @Post(':office/days/:on/impact')
  @HttpCode(200)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Shows what closing the office or other hours would take away from whom, and changes nothing' })
  @ApiOkResponse({ type: ImpactDto })
  async dayImpact(@Param() params: OfficeDayParams, @Body() body: SetDayDto, @Actor() caller: Caller): Promise<ImpactDto> {
    return this.impactOf(params.office, this.setDay(params, body), caller);
  }

  @Put(':office/days/:on')
  @HttpCode(204)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Closes the office on a day, or gives it other hours; whoever loses a place is offered another one' })
  @ApiNoContentResponse()
  @ApiConflictResponse({
    description: 'Bookings are affected: `offer` is the impact, to be confirmed by its name',
    type: ImpactDto,
  })
  async changeDay(
    @Param() params: OfficeDayParams,
    @Query() { impact }: SeenQuery,
    @Body() body: SetDayDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<void> {
    await this.command(params.office, this.setDay(params, body), impact, caller, key);
  }

  @Delete(':office/days/:on')
  @HttpCode(204)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Lets the usual hours hold again on a day' })
  @ApiNoContentResponse()
  async liftDay(
    @Param() { office: code, on }: OfficeDayParams,
    @Query() { impact }: SeenQuery,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<void> {
    await this.command(code, { type: 'LiftDay', office: code, on, today: bakuDate(this.clock.now()) }, impact, caller, key);
  }

  private setDay({ office: code, on }: OfficeDayParams, { hours, reason }: SetDayDto): OfficeCommand {
    const day = { office: code, on, hours: hours ? openingOf(hours) : null, reason };
    return { type: 'SetDay', day, today: bakuDate(this.clock.now()) };
  }

  /** A supervisor without an office stands above all of them. */
  private async impactOf(code: string, command: OfficeCommand, caller: Caller): Promise<SeenImpact> {
    if (caller.office !== null && caller.office !== code) problem(403, 'not-your-office');
    if (command.type !== 'SetPlan' && !(await this.book.current()).has(code)) problem(404, 'no-such-office');
    return respond(await this.impacts.of(code, command), statuses);
  }

  /** `seen` names the impact that the supervisor confirms; needed as soon as somebody would lose a place. */
  private async command(
    code: string,
    command: OfficeCommand,
    seen: string | undefined,
    caller: Caller,
    key: string | null,
  ): Promise<void> {
    const found = await this.impactOf(code, command, caller);
    const { impact, bookings, people } = found;
    if (bookings > 0 && seen !== impact) problem(409, 'bookings-affected', { details: { bookings, people }, offer: found });
    const cause = causeOfRequest(caller, key);
    respond(await this.log.execute({ decider: office, id: officeId(code), command, cause }), statuses);
    await this.withdrawals.changed(code);
  }
}

const setPlan = (code: string, body: SetPlanDto): OfficeCommand => ({
  type: 'SetPlan',
  plan: { office: code, validFrom: body.validFrom, plan: planOf(body), source: body.source },
});
