/** The officers' work-list of notices: ids and terms in the list, the contact only when one is opened. */
import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { EventLog, newId, type Outcome } from '@qeyd/event-store';
import {
  Actor,
  actorText,
  Choice,
  Clock,
  correlation,
  IdempotencyKey,
  Policy,
  problem,
  respond,
  Uuid,
  UuidParam,
  WholeNumber,
  type Caller,
} from '@qeyd/platform';
import { meetClock } from '../clock/clock.request';
import { confirmedBy, noticeDecider, type Notice, type NoticeEvent, type NoticeRefusal, type Plan, type Way } from './notice';
import { Letters } from './notice.letter';
import { noticesIn, noticeStates, type NoticeRow, type NoticeState } from './notice.view';

const recipients = ['applicant', 'guest', 'visitor'] as const satisfies readonly Plan['recipient'][];
const ways = ['printed', 'phone'] as const satisfies readonly Way[];

class NoticesQuery {
  @Choice(noticeStates, { optional: true, description: '`with-officer` when left out' })
  readonly state?: NoticeState;
  @Uuid({ optional: true, description: 'The last notice of the page before' })
  readonly after?: string;
  @WholeNumber({ min: 1, max: 500, optional: true })
  readonly limit?: number;
}

class HandOverDto {
  @Choice(ways, { description: 'Printed and given, or told by phone' })
  readonly way: Way;
}

class NoticeRowDto implements NoticeRow {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ enum: noticeStates })
  readonly state: NoticeState;
  @ApiProperty({ example: 'registered' })
  readonly kind: string;
  @ApiProperty({ enum: recipients })
  readonly recipient: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it is with an officer' })
  readonly reason: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  readonly application: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  readonly registration: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  readonly booking: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' })
  readonly plannedAt: Date;
  @ApiProperty({ type: 'string', format: 'date-time' })
  readonly dueAt: Date;
  @ApiProperty({ type: 'integer' })
  readonly attempts: number;
}

class NoticesDto {
  @ApiProperty({ type: [NoticeRowDto] })
  readonly notices: readonly NoticeRowDto[];
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Give it as `after` to read on; null at the end' })
  readonly next: string | null;
}

class NoticeDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ enum: noticeStates })
  readonly state: NoticeState;
  @ApiProperty({ enum: recipients })
  readonly recipient: string;
  @ApiProperty({ format: 'date-time' })
  readonly dueAt: string;
  @ApiProperty({ type: 'integer' })
  readonly attempts: number;
  @ApiProperty({ type: 'string', nullable: true })
  readonly email: string | null;
  @ApiProperty({ type: 'string', nullable: true })
  readonly phone: string | null;
  @ApiProperty({ enum: ['az', 'en', 'ru'] })
  readonly language: string;
  @ApiProperty({ description: 'What to print or to read out' })
  readonly text: string;
}

const statuses: Record<NoticeRefusal, number> = { 'notice-unknown': 404, 'notice-already-accepted': 409, 'notice-lapsed': 410 };

@ApiTags('notices')
@Policy('officer', 'supervisor', 'agent')
@Controller('v1/notices')
export class NoticeHttp {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly letters: Letters,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Notices in one state, the most urgent first' })
  @ApiOkResponse({ type: NoticesDto })
  async list(@Query() { state = 'with-officer', after, limit = 50 }: NoticesQuery): Promise<NoticesDto> {
    const notices = await noticesIn(this.log, state, { after: after ?? null, limit, now: this.clock.now() });
    return { notices, next: notices.length < limit ? null : (notices.at(-1)?.id ?? null) };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One notice with its contact' })
  @ApiOkResponse({ type: NoticeDto })
  async open(@UuidParam('id') id: string): Promise<NoticeDto> {
    const { state } = await this.log.load(noticeDecider, id);
    return this.shown(id, state);
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records that the notice was printed and given, or told by phone; this meets the clock' })
  @ApiOkResponse({ type: NoticeDto })
  async handOver(
    @UuidParam('id') id: string,
    @Body() { way }: HandOverDto,
    @Actor() caller: Caller,
    @IdempotencyKey() key: string | null,
  ): Promise<NoticeDto> {
    const actor = actorText(caller);
    const cause = { id: `http:${actor}:${key ?? newId()}`, correlation: correlation(), actor };
    const { state: before } = await this.log.load(noticeDecider, id);
    const application = before.status === 'unplanned' ? null : confirmedBy(before.plan);
    const at = this.clock.now();
    const handOver = { decider: noticeDecider, id, command: { type: 'HandOver', at, way } as const, cause };
    const clock = application === null ? [] : [meetClock(application, at, id, cause)];
    const [outcome] = await this.log.executeMany([handOver, ...clock]);
    return this.shown(id, respond(outcome as Outcome<Notice, NoticeEvent, NoticeRefusal>, statuses).state);
  }

  private async shown(id: string, notice: Notice): Promise<NoticeDto> {
    if (notice.status === 'unplanned') return problem(404, 'notice-unknown');
    const { status: state, plan, to: email, attempts } = notice;
    const { recipient, dueAt, phone, language } = plan;
    const { text } = await this.letters.of(plan, this.clock.now());
    return { id, state, recipient, dueAt, attempts, email, phone, language, text };
  }
}
