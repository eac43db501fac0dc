/** Where a ticket was issued, for which booking, and what was filed with it or with none: the day itself is read from its stream. */
import { bulk, idFrom, type EventLog, type View } from '@qeyd/event-store';
import { agendaId } from '../agenda/agenda.view';
import type { DayEvent } from './day';

/** The stream of an office's day: it follows from both, and sorts by the day. */
export const dayId = (office: string, on: string): string => idFrom(agendaId({ office, service: '', on }), 'day');

/** What becomes of a ticket afterwards touches neither table. */
const atTheCounters = {
  TicketCalled: null,
  TicketParked: null,
  TicketResumed: null,
  TicketTransferred: null,
  TicketServed: null,
  TicketMissed: null,
};

export const ticketView: View<DayEvent> = {
  table: 'ticket_view',
  category: 'day',
  rowOf: ({ data }) => ('ticket' in data ? data.ticket : data.application),
  on: {
    TicketIssued: bulk(
      'INSERT INTO ticket_view (ticket, office, on_day, booking, service) SELECT ticket, office, on_day, booking, service FROM $rows',
      { ticket: 'uuid', office: 'text', on_day: 'date', booking: 'uuid', service: 'text' },
      ({ data }) => ({
        ticket: data.ticket,
        office: data.office,
        on_day: data.on,
        booking: data.booking,
        service: data.service,
      }),
    ),
    ...atTheCounters,
    ApplicationAttached: bulk(
      'UPDATE ticket_view v SET applications = array_append(v.applications, x.reference) FROM $rows WHERE v.ticket = x.ticket',
      { ticket: 'uuid', reference: 'text' },
      ({ data }) => ({ ticket: data.ticket, reference: data.reference }),
    ),
    ApplicationUnattached: null,
  },
};

/** What was taken in with the number of nobody's ticket or of another visitor's, until an officer says which it was. */
export const unattachedView: View<DayEvent> = {
  table: 'unattached_view',
  category: 'day',
  rowOf: ({ data }) => ('application' in data ? data.application : data.ticket),
  on: {
    TicketIssued: null,
    ...atTheCounters,
    ApplicationAttached: bulk(
      'UPDATE unattached_view v SET attached = true FROM $rows WHERE v.application = x.application',
      { application: 'uuid' },
      ({ data }) => ({ application: data.application }),
    ),
    ApplicationUnattached: bulk(
      `INSERT INTO unattached_view (application, reference, office, on_day, number, own, attached)
       SELECT application, reference, office, on_day, number, own, false FROM $rows`,
      { application: 'uuid', reference: 'text', office: 'text', on_day: 'date', number: 'text', own: 'text' },
      ({ data: { on, ...data } }) => ({ ...data, on_day: on }),
    ),
  },
};

export interface TicketPlace {
  readonly office: string;
  readonly on: string;
}

export async function findTicket(log: EventLog, ticket: string): Promise<TicketPlace | null> {
  const text = 'SELECT office, on_day::text AS on FROM ticket_view WHERE ticket = $1';
  const [row] = await log.query<TicketPlace>(text, [ticket]);
  return row ?? null;
}

/** An application of an office with a ticket that its person did not have on that day; `own` is the number that it had, if any. */
export interface Unattached {
  readonly application: string;
  readonly reference: string;
  readonly on: string;
  readonly number: string;
  readonly own: string | null;
}

const UNATTACHED = 'SELECT application, reference, on_day::text AS on, number, own FROM unattached_view';

/** The oldest day first. */
export const unattachedIn = (log: EventLog, office: string): Promise<Unattached[]> =>
  log.query<Unattached>(`${UNATTACHED} WHERE office = $1 AND NOT attached ORDER BY on_day, reference`, [office]);

/** Also when it has been attached since. */
export async function findUnattached(log: EventLog, office: string, application: string): Promise<Unattached | null> {
  const [row] = await log.query<Unattached>(`${UNATTACHED} WHERE office = $1 AND application = $2`, [office, application]);
  return row ?? null;
}

/** The references of what was filed in the visit of a booking, by service. */
export async function applicationsIn(log: EventLog, booking: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const text = 'SELECT service, applications FROM ticket_view WHERE booking = $1';
  const rows = await log.query<{ service: string; applications: readonly string[] }>(text, [booking]);
  return new Map(rows.map(({ service, applications }) => [service, applications]));
}
