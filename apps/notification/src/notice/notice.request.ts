/** What the other parts ask of a notice: that it be planned, or that nobody send it any more. */
import type { Cause, Instant } from '@qeyd/core';
import { idFrom, type Request } from '@qeyd/event-store';
import { noticeDecider, type Draft, type NoticeCommand } from './notice';
import { addressIn } from './notice.mail';

/** `from`: the sender of all mails, whose domain is that of the Message-ID. */
export function planNotice({ about, name, plan }: Draft, from: string, cause: Cause): Request {
  const id = idFrom(about, name);
  const messageId = `<${id}@${domainOf(from)}>`;
  const command: NoticeCommand = { type: 'Plan', plan: { ...plan, messageId } };
  return { decider: noticeDecider, id, command, cause, fresh: true };
}

/** What is overtaken will not be planned either: news may come in another order than they happened. */
export function lapseNotice({ about, name }: Pick<Draft, 'about' | 'name'>, at: Instant, cause: Cause): Request {
  const command: NoticeCommand = { type: 'Lapse', at, reason: 'overtaken' };
  return { decider: noticeDecider, id: idFrom(about, name), command, cause };
}

export const domainOf = (from: string): string => addressIn(from).replace(/^.*@/, '');
