/** The forecast and the back-test as they travel over HTTP. */
import { ApiProperty } from '@nestjs/swagger';
import { CivilDateField, Text, WholeNumber } from '@qeyd/platform';
import type { Forecast, TriedDay } from './forecast.finder';
import { CODE } from '../office/office.dto';

export class BackTestQuery {
  @Text({ max: 40, pattern: CODE, description: 'Code-book `services`', example: 'work-permit' })
  readonly service: string;
  @CivilDateField({ description: 'The first day' })
  readonly from: string;
  @WholeNumber({ min: 1, max: 92, optional: true, description: 'So many days; 7 when left out' })
  readonly days?: number;
  @WholeNumber({ min: 1, max: 100, description: 'At most so many seats more in a slot' })
  readonly seats: number;
  @WholeNumber({ min: 1, max: 100, description: 'While the risk that more come than there are seats stays below, in percent' })
  readonly riskPercent: number;
  @WholeNumber({ min: 1, max: 366, optional: true, description: 'So many days before each were known; 90 when left out' })
  readonly history?: number;
  @WholeNumber({ min: 0, max: 480, optional: true, description: 'A longer wait is too long, in minutes; 20 when left out' })
  readonly limit?: number;
}

class PolicyDto {
  @ApiProperty({ description: 'Begins on this day', format: 'date' })
  readonly version: string;
  @ApiProperty()
  readonly act: string;
  @ApiProperty({ type: 'integer', description: 'At most so many seats more in a slot' })
  readonly seats: number;
  @ApiProperty({ description: 'While the risk that more come than there are seats stays below' })
  readonly risk: number;
}

class HourForecastDto {
  @ApiProperty()
  readonly service: string;
  @ApiProperty({ type: 'integer', description: 'Of the day in Baku: 9 is from nine to ten' })
  readonly hour: number;
  @ApiProperty({ type: 'integer', description: 'People who had a place' })
  readonly booked: number;
  @ApiProperty({ type: 'integer', description: 'Of these, who came' })
  readonly came: number;
  @ApiProperty({ description: 'The share that is expected not to come' })
  readonly noShows: number;
  @ApiProperty({ type: 'integer', description: 'Of a slot' })
  readonly seats: number;
  @ApiProperty({ type: [Number], description: 'The risk that more come than there are seats, with one seat more, with two, …' })
  readonly risks: readonly number[];
  @ApiProperty({ type: 'integer', description: 'Seats given out besides those of the plan' })
  readonly more: number;
}

export class ForecastDto {
  @ApiProperty()
  readonly office: string;
  @ApiProperty({ type: 'integer', description: 'How many days the counts go back' })
  readonly days: number;
  @ApiProperty({ type: PolicyDto, nullable: true, description: '`null`: nothing is overbooked' })
  readonly policy: PolicyDto | null;
  @ApiProperty({ type: [HourForecastDto] })
  readonly hours: readonly HourForecastDto[];
}

export const forecastDto = (office: string, { terms, days, hours }: Forecast): ForecastDto => ({
  ...{ office, days, hours },
  policy: terms && { version: terms.policy.version, act: terms.policy.act, seats: terms.seats, risk: terms.risk },
});

class OutcomeDto {
  @ApiProperty({ description: 'Places on which nobody sat' })
  readonly idle: number;
  @ApiProperty({ description: 'People who waited longer than the limit' })
  readonly waited: number;
}

class TriedOutcomeDto extends OutcomeDto {
  @ApiProperty({ type: 'integer', description: 'Seats that would have been given out besides' })
  readonly seats: number;
}

class TriedDayDto implements TriedDay {
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ type: OutcomeDto })
  readonly was: OutcomeDto;
  @ApiProperty({ type: TriedOutcomeDto, description: 'Expected numbers' })
  readonly would: TriedOutcomeDto;
}

export class BackTestDto {
  @ApiProperty({ type: [TriedDayDto], description: 'Without the days on which the office was closed' })
  readonly days: readonly TriedDayDto[];
}
