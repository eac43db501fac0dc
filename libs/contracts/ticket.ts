/** What queue-booking tells of the day at the counters of an office: tickets without a name. */
import { Type } from '@sinclair/typebox';
import { civilDate, closed, contract, described, instant, nullable, text, uuid } from './contract';
import { reference } from './intake';

const ticket = {
  ticket: uuid,
  number: described('What the display shows.', text(10)),
  service: described('Code-book `services`.', text(40)),
  booking: described('`null`: came without a place.', nullable(uuid)),
};

export const TicketIssued = contract(
  'booking',
  'TicketIssued',
  1,
  'Somebody has come and waits, with a place or without one.',
  closed({
    ...ticket,
    office: described('Code-book `offices`.', text(40)),
    on: civilDate,
    people: Type.Integer({ minimum: 1 }),
    priority: Type.Boolean(),
    dueAt: described('When the booked place begins; for the others, when they came.', instant),
    issuedAt: instant,
  }),
);

export const TicketCalled = contract(
  'booking',
  'TicketCalled',
  1,
  'A ticket was called to a counter, for the first time or again.',
  closed({ ...ticket, counter: text(20), calls: Type.Integer({ minimum: 1 }), at: instant }),
);

export const TicketServed = contract(
  'booking',
  'TicketServed',
  1,
  'Whoever was called was served.',
  closed({ ...ticket, at: instant }),
);

export const TicketMissed = contract(
  'booking',
  'TicketMissed',
  1,
  'Whoever was called did not come to the counter.',
  closed({ ...ticket, at: instant }),
);

export const ApplicationAttached = contract(
  'booking',
  'ApplicationAttached',
  1,
  'An application that was filed at the counter belongs to the visit of a ticket.',
  closed({ ...ticket, application: uuid, reference, at: instant }),
);
