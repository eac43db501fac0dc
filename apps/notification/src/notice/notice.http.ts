/** The officers' work-list of notices: ids and terms in the list, the contact only when one is opened. */
import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventLog, newId, type Outcome } from '@qeyd/event-store';
import {
  Actor,
  actorText,
  Clock,
  correlation,
  IdempotencyKey,
  Policy,
  problem,
  respond,
  SETTINGS,
  UuidParam,
  type Caller,
} from '@qeyd/platform';
import { meetClock } from '../clock/clock.request';
import type { NotificationSettings } from '../settings';
import { confirmedBy, noticeDecider, type Notice, type NoticeEvent, type NoticeRefusal } from './notice';
import { HandOverDto, NoticeDto, NoticesDto, NoticesQuery } from './notice.dto';
import { mailOf, verifyAt } from './notice.mail';
import { noticesIn } from './notice.view';

const statuses: Record<NoticeRefusal, number> = { 'notice-unknown': 404, 'notice-already-accepted': 409 };

@ApiTags('notices')
@Policy('officer', 'supervisor', 'agent')
@Controller('v1/notices')
export class NoticeHttp {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Notices in one state, the most urgent first' })
  @ApiOkResponse({ type: NoticesDto })
  async list(@Query() { state = 'with-officer', after, limit = 50 }: NoticesQuery): Promise<NoticesDto> {
    const notices = await noticesIn(this.log, state, after ?? null, limit);
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

  private shown(id: string, notice: Notice): NoticeDto {
    if (notice.status === 'unplanned') return problem(404, 'notice-unknown');
    const { status: state, plan, to: email, attempts } = notice;
    const { recipient, dueAt, phone, language } = plan;
    const { text } = mailOf(plan, verifyAt(this.settings.PUBLIC_URL));
    return { id, state, recipient, dueAt, attempts, email, phone, language, text };
  }
}
