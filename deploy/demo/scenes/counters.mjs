/** The day at the counters: who comes too early, in time or not at all; two counters call, until nobody waits. */
import { formOf, nameOf } from '../people.mjs';
import { offices } from './queue.mjs';

export const title = 'The counters: early arrivals, tickets, walk-ins, and two counters that call';

const desks = { 'asan-baku-1': { by: 'counter', counters: ['1', '2'] }, 'rmd-baku': { by: 'baku-counter', counters: ['5'] } };

export async function play(day) {
  const booked = day.entries.filter(({ kind, answer, office }) => kind === 'booking' && answer.ended === 'accepted' && office);
  for (const entry of booked) await arrival(day, entry);
  for (const [office, { by }] of Object.entries(desks)) await withoutPlace(day, office, by);
  for (const [office, { by, counters }] of Object.entries(desks)) await serve(day, office, by, counters);
}

/** By the reference, the document, or the reference as it is typed: small and without dashes. */
const signs = [
  ({ reference }) => ({ reference }),
  ({ guest }) => ({ document: { country: 'UTO', type: 'passport', number: guest.number } }),
  ({ reference }) => ({ reference: reference.toLowerCase().replaceAll('-', ' ') }),
];

async function arrival(day, entry) {
  const { fate, office, guest } = entry;
  const told = { early: { says: `${nameOf(guest)} comes long before the time`, expect: { refused: 'too-early' } } };
  told['in time'] = { says: `${nameOf(guest)} comes in time`, guest, expect: {} };
  if (!told[fate]) return;
  const sign = day.chance.pick(signs)(entry);
  await day.ask('check-in', desks[office].by, `/v1/offices/${office}/check-ins`, sign, told[fate]);
}

const withoutPlace = (day, office, by) =>
  day.ask(
    'walk-in',
    by,
    `/v1/offices/${office}/tickets`,
    { service: offices[office].service },
    {
      says: 'somebody without a place is let in between',
      expect: {},
    },
  );

/** Where stays are registered the officer files what the visitor has brought, and names the ticket. */
async function takeIn(day, by, { guest, ticket, number }) {
  if (by !== 'counter' || !guest) return;
  await day.file(by, formOf(guest, { ticket: number }), {
    guest,
    visit: ticket,
    says: `${nameOf(guest)}, with ticket ${number}`,
  });
}

/** The counters take turns; the first one called lacks a paper and waits aside, the second one has gone away. */
async function serve(day, office, by, counters) {
  const waiting = day.entries.filter(
    ({ kind, ticket, by: desk }) => desk === by && ticket && (kind === 'check-in' || kind === 'walk-in'),
  );
  const onTicket = ({ ticket }, verb, says, body = {}) =>
    day.ask('ticket', by, `/v1/tickets/${ticket}/${verb}`, body, { says, expect: {} });
  const visitOf = (called) => waiting.find(({ ticket }) => ticket === called.ticket);
  const next = (counter) =>
    day.ask(
      'call',
      by,
      `/v1/offices/${office}/counters/${counter}/next`,
      {},
      { says: `counter ${counter} calls the next one`, expect: {} },
    );

  const aside = await next(counters[0]);
  await onTicket(aside, 'park', 'who lacks a paper, and waits aside');
  for (let n = 1; n < waiting.length; n++) {
    const called = await next(counters[n % counters.length]);
    if (n === 1) await onTicket(called, 'miss', 'who has gone away meanwhile');
    else {
      await takeIn(day, by, visitOf(called));
      await onTicket(called, 'serve', 'who is served');
    }
  }
  await onTicket(aside, 'call', 'the paper is there: called again', { counter: counters[0] });
  await onTicket(aside, 'serve', 'who is served after all');
  const says = `counter ${counters[0]} calls: nobody waits any more`;
  await day.ask(
    'call',
    by,
    `/v1/offices/${office}/counters/${counters[0]}/next`,
    {},
    { says, expect: { refused: 'nobody-waits' } },
  );
}
