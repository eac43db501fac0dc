/** Why an HTTP request does something: a key of its client's choice, so that repeating it changes nothing. */
import type { Cause } from '@qeyd/core';
import { newId } from '@qeyd/event-store';
import { actorText, correlation, type Caller } from '@qeyd/platform';
import type { Slot } from './reservation.store';

/** Callers without an account share one client: their keys are long and random, or their own loss. */
export const slotOf = (caller: Caller, key: string | null): Slot | null =>
  key === null ? null : { client: actorText(caller), key };

export const causeOfRequest = (caller: Caller, key: string | null): Cause => ({
  id: `http:${actorText(caller)}:${key ?? newId()}`,
  correlation: correlation(),
  actor: actorText(caller),
});
