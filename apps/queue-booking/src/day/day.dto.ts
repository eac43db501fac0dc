/** What is done at the counters, and what is shown. */
import { ApiProperty } from '@nestjs/swagger';
import { Flag, Nested, Text, Uuid, WholeNumber } from '@qeyd/platform';
import { DocumentDto } from '../booking/party.dto';
import type { Sign } from './day.desk';
import type { Ticket } from './ticket';
import { CODE } from '../office/office.dto';

export class CheckInDto implements Sign {
  @Text({ max: 40, optional: true, description: 'The reference, as it is in the QR code', example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference?: string;
  @Nested(() => DocumentDto, { optional: true })
  readonly document?: DocumentDto;
  @Text({ max: 100, optional: true, description: 'Where only one of today has it' })
  readonly surname?: string;
  @Flag({ optional: true, description: 'Called before others' })
  readonly priority?: boolean;
}

export class WalkInDto {
  @Text({ max: 40, pattern: CODE })
  readonly service: string;
  @WholeNumber({ min: 1, max: 20, optional: true })
  readonly people?: number;
  @Flag({ optional: true })
  readonly priority?: boolean;
}

export class CounterParams {
  @Text({ max: 40, pattern: CODE })
  readonly office: string;
  @Text({ max: 20 })
  readonly counter: string;
}

export class ToCounterDto {
  @Text({ max: 20 })
  readonly counter: string;
}

export class ToServiceDto {
  @Text({ max: 40, pattern: CODE })
  readonly service: string;
}

export class AttachDto {
  @Uuid({ description: 'One of those that the day lists as `unattached`' })
  readonly application: string;
  @Text({ max: 10, upper: true, description: 'Of the ticket that it belongs to, on the day of the application', example: 'B014' })
  readonly number: string;
}

export class TicketDto {
  @ApiProperty({ format: 'uuid' })
  readonly ticket: string;
  @ApiProperty({ example: 'B014' })
  readonly number: string;
  @ApiProperty()
  readonly service: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '`null`: came without a place' })
  readonly booking: string | null;
  @ApiProperty({ type: 'integer' })
  readonly people: number;
  @ApiProperty()
  readonly priority: boolean;
  @ApiProperty({ format: 'date-time' })
  readonly dueAt: string;
  @ApiProperty({ format: 'date-time' })
  readonly issuedAt: string;
  @ApiProperty({ enum: ['waiting', 'called', 'parked', 'served', 'missed'] })
  readonly status: Ticket['status'];
  @ApiProperty({ type: String, nullable: true, description: 'Where to go' })
  readonly counter: string | null;
  @ApiProperty({ type: [String], description: 'The references of what was filed at the counter' })
  readonly applications: readonly string[];
}

export const ticketDto = (ticket: Ticket): TicketDto => {
  const { ticket: id, number, service, booking, people, priority, dueAt, issuedAt, status, applications } = ticket;
  const counter = ticket.status === 'called' ? ticket.counter : null;
  return { ticket: id, number, service, booking, people, priority, dueAt, issuedAt, status, counter, applications };
};

class CounterShownDto {
  @ApiProperty()
  readonly counter: string;
  @ApiProperty({ type: [String] })
  readonly services: readonly string[];
}

class UnattachedDto {
  @ApiProperty({ format: 'uuid' })
  readonly application: string;
  @ApiProperty({ example: 'QYD-7K2M-9QXA-4ZT1' })
  readonly reference: string;
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ example: 'B041', description: 'What the officer named; nobody had it on that day, or another visitor' })
  readonly number: string;
  @ApiProperty({ type: String, nullable: true, example: 'B014', description: 'What the person of the application had, if any' })
  readonly own: string | null;
}

export class DayDto {
  @ApiProperty({ format: 'date' })
  readonly on: string;
  @ApiProperty({ type: [String], description: 'What is received today' })
  readonly services: readonly string[];
  @ApiProperty({ type: [CounterShownDto] })
  readonly counters: readonly CounterShownDto[];
  @ApiProperty({ type: [TicketDto], description: 'In the order in which they were issued' })
  readonly tickets: readonly TicketDto[];
  @ApiProperty({
    type: [UnattachedDto],
    description: 'What was taken in, today or before, with the number of no ticket or of another visitor',
  })
  readonly unattached: readonly UnattachedDto[];
}

/** For whoever holds the ticket. */
export class TrackedDto {
  @ApiProperty({ example: 'B014' })
  readonly number: string;
  @ApiProperty()
  readonly office: string;
  @ApiProperty()
  readonly service: string;
  @ApiProperty({ enum: ['waiting', 'called', 'parked', 'served', 'missed'] })
  readonly status: Ticket['status'];
  @ApiProperty({ type: String, nullable: true })
  readonly counter: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'How many will be called before; `null` when it does not wait' })
  readonly ahead: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The estimated wait in minutes' })
  readonly minutes: number | null;
}
