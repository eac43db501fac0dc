/** How people join a waiting list, and what they see of it. */
import { ApiProperty } from '@nestjs/swagger';
import { CivilDateField, Text } from '@qeyd/platform';
import { GuestsDto, guestsOf } from '../booking/party.dto';
import type { Waiting } from './wait';
import type { WaitForm } from './wait.desk';
import { CODE } from '../office/office.dto';

export class JoinDto extends GuestsDto {
  @Text({ max: 40, pattern: CODE, description: 'Code-book `offices`', example: 'asan-baku-1' })
  readonly office: string;
  @Text({ max: 40, pattern: CODE, description: 'Code-book `services`', example: 'temporary-residence' })
  readonly service: string;
  @CivilDateField({ description: 'The first day that suits', example: '2026-12-01' })
  readonly from: string;
  @CivilDateField({ description: 'The last one', example: '2026-12-05' })
  readonly until: string;
}

export const waitFormOf = ({ office, service, from, until, ...guests }: JoinDto): WaitForm => ({
  ...{ office, service, from, until, ...guestsOf(guests) },
});

class OfferedPlaceDto {
  @ApiProperty({ format: 'uuid', description: 'The hold: to be confirmed as any other' })
  readonly booking: string;
  @ApiProperty({ example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
  @ApiProperty({ description: 'Opens the booking' })
  readonly secret: string;
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ format: 'date-time' })
  readonly startsAt: string;
  @ApiProperty({ format: 'date-time' })
  readonly endsAt: string;
  @ApiProperty({ format: 'date-time', description: 'Confirm before' })
  readonly heldUntil: string;
}

export class WaitDto {
  @ApiProperty({ format: 'uuid' })
  readonly wait: string;
  @ApiProperty({ example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
  @ApiProperty({ description: 'Opens the wait' })
  readonly secret: string;
  @ApiProperty()
  readonly office: string;
  @ApiProperty()
  readonly service: string;
  @ApiProperty({ format: 'date' })
  readonly from: string;
  @ApiProperty({ format: 'date' })
  readonly until: string;
  @ApiProperty({ type: 'integer' })
  readonly people: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Whose turn it is has 1; `null` for whoever is off the list' })
  readonly position: number | null;
  @ApiProperty({ enum: ['booked', 'left', 'over'], nullable: true, description: 'Why the wait has ended' })
  readonly ended: Waiting['ended'];
  @ApiProperty({ type: OfferedPlaceDto, nullable: true, description: 'What is held for them now' })
  readonly offer: OfferedPlaceDto | null;
}
