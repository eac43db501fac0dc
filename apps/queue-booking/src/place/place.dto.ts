/** How places are asked for, and how they are shown. */
import { ApiProperty } from '@nestjs/swagger';
import { booking } from '@qeyd/contracts';
import { CivilDateField, Satisfies, Text, WholeNumber } from '@qeyd/platform';
import { CODE, OpeningDto } from '../office/office.dto';
import type { OfficeOffer } from './place.finder';
import type { DayOffer, NextPlace, VisitStep } from './search';

const nullable = (schema: object) => ({ oneOf: [schema, { type: 'null' }] });

class ServiceQuery {
  @Text({ max: 40, pattern: CODE, description: 'Code-book `services`', example: 'temporary-residence' })
  readonly service: string;
  @WholeNumber({ min: 1, max: 20, optional: true, description: 'How many come together; 1 when left out' })
  readonly people?: number;
}

export class OverviewQuery extends ServiceQuery {
  @CivilDateField({ optional: true, description: 'Today in Baku when left out' })
  readonly from?: string;
  @WholeNumber({ min: 1, max: 42, optional: true, description: 'A week when left out' })
  readonly days?: number;
}

const POINT = /^-?\d{1,2}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?$/;

export class OffersQuery extends ServiceQuery {
  @Text({
    max: 30,
    optional: true,
    pattern: POINT,
    description: 'Latitude and longitude in degrees: the nearest offices first',
    example: '40.41,49.87',
  })
  readonly near?: string;
}

export class VisitQuery {
  @Text({
    max: 200,
    description: 'Codes of services in the order of the visit, separated by commas',
    example: 'stay-registration,work-permit',
  })
  @Satisfies('services', (value) => typeof value === 'string' && isListOfServices(value.split(',')))
  readonly services: string;
  @CivilDateField()
  readonly on: string;
  @WholeNumber({ min: 1, max: 20, optional: true })
  readonly people?: number;
}

const isListOfServices = (codes: readonly string[]): boolean =>
  codes.length <= 5 && new Set(codes).size === codes.length && codes.every((code) => CODE.test(code));

class FreePlaceDto {
  @ApiProperty({ format: 'date-time' })
  readonly startsAt: string;
  @ApiProperty({ format: 'date-time', description: 'When the last of them is done' })
  readonly endsAt: string;
  @ApiProperty({ type: 'integer', description: 'Free seats at the beginning' })
  readonly free: number;
}

export class DayOfferDto implements DayOffer {
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ ...nullable({ $ref: '#/components/schemas/OpeningDto' }), description: '`null`: closed' })
  readonly hours: OpeningDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of an exceptional day' })
  readonly reason: string | null;
  @ApiProperty({ description: 'The places of this day are given out already' })
  readonly released: boolean;
  @ApiProperty({ type: [FreePlaceDto] })
  readonly places: readonly FreePlaceDto[];
}

export class OverviewDto {
  @ApiProperty()
  readonly office: string;
  @ApiProperty({ type: [DayOfferDto] })
  readonly days: readonly DayOfferDto[];
}

export class NextPlaceDto extends FreePlaceDto implements NextPlace {
  @ApiProperty({ format: 'date' })
  readonly on: string;
}

class OfficeNamesDto {
  @ApiProperty()
  readonly az: string;
  @ApiProperty()
  readonly en: string;
  @ApiProperty()
  readonly ru: string;
}

export class OfficeOfferDto implements OfficeOffer {
  @ApiProperty()
  readonly office: string;
  @ApiProperty({ type: OfficeNamesDto })
  readonly names: OfficeNamesDto;
  @ApiProperty({ enum: ['queue', 'walk-in'] })
  readonly receives: OfficeOffer['receives'];
  @ApiProperty({ enum: booking.bookingChannels, isArray: true, description: 'Through which a place is given' })
  readonly channels: OfficeOffer['channels'];
  @ApiProperty({ type: Number, nullable: true, description: 'As the crow flies, in kilometres' })
  readonly distanceKm: number | null;
  @ApiProperty({
    ...nullable({ $ref: '#/components/schemas/NextPlaceDto' }),
    description: 'The next one; `null` when none is free',
  })
  readonly place: NextPlaceDto | null;
}

export class OffersDto {
  @ApiProperty({ type: [OfficeOfferDto], description: 'Those with the earliest place first, or the nearest' })
  readonly items: readonly OfficeOfferDto[];
}

class VisitStepDto extends FreePlaceDto implements VisitStep {
  @ApiProperty()
  readonly service: string;
}

export class VisitDto {
  @ApiProperty({ type: [VisitStepDto], description: 'Empty when the day has no such visit' })
  readonly steps: readonly VisitStepDto[];
}
