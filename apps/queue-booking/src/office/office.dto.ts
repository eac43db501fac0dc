/** The plans of offices as they travel over HTTP. */
import { ApiProperty } from '@nestjs/swagger';
import { booking } from '@qeyd/contracts';
import { Choice, CivilDateField, Nested, Satisfies, Text, WholeNumber } from '@qeyd/platform';
import type { Channel, Opening, Plan } from './plan';

/** A code of a code-book. */
export const CODE = /^[a-z0-9][a-z0-9-]*$/;
const TIME = { max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, example: '09:00' };
const DAY = { max: 5, pattern: /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, example: '06-01' };

class BreakDto {
  @Text(TIME)
  readonly from: string;
  @Text(TIME)
  readonly to: string;
}

export class OpeningDto implements Opening {
  @Text(TIME)
  readonly opens: string;
  @Text(TIME)
  readonly closes: string;
  @Nested(() => BreakDto, { many: 10 })
  readonly breaks: BreakDto[];
}

class SeasonDto {
  @Text(DAY)
  readonly from: string;
  @Text(DAY)
  readonly to: string;
}

class WeekHoursDto extends OpeningDto {
  @WholeNumber({ min: 1, max: 7, many: 7, description: '1 = Monday … 7 = Sunday' })
  readonly weekdays: number[];
  @Nested(() => SeasonDto, { optional: true, description: 'First and last day; it may reach over New Year' })
  readonly season?: SeasonDto;
}

class ReleaseDto {
  @WholeNumber({ min: 0, max: 366 })
  readonly daysAhead: number;
  @Text(TIME)
  readonly at: string;
}

class ServicePlanDto {
  @Text({ max: 40, pattern: CODE })
  readonly service: string;
  @WholeNumber({ min: 1, max: 480, description: 'The length of a place' })
  readonly minutes: number;
  @WholeNumber({ min: 0, max: 1000, description: 'How many places there are at the same time' })
  readonly seats: number;
}

class CounterDto {
  @Text({ max: 20 })
  readonly counter: string;
  @Text({ max: 40, pattern: CODE, many: 50 })
  readonly services: string[];
}

const within = (most: number) => (value: unknown) => typeof value === 'number' && Math.abs(value) <= most;

export class SetPlanDto {
  @CivilDateField({ example: '2027-01-01' })
  readonly validFrom: string;
  @Choice(['queue', 'walk-in'])
  readonly receives: Plan['receives'];
  @Choice(booking.bookingChannels, { many: 10, description: 'Through which a place is given' })
  readonly channels: Channel[];
  @Satisfies('degrees', within(90))
  @ApiProperty({ example: 40.4093 })
  readonly latitude: number;
  @Satisfies('degrees', within(180))
  @ApiProperty({ example: 49.8671 })
  readonly longitude: number;
  @Choice(['closed', 'worked'], { description: 'What the days off of the working calendar are to the office' })
  readonly holidays: Plan['holidays'];
  @Nested(() => ReleaseDto)
  readonly release: ReleaseDto;
  @Nested(() => WeekHoursDto, { many: 40, description: 'The first that fits a day holds' })
  readonly hours: WeekHoursDto[];
  @Nested(() => ServicePlanDto, { many: 12 })
  readonly services: ServicePlanDto[];
  @Nested(() => CounterDto, { many: 500 })
  readonly counters: CounterDto[];
  @Text({ max: 300, description: 'The act, or `sample`' })
  readonly source: string;
}

/** The fields in the order in which they are stored, whatever order they came in. */
export const planOf = ({
  receives,
  channels,
  latitude,
  longitude,
  holidays,
  release,
  hours,
  services,
  counters,
}: SetPlanDto): Plan => ({
  ...{ receives, channels, latitude, longitude, holidays },
  release: { daysAhead: release.daysAhead, at: release.at },
  hours: hours.map(({ weekdays, season, ...opening }) => ({
    ...openingOf(opening),
    weekdays,
    season: season ? { from: season.from, to: season.to } : null,
  })),
  services: services.map(({ service, minutes, seats }) => ({ service, minutes, seats })),
  counters: counters.map((one) => ({ counter: one.counter, services: one.services })),
});

export const openingOf = ({ opens, closes, breaks }: Opening): Opening => ({
  ...{ opens, closes, breaks: breaks.map(({ from, to }) => ({ from, to })) },
});

export class SetDayDto {
  @Nested(() => OpeningDto, { optional: true, description: 'Left out: closed' })
  readonly hours?: OpeningDto;
  @Text({ max: 300 })
  readonly reason: string;
}

export class OfficeParams {
  @Text({ max: 40, pattern: CODE })
  readonly office: string;
}

export class OfficeDayParams extends OfficeParams {
  @CivilDateField()
  readonly on: string;
}

export class OfficeDto {
  @ApiProperty({ example: 'asan-baku-1' })
  readonly office: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Plans by the day from which they hold (`OfficePlanSet`)',
  })
  readonly plans: readonly object[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Exceptional days from today on (`ExceptionalDaySet`)',
  })
  readonly days: readonly object[];
}
