/** A ticket of the day: who waits for what, and who is called before whom. */
import type { Instant } from '@qeyd/core';

export interface Issued {
  readonly ticket: string;
  /** What the display shows, `B014`. */
  readonly number: string;
  readonly service: string;
  /** `null`: came without a place. */
  readonly booking: string | null;
  readonly people: number;
  /** Called before others of the same kind: infants, disability. */
  readonly priority: boolean;
  /** When the booked place begins; for the others, when they came. */
  readonly dueAt: Instant;
  readonly issuedAt: Instant;
  /** The references of what was filed at the counter. */
  readonly applications: readonly string[];
}

export type Ticket = Issued &
  (
    | { readonly status: 'waiting' | 'parked' }
    | { readonly status: 'called'; readonly counter: string; readonly calls: number; readonly calledAt: Instant }
    | { readonly status: 'served' | 'missed' }
  );

/** The tickets of one office on one day by their ids, in the order in which they were issued. */
export type Day = ReadonlyMap<string, Ticket>;

/** Who has priority; then whose booked time has come; then who came without a place; then who is early. */
const rank = ({ priority, booking, dueAt }: Ticket, at: Instant): string => {
  const kind = booking !== null && dueAt <= at ? 0 : booking === null ? 1 : 2;
  return `${priority ? 0 : 1}${kind}${dueAt}`;
};

/** Those who wait for one of these services, in the order in which they will be called. */
export const waitingFor = (day: Day, services: readonly string[], at: Instant): Ticket[] =>
  [...day.values()]
    .filter(({ status, service }) => status === 'waiting' && services.includes(service))
    .toSorted((a, b) => (rank(a, at) < rank(b, at) ? -1 : 1));

export const atCounter = (day: Day, counter: string): Ticket | undefined =>
  [...day.values()].find((ticket) => ticket.status === 'called' && ticket.counter === counter);

/** How many will be called before the ticket, and in how many minutes it may be its turn; `null` when it does not wait. */
export function waitOf(
  day: Day,
  id: string,
  at: Instant,
  { minutes, counters }: { readonly minutes: number; readonly counters: number },
): { readonly ahead: number; readonly minutes: number } | null {
  const ticket = day.get(id);
  if (ticket?.status !== 'waiting') return null;
  const ahead = waitingFor(day, [ticket.service], at).findIndex((one) => one.ticket === id);
  const untilDue = ticket.booking === null ? 0 : Math.max(0, Math.ceil((Date.parse(ticket.dueAt) - Date.parse(at)) / 60_000));
  return { ahead, minutes: Math.max(untilDue, Math.ceil((ahead * minutes) / Math.max(1, counters))) };
}
