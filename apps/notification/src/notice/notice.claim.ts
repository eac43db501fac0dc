/** Claims notices, so that one sender at a time has each; callers that come while a claim is under way share the next one. */
import { later } from '@qeyd/calendar';
import type { Instant } from '@qeyd/core';
import { newId, type EventLog, type LoadedStream, type Statement } from '@qeyd/event-store';
import type { Clock } from '@qeyd/platform';
import { noticeDecider, type Notice, type NoticeEvent } from './notice';
import { PATIENCE } from './notice.mail';

/** A notice in the hands of one sender, as it stands since then. */
export interface Claimed extends LoadedStream<Notice, NoticeEvent> {
  readonly id: string;
  readonly holder: string;
}

interface Caller {
  readonly id: string;
  readonly settle: (claimed: Claimed | null) => void;
  readonly fail: (fault: unknown) => void;
}

/** Milliseconds for which nobody else may send: longer than an attempt and its record can take. */
export const LEASE = 2 * PATIENCE;

const CLAIM = `
  INSERT INTO notice_claim (notice, holder, expires_at) SELECT n, $2, $3 FROM unnest($1::uuid[]) AS n ORDER BY n
  ON CONFLICT (notice) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
  WHERE notice_claim.expires_at <= $4
  RETURNING notice`;

export class Claims {
  private callers: Caller[] = [];
  private busy = false;

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  /** The notice, read after the claim was committed; `null` while somebody else has it. */
  take(id: string): Promise<Claimed | null> {
    return new Promise((settle, fail) => {
      this.callers.push({ id, settle, fail });
      if (!this.busy) void this.run();
    });
  }

  /** Gives the notice back, in the commit that records what became of it. */
  static released({ id, holder }: Claimed): Statement {
    return { text: 'DELETE FROM notice_claim WHERE notice = $1 AND holder = $2', values: [id, holder] };
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.callers.length > 0) {
      const round = this.callers;
      this.callers = [];
      await this.claim(round).catch((fault: unknown) => round.forEach(({ fail }) => fail(fault)));
    }
    this.busy = false;
  }

  private async claim(round: readonly Caller[]): Promise<void> {
    const holder = newId();
    const now: Instant = this.clock.now();
    const until = later(now, LEASE);
    const wanted = [...new Set(round.map(({ id }) => id))];
    const taken = (await this.log.query<{ notice: string }>(CLAIM, [wanted, holder, until, now])).map(({ notice }) => notice);
    const streams = await this.log.loadMany(noticeDecider, taken);
    const claimed = new Map(streams.map((stream, i) => [taken[i], { ...stream, id: taken[i] ?? '', holder }]));
    for (const { id, settle } of round) {
      settle(claimed.get(id) ?? null);
      claimed.delete(id); // a second caller of this round is somebody else
    }
  }
}
