/** How many will not come, and what overbooking would have done, for the supervisors of an office. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, bakuDate } from '@qeyd/calendar';
import { Actor, Clock, Policy, problem, type Caller } from '@qeyd/platform';
import { admitTo } from '../booking/door.http';
import { OfficeParams } from '../office/office.dto';
import { BackTestDto, BackTestQuery, ForecastDto, forecastDto } from './forecast.dto';
import { ForecastFinder } from './forecast.finder';

@ApiTags('forecast')
@Policy('supervisor')
@Controller('v1/offices/:office/forecast')
export class ForecastHttp {
  constructor(
    private readonly finder: ForecastFinder,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How many are expected not to come, by service and hour, and the risk of overbooking' })
  @ApiOkResponse({ type: ForecastDto })
  async forecast(@Param() { office }: OfficeParams, @Actor() caller: Caller): Promise<ForecastDto> {
    admitTo(office, caller);
    return forecastDto(office, (await this.finder.forecast(office)) ?? problem(404, 'no-such-office'));
  }

  @Get('back-test')
  @ApiOperation({ summary: 'What days that are over would have been with an overbooking policy' })
  @ApiOkResponse({ type: BackTestDto })
  async backTest(
    @Param() { office }: OfficeParams,
    @Query() { service, from, days = 7, seats, riskPercent, history = 90, limit = 20 }: BackTestQuery,
    @Actor() caller: Caller,
  ): Promise<BackTestDto> {
    admitTo(office, caller);
    const toExclusive = addDays(from, days);
    if (toExclusive > bakuDate(this.clock.now())) problem(422, 'days-not-over');
    const trial = { service, from, toExclusive, seats, risk: riskPercent / 100, days: history, limit };
    return { days: (await this.finder.tried(office, trial)) ?? problem(404, 'no-such-office') };
  }
}
