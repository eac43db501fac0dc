/** Sends notices: claim and commit, then the mail server outside any transaction, then the outcome. */
import { Injectable, Logger } from '@nestjs/common';
import { later } from '@qeyd/calendar';
import type { Cause, Instant, Recorded } from '@qeyd/core';
import { EventLog, type Request } from '@qeyd/event-store';
import { Jobs, type Handlers } from '@qeyd/jobs';
import { Clock, withCorrelation } from '@qeyd/platform';
import type { JobEdge, Preparation } from '@qeyd/service';
import { meetClock } from '../clock/clock.request';
import { confirmedBy, isKnown, isOver, noticeDecider, type Notice, type NoticeCommand, type NoticeEvent } from './notice';
import { Claims, LEASE } from './notice.claim';
import { Letters } from './notice.letter';
import { Mailer } from './notice.mail';
import { forgottenNotices, type Forgotten } from './notice.view';

/** What an attempt may lead to. */
type Outcome = Exclude<NoticeCommand, { type: 'Plan' | 'HandOver' }>;

@Injectable()
export class NoticeSender implements JobEdge {
  readonly handlers: Handlers = { send: ({ ids }) => this.send(String(ids['id'])) };

  private readonly claims: Claims;

  constructor(
    private readonly log: EventLog,
    private readonly letters: Letters,
    private readonly mailer: Mailer,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {
    this.claims = new Claims(log, clock);
  }

  /** Sends the notice if it is due and nobody else does; says nothing of what became of it but by events. */
  async send(id: string): Promise<void> {
    const claimed = await this.claims.take(id);
    if (!claimed) return this.lookAgain(id);
    const { state, events, holder } = claimed;
    const correlation = events[0]?.cause.correlation ?? holder;
    const cause: Cause = { id: `send:${holder}`, correlation, actor: 'service:notification' };
    const outcomes = await withCorrelation(correlation, () => this.attempt(state, correlation));
    const requests = outcomes.flatMap((outcome) => this.recording(id, state, outcome, cause));
    await this.log.executeMany(requests, [Claims.released(claimed)]);
  }

  /** Whoever has it may have died. */
  private lookAgain(id: string): Promise<void> {
    return this.jobs.add('notification', 'send', { id }, { id: `${id}.held`, delay: LEASE });
  }

  /** What follows from trying now; nothing for a notice that has ended or whose time has not come. */
  private async attempt(notice: Notice, correlation: string): Promise<Outcome[]> {
    const at = this.clock.now();
    const isDue = notice.status === 'planned' || (notice.status === 'deferred' && notice.retryAt <= at);
    if (!isDue) return [];
    const { plan, to } = notice;
    if (isOver(plan, at)) return [{ type: 'Lapse', at, reason: 'over' }];
    if (!isKnown(to)) return [{ type: 'GiveUp', at, reason: 'erased' }];
    const letter = await this.letters.of(plan, at);
    const outcome = await this.mailer.send({ plan, letter, to, correlation, date: new Date(at) });
    return [{ ...outcome, at: this.clock.now() }];
  }

  /** Acceptance and the clock that it stops are one unit. */
  private recording(id: string, notice: Notice, command: Outcome, cause: Cause): Request[] {
    const recorded = { decider: noticeDecider, id, command, cause };
    const application = command.type === 'RecordAccepted' && notice.status !== 'unplanned' ? confirmedBy(notice.plan) : null;
    return application === null ? [recorded] : [recorded, meetClock(application, command.at, id, cause)];
  }
}

/** An attempt to ask for: the same one twice is one job. */
interface Wake {
  readonly id: string;
  readonly attempts: number;
  readonly at: Instant;
}

/** Wakes the senders: right after the commit that planned or deferred a notice, and again when that was lost. */
@Injectable()
export class NoticeWaker implements JobEdge, Preparation {
  readonly handlers: Handlers = { reconcile: () => this.reconcile() };
  private readonly logger = new Logger(NoticeWaker.name);
  private away = false;
  private retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly log: EventLog,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** From now on every commit of this process wakes the senders. */
  prepare(): Promise<void> {
    this.log.onAppended((events) => {
      for (const wake of events.flatMap(wakesOf)) this.wake(wake).then(this.found, this.lost);
    });
    return Promise.resolve();
  }

  /** Asks again for every notice that is overdue and in nobody's hands. Doing it twice changes nothing. */
  async reconcile(grace = GRACE): Promise<void> {
    const before = later(this.clock.now(), -grace);
    for (let last: Forgotten | undefined; ;) {
      const found = await forgottenNotices(this.log, before, last, CHUNK);
      await Promise.all(found.map(({ id, attempts }) => this.wake({ id, attempts, at: before })));
      last = found.at(-1);
      if (found.length < CHUNK) return;
    }
  }

  private readonly found = (): void => {
    this.away = false;
  };

  /** One line for an outage, not one for each notice; once the queue is back, what it did not take is asked for again. */
  private readonly lost = (error: unknown): void => {
    if (!this.away) this.logger.warn('the queue is away', error);
    this.away = true;
    this.retry ??= setTimeout(() => {
      this.retry = null;
      this.reconcile(0).then(this.found, this.lost);
    }, RETRY).unref();
  };

  private wake({ id, attempts, at }: Wake): Promise<void> {
    const delay = Math.max(0, Date.parse(at) - Date.parse(this.clock.now()));
    return this.jobs.add('notification', 'send', { id }, { id: `${id}.${String(attempts)}`, delay });
  }
}

/** What is this young is surely under way. */
const GRACE = 10_000;
const CHUNK = 1000;
/** Between two looks whether a queue that was away is back. */
const RETRY = 2_000;

function wakesOf({ stream, type, data }: Recorded): Wake[] {
  if (!stream.startsWith('notice-')) return [];
  const id = stream.slice('notice-'.length);
  const event = { type, data } as NoticeEvent;
  switch (event.type) {
    case 'NoticePlanned':
      return event.data.email === null ? [] : [{ id, attempts: 0, at: event.data.plannedAt }];
    case 'NoticeDeferred':
      return [{ id, attempts: event.data.attempts, at: event.data.retryAt }];
    case 'NoticeRejected':
      return event.data.nextContact ? [{ id, attempts: event.data.attempts, at: event.data.rejectedAt }] : [];
    case 'NoticeAccepted':
    case 'NoticeHandedOver':
    case 'NoticeFailed':
    case 'NoticeLapsed':
      return [];
  }
}
