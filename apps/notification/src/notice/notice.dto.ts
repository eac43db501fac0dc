/** The bodies of the officers' work-list. */
import { ApiProperty } from '@nestjs/swagger';
import { Choice, Uuid, WholeNumber } from '@qeyd/platform';
import type { Way } from './notice';
import { noticeStates, type NoticeRow, type NoticeState } from './notice.view';

const ways = ['printed', 'phone'] as const satisfies readonly Way[];

export class NoticesQuery {
  @Choice(noticeStates, { optional: true, description: '`with-officer` when left out' })
  readonly state?: NoticeState;
  @Uuid({ optional: true, description: 'The last notice of the page before' })
  readonly after?: string;
  @WholeNumber({ min: 1, max: 500, optional: true })
  readonly limit?: number;
}

export class HandOverDto {
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
  @ApiProperty({ enum: ['applicant', 'guest'] })
  readonly recipient: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it is with an officer' })
  readonly reason: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  readonly application: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  readonly registration: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' })
  readonly plannedAt: Date;
  @ApiProperty({ type: 'string', format: 'date-time' })
  readonly dueAt: Date;
  @ApiProperty({ type: 'integer' })
  readonly attempts: number;
}

export class NoticesDto {
  @ApiProperty({ type: [NoticeRowDto] })
  readonly notices: readonly NoticeRowDto[];
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Give it as `after` to read on; null at the end' })
  readonly next: string | null;
}

export class NoticeDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ enum: noticeStates })
  readonly state: NoticeState;
  @ApiProperty({ enum: ['applicant', 'guest'] })
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
