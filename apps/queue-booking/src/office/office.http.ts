/** The offices, for everyone to read and for their supervisors to change. */
import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bakuDate } from '@qeyd/calendar';
import { EventLog } from '@qeyd/event-store';
import { Actor, Clock, IdempotencyKey, Policy, problem, PublicRoute, respond, type Caller } from '@qeyd/platform';
import { causeOfRequest } from '@qeyd/service';
import { office, type OfficeCommand, type OfficeRefusal } from './office';
import { OfficeBook } from './office.cache';
import { OfficeDayParams, OfficeDto, OfficeParams, openingOf, planOf, SetDayDto, SetPlanDto } from './office.dto';
import { officeId } from './office.seed';

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

  @Put(':office/plan')
  @HttpCode(204)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Sets the plan that starts on a day: a new one, or the one that stands there' })
  @ApiNoContentResponse()
  async setPlan(
    @Param() { office: code }: OfficeParams,
    @Body() body: SetPlanDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<void> {
    const plan = { office: code, validFrom: body.validFrom, plan: planOf(body), source: body.source };
    await this.command(code, { type: 'SetPlan', plan }, caller, key);
  }

  @Put(':office/days/:on')
  @HttpCode(204)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Closes the office on a day, or gives it other hours; bookings that were made stand' })
  @ApiNoContentResponse()
  async setDay(
    @Param() { office: code, on }: OfficeDayParams,
    @Body() { hours, reason }: SetDayDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<void> {
    const day = { office: code, on, hours: hours ? openingOf(hours) : null, reason };
    await this.command(code, { type: 'SetDay', day, today: bakuDate(this.clock.now()) }, caller, key);
  }

  @Delete(':office/days/:on')
  @HttpCode(204)
  @Policy('supervisor')
  @ApiOperation({ summary: 'Lets the usual hours hold again on a day' })
  @ApiNoContentResponse()
  async liftDay(
    @Param() { office: code, on }: OfficeDayParams,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<void> {
    await this.command(code, { type: 'LiftDay', office: code, on, today: bakuDate(this.clock.now()) }, caller, key);
  }

  /** A supervisor without an office stands above all of them. */
  private async command(code: string, command: OfficeCommand, caller: Caller, key: string | null): Promise<void> {
    if (caller.office !== null && caller.office !== code) problem(403, 'not-your-office');
    if (command.type !== 'SetPlan' && !(await this.book.current()).has(code)) problem(404, 'no-such-office');
    respond(
      await this.log.execute({ decider: office, id: officeId(code), command, cause: causeOfRequest(caller, key) }),
      statuses,
    );
  }
}
