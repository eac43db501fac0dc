/** The tickets of a day as somebody at a counter looks at them. */

interface Ticket {
  readonly status: 'waiting' | 'called' | 'parked' | 'served' | 'missed';
  readonly counter: string | null;
}

export interface Lanes<T extends Ticket> {
  /** Who stands at this counter. */
  readonly here: T | null;
  readonly waiting: readonly T[];
  readonly parked: readonly T[];
  /** Who stands at the others. */
  readonly elsewhere: readonly T[];
  readonly done: readonly T[];
}

export function lanesOf<T extends Ticket>(tickets: readonly T[], counter: string): Lanes<T> {
  const called = tickets.filter(({ status }) => status === 'called');
  return {
    here: called.find((ticket) => ticket.counter === counter) ?? null,
    waiting: tickets.filter(({ status }) => status === 'waiting'),
    parked: tickets.filter(({ status }) => status === 'parked'),
    elsewhere: called.filter((ticket) => ticket.counter !== counter),
    done: tickets.filter(({ status }) => status === 'served' || status === 'missed'),
  };
}
