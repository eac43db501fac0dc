/** How the impact of a change is shown and confirmed. */
import { ApiProperty } from '@nestjs/swagger';
import { booking } from '@qeyd/contracts';
import { Text } from '@qeyd/platform';
import { NextPlaceDto } from '../place/place.dto';
import type { OfficeOffer } from '../place/place.finder';
import type { AffectedService, SeenImpact } from './impact.finder';

/** Confirms what was seen. */
export class SeenQuery {
  @Text({ max: 64, optional: true, description: 'The name of the impact that was looked at; needed when bookings are affected' })
  readonly impact?: string;
}

class AffectedDto {
  @ApiProperty({ type: 'integer' })
  readonly bookings: number;
  @ApiProperty({ type: 'integer', description: 'Whoever comes for several services counts for each' })
  readonly people: number;
}

class AffectedDayDto extends AffectedDto {
  @ApiProperty({ format: 'date' })
  readonly on: string;
}

class NearbyDto {
  @ApiProperty()
  readonly office: string;
  @ApiProperty({ enum: ['queue', 'walk-in'] })
  readonly receives: 'queue' | 'walk-in';
  @ApiProperty({ enum: booking.bookingChannels, isArray: true, description: 'Through which a place is given' })
  readonly channels: OfficeOffer['channels'];
  @ApiProperty({ type: Number, nullable: true })
  readonly distanceKm: number | null;
  @ApiProperty({ type: NextPlaceDto, nullable: true })
  readonly place: NextPlaceDto | null;
}

class AffectedServiceDto extends AffectedDto implements AffectedService {
  @ApiProperty()
  readonly service: string;
  @ApiProperty({ type: NextPlaceDto, nullable: true, description: 'The next free place of the office as it would be' })
  readonly next: NextPlaceDto | null;
  @ApiProperty({ type: [NearbyDto], description: 'The nearest other offices' })
  readonly offices: readonly NearbyDto[];
}

export class ImpactDto extends AffectedDto implements SeenImpact {
  @ApiProperty({ description: 'Names the change and every booking that it affects' })
  readonly impact: string;
  @ApiProperty({ type: [AffectedDayDto] })
  readonly days: readonly AffectedDayDto[];
  @ApiProperty({ type: [AffectedServiceDto] })
  readonly services: readonly AffectedServiceDto[];
}
