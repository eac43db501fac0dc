/** What a handler gets from Kafka, what it gives back, and what a service subscribes to. */
import type { Cause, Instant } from '@qeyd/core';
import type { Contract, Payload } from '@qeyd/contracts';
import type { EventLog, Request, Statement } from '@qeyd/event-store';
import type { PartnerKeys } from './signature';
import type { UnusableMessage } from './unusable';

/** An event that fits its contract, with its personal part opened (or reading `[erased]`) unless the subscription leaves it sealed. */
export interface Incoming<C extends Contract = Contract> {
  /** The CloudEvents id, unique within `source`. */
  readonly id: string;
  readonly source: string;
  readonly type: C['type'];
  readonly version: number;
  readonly time: Instant;
  /** The stream it was recorded in; a partner's message names its source instead. */
  readonly stream: string;
  /** The number in that stream; 0 for a partner's message. */
  readonly streamVersion: number;
  /** The number in the log that it comes from; `null` for a partner's message. */
  readonly position: number | null;
  readonly correlation: string;
  readonly causation: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly data: Payload<C>;
}

/** What an `@EventPattern` handler returns: it never executes anything itself. */
export type Effect = Request | Statement;

export const isRequest = (effect: Effect): effect is Request => 'decider' in effect;

/** Where effects are executed and positions are kept: the log of the service. */
export type Log = Pick<EventLog, 'executeMany' | 'query'>;

/** A topic that a service hears, and on what terms. */
export interface Subscription {
  readonly topic: string;
  /** Event types of this topic that mean nothing here; every other one needs a handler, or the service does not start. */
  readonly ignores?: readonly string[];
  /** The personal part is not needed here: it stays sealed, and no key is asked for. */
  readonly sealed?: true;
  /** Only messages signed with these keys are taken; one that cannot be used does not hold up those behind it. */
  readonly signed?: PartnerKeys;
  /** How a message that cannot be used is answered to its sender, in the unit of work that sets it aside. */
  readonly refuse?: (bad: UnusableMessage) => readonly Effect[] | Promise<readonly Effect[]>;
}

/** Why the effects of this message are recorded; a stream answers the same message once. */
export const causeOf = (message: Incoming): Cause => ({
  id: `${message.source}:${message.id}`,
  correlation: message.correlation,
  actor: `${message.position === null ? 'partner' : 'service'}:${message.source}`,
});
