/** The registrations of an office, page by page, without anything personal. */
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { EventLog } from '@qeyd/event-store';
import { Actor, Choice, Policy, problem, Text, Uuid, WholeNumber, type Caller } from '@qeyd/platform';
import { registrationsOf, type RegistrationRow } from './registration.view';

const statuses = ['active', 'ended'] as const;

class RegistrationsQuery {
  @Text({ max: 40, optional: true, description: 'An officer sees his own; left out, a supervisor sees all' })
  readonly office?: string;
  @Choice(statuses, { optional: true })
  readonly status?: (typeof statuses)[number];
  @Uuid({ optional: true, description: '`next` of the page before' })
  readonly after?: string;
  @WholeNumber({ min: 1, max: 500, optional: true })
  readonly limit?: number;
}

class RegistrationRowDto implements RegistrationRow {
  @ApiProperty({ format: 'uuid' })
  readonly registration: string;
  @ApiProperty({ format: 'uuid' })
  readonly person: string;
  @ApiProperty()
  readonly reference: string;
  @ApiProperty({ type: String, nullable: true })
  readonly office: string | null;
  @ApiProperty({ example: 'UTO' })
  readonly citizenship: string;
  @ApiProperty({ enum: ['visa', 'visa-free', 'other'] })
  readonly basis: RegistrationRow['basis'];
  @ApiProperty({ format: 'date' })
  readonly enteredOn: string;
  @ApiProperty({ format: 'date' })
  readonly movedInOn: string;
  @ApiProperty({ format: 'date', description: 'The stay ends at 00:00 in Baku of this day' })
  readonly toExclusive: string;
  @ApiProperty({ type: 'integer' })
  readonly daysLate: number;
  @ApiProperty({ format: 'date-time' })
  readonly registeredAt: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'By a departure notice that stands' })
  readonly leavesOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The first day without registration' })
  readonly endedOn: string | null;
  @ApiProperty({ type: String, enum: ['Departed', 'Expired', 'ChangedPlace', 'NewEntry', 'Annulled'], nullable: true })
  readonly endReason: RegistrationRow['endReason'];
}

class RegistrationsDto {
  @ApiProperty({ type: [RegistrationRowDto] })
  readonly items: readonly RegistrationRow[];
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Where the next page starts; `null` on the last one',
  })
  readonly next: string | null;
}

@ApiTags('registrations')
@Controller('v1/registrations')
export class RegistrationHttp {
  constructor(private readonly log: EventLog) {}

  @Get()
  @Policy('officer', 'supervisor', 'analyst')
  @ApiOperation({ summary: 'Registrations, the newest first' })
  @ApiOkResponse({ type: RegistrationsDto })
  async list(@Query() query: RegistrationsQuery, @Actor() caller: Caller): Promise<RegistrationsDto> {
    const { office = caller.office, status = null, after = null, limit = 50 } = query;
    if (caller.role === 'officer' && (office === null || office !== caller.office)) problem(403, 'other-office');
    const items = await registrationsOf(this.log, { office, status, after, limit });
    return { items, next: items.length < limit ? null : (items.at(-1)?.registration ?? null) };
  }
}
