/** Where a ticket was issued, for which booking, and what was filed with it: the day itself is read from its stream. */
import { bulk, idFrom, type EventLog, type View } from '@qeyd/event-store';
import { agendaId } from '../agenda/agenda.view';
import type { DayEvent } from './day';

/** The stream of an office's day: it follows from both, and sorts by the day. */
export const dayId = (office: string, on: string): string => idFrom(agendaId({ office, service: '', on }), 'day');

export const ticketView: View<DayEvent> = {
  table: 'ticket_view',
  category: 'day',
  rowOf: ({ data }) => data.ticket,
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
    TicketCalled: null,
    TicketParked: null,
    TicketResumed: null,
    TicketTransferred: null,
    TicketServed: null,
    TicketMissed: null,
    ApplicationAttached: bulk(
      'UPDATE ticket_view v SET applications = array_append(v.applications, x.reference) FROM $rows WHERE v.ticket = x.ticket',
      { ticket: 'uuid', reference: 'text' },
      ({ data }) => ({ ticket: data.ticket, reference: data.reference }),
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

/** The references of what was filed in the visit of a booking, by service. */
export async function applicationsIn(log: EventLog, booking: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const text = 'SELECT service, applications FROM ticket_view WHERE booking = $1';
  const rows = await log.query<{ service: string; applications: readonly string[] }>(text, [booking]);
  return new Map(rows.map(({ service, applications }) => [service, applications]));
}
