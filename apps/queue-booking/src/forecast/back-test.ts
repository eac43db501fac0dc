/** What a day would have been with another policy: its slots replayed, with the people who would have had a place besides. */
import type { Attendance } from './attendance';

/** A slot of a day that is over: the seats of its plan, who had one and who came. */
export interface PastSlot extends Attendance {
  readonly seats: number;
  /** How long a place is, in minutes. */
  readonly minutes: number;
  /** Seats given out besides, had the policy been in force. */
  readonly more: number;
}

/** Expected numbers of a day: places on which nobody sat, and people who waited longer than the limit for theirs. */
export interface Outcome {
  readonly idle: number;
  readonly waited: number;
}

/**
 * Replays the slots in order; who finds no free seat is the first in the next slot. A seat more is only taken where all others were: whether its
 * guest would have come is not known, so that each counts with the share of those who came to that slot. Exact for these assumptions: the
 * distribution of the queue's length is carried from slot to slot. `limit` is in minutes.
 */
export function replay(slots: readonly PastSlot[], limit: number): Outcome {
  let queue = [1]; // the probability of each length
  let [idle, waited] = [0, 0];
  for (const { seats, minutes, booked, came, more } of slots) {
    const guests = booked >= seats && booked > 0 ? binomial(more, came / booked) : [1];
    const after: number[] = [];
    for (const [length, before] of queue.entries())
      for (const [besides, share] of guests.entries()) {
        const probability = before * share;
        const arrivals = came + besides;
        const here = length + arrivals;
        idle += probability * Math.max(0, seats - here);
        for (let place = length; place < here; place++)
          if (Math.floor(place / Math.max(1, seats)) * minutes > limit) waited += probability;
        const left = Math.max(0, here - seats);
        after[left] = (after[left] ?? 0) + probability;
      }
    queue = Array.from({ length: after.length }, (_, length) => after[length] ?? 0);
  }
  return { idle, waited };
}

/** The probabilities of 0 … `n` successes. */
function binomial(n: number, share: number): number[] {
  let row = [1];
  for (let i = 0; i < n; i++)
    row = Array.from({ length: row.length + 1 }, (_, k) => (row[k] ?? 0) * (1 - share) + (row[k - 1] ?? 0) * share);
  return row;
}
