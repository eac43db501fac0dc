/** The day at the counters of one office: tickets issued, called, parked, passed on, served or missed, and what was filed meanwhile. */
import { later } from '@qeyd/calendar';
import { refuse, type Decider, type Decision, type Instant } from '@qeyd/core';
import type { Payload, ticket } from '@qeyd/contracts';
import { atCounter, waitingFor, type Day, type Ticket } from './ticket';

export type TicketIssued = { type: 'TicketIssued'; data: Payload<typeof ticket.TicketIssued> };
export type TicketCalled = { type: 'TicketCalled'; data: Payload<typeof ticket.TicketCalled> };
export type TicketParked = { type: 'TicketParked'; data: { readonly ticket: string; readonly at: Instant } };
export type TicketResumed = { type: 'TicketResumed'; data: { readonly ticket: string; readonly at: Instant } };
export type TicketTransferred = {
  type: 'TicketTransferred';
  data: { readonly ticket: string; readonly service: string; readonly at: Instant };
};
export type TicketServed = { type: 'TicketServed'; data: Payload<typeof ticket.TicketServed> };
export type TicketMissed = { type: 'TicketMissed'; data: Payload<typeof ticket.TicketMissed> };
export type ApplicationAttached = { type: 'ApplicationAttached'; data: Payload<typeof ticket.ApplicationAttached> };
/** An officer took it in with the number of nobody's ticket, or of another visitor's: `own` is the number that its person had, if any. */
export type ApplicationUnattached = {
  type: 'ApplicationUnattached';
  data: Pick<TicketIssued['data'], 'office' | 'on'> & TakenIn & { readonly own: string | null };
};
type TakenIn = Pick<ApplicationAttached['data'], 'number' | 'application' | 'reference' | 'at'>;
export type DayEvent =
  | TicketIssued
  | TicketCalled
  | TicketParked
  | TicketResumed
  | TicketTransferred
  | TicketServed
  | TicketMissed
  | ApplicationAttached
  | ApplicationUnattached;

/** Minutes before and after the beginning of a booked place. */
export interface Window {
  readonly early: number;
  readonly late: number;
}

/** `series` is the letter of the service's numbers; a booking without a window is nobody's: the person came without a place. */
export interface Arrival extends Omit<TicketIssued['data'], 'number' | 'issuedAt'> {
  readonly series: string;
  readonly window: Window | null;
}

export type DayCommand =
  | { readonly type: 'Issue'; readonly arrival: Arrival; readonly at: Instant }
  | { readonly type: 'CallNext'; readonly counter: string; readonly services: readonly string[]; readonly at: Instant }
  /** Calls a ticket again, or one that was parked, to this counter. */
  | { readonly type: 'Call'; readonly ticket: string; readonly counter: string; readonly at: Instant }
  | { readonly type: 'Park' | 'Resume' | 'Serve' | 'Miss'; readonly ticket: string; readonly at: Instant }
  | { readonly type: 'Transfer'; readonly ticket: string; readonly service: string; readonly at: Instant }
  /** What intake accepted for whoever has this number; where it cannot be theirs, that is recorded. `bookings`: those of its person. */
  | ({ readonly type: 'TakeIn'; readonly bookings: readonly string[] } & Omit<ApplicationUnattached['data'], 'own'>)
  /** The same, as an officer puts it right. */
  | ({ readonly type: 'Attach' } & TakenIn);

export type DayRefusal =
  | 'too-early'
  | 'place-given-up'
  | 'counter-busy'
  | 'nobody-waits'
  | 'ticket-not-found'
  | 'ticket-not-called'
  | 'ticket-not-parked'
  | 'ticket-ended';

type Decided = Decision<DayEvent, DayRefusal>;

function decide(command: DayCommand, day: Day): Decided {
  switch (command.type) {
    case 'Issue':
      return issue(day, command.arrival, command.at);
    case 'CallNext': {
      const { counter, services, at } = command;
      const busy = atCounter(day, counter);
      if (busy) return refuse('counter-busy', { number: busy.number });
      const [next] = waitingFor(day, services, at);
      return next ? [called(next, counter, at)] : refuse('nobody-waits');
    }
    case 'Call': {
      const { counter, at } = command;
      const ticket = day.get(command.ticket);
      const gone = notOpen(ticket);
      if (gone || !ticket) return gone ?? [];
      const busy = atCounter(day, counter);
      return busy && busy.ticket !== ticket.ticket
        ? refuse('counter-busy', { number: busy.number })
        : [called(ticket, counter, at)];
    }
    case 'Park':
      return onCalled(day.get(command.ticket), ({ ticket }) => [{ type: 'TicketParked', data: { ticket, at: command.at } }]);
    case 'Serve':
      return onCalled(day.get(command.ticket), (ticket) => [
        { type: 'TicketServed', data: { ...endOf(ticket), at: command.at } },
      ]);
    case 'Miss':
      return onCalled(day.get(command.ticket), (ticket) => [
        { type: 'TicketMissed', data: { ...endOf(ticket), at: command.at } },
      ]);
    case 'Transfer': {
      const { service, at } = command;
      return onCalled(day.get(command.ticket), ({ ticket }) => [{ type: 'TicketTransferred', data: { ticket, service, at } }]);
    }
    case 'TakeIn': {
      const { type: _, bookings, ...data } = command;
      const own = ownOf(day, bookings);
      const attached = own && isAnothers(day, data.number, bookings) ? null : attach(day, data);
      return attached ?? [{ type: 'ApplicationUnattached', data: { ...data, own } }];
    }
    case 'Attach':
      return attach(day, command) ?? refuse('ticket-not-found');
    case 'Resume': {
      const ticket = day.get(command.ticket);
      const gone = notOpen(ticket);
      if (gone || !ticket) return gone ?? [];
      if (ticket.status !== 'parked') return refuse('ticket-not-parked');
      return [{ type: 'TicketResumed', data: { ticket: ticket.ticket, at: command.at } }];
    }
  }
}

/** A booking that is checked in already keeps its ticket. */
function issue(day: Day, { series, window, ...arrival }: Arrival, at: Instant): Decided {
  const tickets = [...day.values()];
  if (
    tickets.some(
      ({ ticket, booking, service }) =>
        ticket === arrival.ticket || (booking !== null && booking === arrival.booking && service === arrival.service),
    )
  )
    return [];
  if (window) {
    const minutes = (Date.parse(at) - Date.parse(arrival.dueAt)) / 60_000;
    const from = later(arrival.dueAt, -window.early * 60_000);
    if (minutes < -window.early) return refuse('too-early', { from });
    if (minutes > window.late) return refuse('place-given-up', { minutes: window.late });
  }
  const count = tickets.filter(({ number }) => number.startsWith(series)).length + 1;
  return [{ type: 'TicketIssued', data: { ...arrival, number: `${series}${String(count).padStart(3, '0')}`, issuedAt: at } }];
}

/** The number of the ticket for one of these bookings. */
const ownOf = (day: Day, bookings: readonly string[]): string | null =>
  [...day.values()].find(({ booking }) => booking !== null && bookings.includes(booking))?.number ?? null;

/** A guest or a child comes on the ticket of somebody else, and anybody may come again without a place: only who has a ticket has named a wrong one. */
const isAnothers = (day: Day, number: string, bookings: readonly string[]): boolean =>
  [...day.values()].some((one) => one.number === number && one.booking !== null && !bookings.includes(one.booking));

/** What is attached stays where it is; `null` when nobody has the number. */
function attach(day: Day, { number, application, reference, at }: TakenIn): DayEvent[] | null {
  const tickets = [...day.values()];
  if (tickets.some(({ applications }) => applications.includes(reference))) return []; // sent twice
  const ticket = tickets.find((one) => one.number === number);
  return ticket ? [{ type: 'ApplicationAttached', data: { ...endOf(ticket), application, reference, at } }] : null;
}

const called = (ticket: Ticket, counter: string, at: Instant): TicketCalled => ({
  type: 'TicketCalled',
  data: { ...endOf(ticket), counter, calls: ticket.status === 'called' ? ticket.calls + 1 : 1, at },
});

const endOf = ({ ticket, number, service, booking }: Ticket) => ({ ticket, number, service, booking });

function notOpen(ticket: Ticket | undefined) {
  if (!ticket) return refuse('ticket-not-found');
  return ticket.status === 'served' || ticket.status === 'missed' ? refuse('ticket-ended') : null;
}

/** What is done at a counter is done with whoever was called there. */
function onCalled(ticket: Ticket | undefined, then: (ticket: Ticket) => DayEvent[]): Decided {
  const gone = notOpen(ticket);
  if (gone || !ticket) return gone ?? [];
  return ticket.status === 'called' ? then(ticket) : refuse('ticket-not-called');
}

function evolve(day: Day, event: DayEvent): Day {
  if (event.type === 'TicketIssued')
    return new Map(day).set(event.data.ticket, { ...event.data, applications: [], status: 'waiting' });
  if (event.type === 'ApplicationUnattached') return day;
  const known = day.get(event.data.ticket);
  if (!known) return day;
  const becomes = (ticket: Ticket): Day => new Map(day).set(ticket.ticket, ticket);
  switch (event.type) {
    case 'TicketCalled':
      return becomes({
        ...known,
        status: 'called',
        counter: event.data.counter,
        calls: event.data.calls,
        calledAt: event.data.at,
      });
    case 'TicketParked':
      return becomes({ ...known, status: 'parked' });
    case 'TicketResumed':
      return becomes({ ...known, status: 'waiting' });
    case 'TicketTransferred':
      return becomes({ ...known, status: 'waiting', service: event.data.service });
    case 'TicketServed':
      return becomes({ ...known, status: 'served' });
    case 'TicketMissed':
      return becomes({ ...known, status: 'missed' });
    case 'ApplicationAttached':
      return becomes({ ...known, applications: [...known.applications, event.data.reference] });
  }
}

export const day: Decider<Day, DayCommand, DayEvent, DayRefusal> = {
  category: 'day',
  initial: new Map(),
  decide,
  evolve,
  upcasts: { ApplicationUnattached: [(old: object) => ({ ...old, own: null })] },
};
