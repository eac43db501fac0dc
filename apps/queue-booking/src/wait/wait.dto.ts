/** How people join a waiting list, and what they see of it. */
import { ApiProperty } from '@nestjs/swagger';
import { Choice, CivilDateField, Email, Nested, Satisfies, Text } from '@qeyd/platform';
import type { Party } from '../agenda/events';
import { VisitorDto } from '../booking/booking.dto';
import type { Waiting } from './wait';
import type { WaitForm } from './wait.desk';
import { CODE } from '../office/office.dto';

export class JoinDto {
  @Text({ max: 40, pattern: CODE, description: 'Code-book `offices`', example: 'asan-baku-1' })
  readonly office: string;
  @Text({ max: 40, pattern: CODE, description: 'Code-book `services`', example: 'temporary-residence' })
  readonly service: string;
  @CivilDateField({ description: 'The first day that suits', example: '2026-12-01' })
  readonly from: string;
  @CivilDateField({ description: 'The last one', example: '2026-12-05' })
  readonly until: string;
  @Nested(() => VisitorDto, { many: 20, description: 'Those who come together' })
  @Satisfies('required', (list) => !Array.isArray(list) || list.length > 0)
  readonly people: readonly VisitorDto[];
  @Email({ optional: true })
  readonly email?: string;
  @Text({ max: 30, optional: true, pattern: /^\+?[\d ()-]{5,}$/ })
  readonly phone?: string;
  @Choice(['az', 'en', 'ru'], { optional: true, description: 'Of the notices; Azerbaijani when left out' })
  readonly language?: Party['language'];
}

export const waitFormOf = ({ office, service, from, until, people, email, phone, language = 'az' }: JoinDto): WaitForm => ({
  ...{ office, service, from, until, people, email: email ?? null, phone: phone ?? null, language },
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
