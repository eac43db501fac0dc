/** The clocks of one working day, for those who must see to it that none is missed. */
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { EventLog } from '@qeyd/event-store';
import { Choice, Policy, Uuid, WholeNumber } from '@qeyd/platform';
import { clocksIn, clockStates, type ClockRow, type ClockState } from './clock.view';

class ClocksQuery {
  @Choice(clockStates, { optional: true, description: '`at-risk` when left out' })
  readonly state?: ClockState;
  @Uuid({ optional: true, description: 'The last clock of the page before' })
  readonly after?: string;
  @WholeNumber({ min: 1, max: 500, optional: true })
  readonly limit?: number;
}

class ClockDto implements ClockRow {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ format: 'uuid' })
  readonly application: string;
  @ApiProperty({ enum: clockStates })
  readonly state: ClockState;
  @ApiProperty({ type: 'string', format: 'date-time', description: 'The receipt of the application' })
  readonly startedAt: Date;
  @ApiProperty({ type: 'string', format: 'date-time', description: 'The end of the first working day after that day' })
  readonly dueAt: Date;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  readonly metAt: Date | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: "The applicant's notice, when one is planned" })
  readonly notice: string | null;
}

class ClocksDto {
  @ApiProperty({ type: [ClockDto] })
  readonly clocks: readonly ClockDto[];
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Give it as `after` to read on; null at the end' })
  readonly next: string | null;
}

@ApiTags('clocks')
@Policy('officer', 'supervisor', 'agent')
@Controller('v1/clocks')
export class ClockHttp {
  constructor(private readonly log: EventLog) {}

  @Get()
  @ApiOperation({ summary: 'Clocks in one state, the earliest due first' })
  @ApiOkResponse({ type: ClocksDto })
  async list(@Query() { state = 'at-risk', after, limit = 50 }: ClocksQuery): Promise<ClocksDto> {
    const clocks = await clocksIn(this.log, state, after ?? null, limit);
    return { clocks, next: clocks.length < limit ? null : (clocks.at(-1)?.id ?? null) };
  }
}
