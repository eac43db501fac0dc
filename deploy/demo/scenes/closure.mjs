/** Two offices cannot keep a day: what it takes away is looked at and confirmed, other places are offered, and the visitors answer, or do not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { nameOf } from '../people.mjs';
import { addDays } from '../product.mjs';
import { Trouble, say } from '../../local/machine/say.mjs';
import { formOf, offices, timeOf } from './queue.mjs';

export const title = 'A closure: what it takes away, what is offered instead, and what the visitors answer';

const NOON = '13:00';

/** `visitors`: how they take a place for the afternoon, and what becomes of it. */
const closures = [
  {
    ...{ office: 'asan-baku-1', by: 'asan-supervisor', reason: 'Repair of the heating' },
    dayOf: (days) => days[0],
    hoursOf: ({ opens }) => ({ opens, closes: NOON, breaks: [] }),
    visitors: { 'asan-app': 'accepted', 'asan-website': 'declined', 108: 'open' },
  },
  {
    ...{ office: 'rmd-baku', by: 'supervisor', reason: 'Stocktaking' },
    // The last day that is given out: after it there is no place to offer, and no other office receives the service.
    dayOf: (days) => days.at(-1),
    hoursOf: () => null,
    visitors: { migaz: 'told by phone', website: 'not reached' },
  },
];

export async function play(day, { mailbox }) {
  for (const closure of closures) {
    const found = await usualDay(day, closure);
    const booked = [];
    for (const by of Object.keys(closure.visitors)) booked.push(await book(day, by, closure, found));
    await close(day, closure, found);
    await Promise.all(booked.map((entry) => withdrawn(day, entry)));
    await day.settled();
    for (const entry of booked) await showLetter(mailbox, entry);
    for (const entry of booked) await answer(day, entry);
  }
}

/** A day to come on which the office opens as it always does. */
async function usualDay({ get, today }, { office, dayOf }) {
  const path = `/v1/offices/${office}/places?service=${offices[office].service}&from=${addDays(today, 3)}&days=31`;
  const { body } = await get('queue-booking', path);
  const found = dayOf(body.days.filter(({ reason, places }) => reason === null && places.length > 0));
  if (!found) throw new Trouble(`On every day ${office} is closed, or all its places are taken: there is nothing to close.`);
  return found;
}

async function book(day, by, { office, visitors }, { on, places }) {
  const { service } = offices[office];
  const afternoon = places
    .map(({ startsAt }) => ({ office, on, services: [{ service, startsAt }] }))
    .filter((wanted) => timeOf(wanted) >= NOON);
  const [guest, wanted] = [day.newcomer(), day.chance.pick(afternoon)];
  const says = `${nameOf(guest)}, ${office}, ${on} at ${timeOf(wanted)}`;
  const told = { says, fate: 'another day', guest, office, withdrawal: visitors[by], expect: {} };
  return day.book(by, { ...wanted, ...formOf(guest) }, told);
}

/** The impact has a name: only whoever has looked at it can confirm it. */
async function close(day, { office, by, reason, hoursOf }, { on, hours }) {
  const path = `/v1/offices/${office}/days/${on}`;
  const change = { hours: hoursOf(hours), reason };
  const says = `${change.hours ? `closes at ${NOON}` : 'closes'} on ${on}: ${reason}`;
  const ask = (query, told) => day.ask('closure', by, `${path}${query}`, change, told, day.put);
  await ask('', { says: `${says}, without a look at the impact`, expect: { refused: 'bookings-affected' } });
  const { body } = await day.post('queue-booking', `${path}/impact`, change, { as: day.ways[by].as });
  say(`    its impact: ${body.bookings} bookings, ${body.people} people lose their places`);
  for (const { next, offices: others } of body.services) {
    const nearest = others.find(({ place }) => place !== null);
    const elsewhere = nearest ? `${nearest.office}, ${nearest.distanceKm} km away, on ${nearest.place.on}` : 'nowhere';
    say(`    the next free place: here ${next ? `on ${next.on}` : 'none'}, elsewhere ${elsewhere}`);
  }
  await ask(`?impact=${body.impact}`, { says: `${says}, as it was seen`, expect: {} });
}

/** The booking as its visitor sees it, once the office has taken the place away. */
async function withdrawn(day, { by, reference, secret, says }) {
  for (const began = Date.now(); Date.now() - began < 60_000; await sleep(100)) {
    const { body } = await day.post('queue-booking', '/v1/booking-searches', { reference, secret }, { as: day.ways[by].as });
    if (body.services?.[0].withdrawn) return;
  }
  throw new Trouble(`The place is not withdrawn: ${says}`);
}

/** As far as the address to press. */
async function showLetter({ page }, { guest }) {
  if (!page) return;
  const [mail] = await (await fetch(`${page}/api/messages?to=${encodeURIComponent(guest.email)}`)).json();
  const [, subject, ...lead] = mail.text.split(/\n\s*\n/);
  say(`    to ${nameOf(guest)}: ${[subject, ...lead.slice(0, 2)].join('\n        ')}`);
}

async function answer(day, { by, office, booking, secret, guest, withdrawal }) {
  const name = nameOf(guest);
  const offer = (verb, says) => day.ask('answer', by, `/v1/bookings/${booking}/offer/${verb}`, { secret }, { says, expect: {} });
  const phoned = (reached, says) =>
    day.ask('phone-call', '919', `/v1/bookings/${booking}/calls`, { reached }, { says, expect: {} });
  if (withdrawal === 'accepted') await offer('acceptance', `${name} takes the place that is offered`);
  if (withdrawal === 'declined') await offer('refusal', `${name} does not want the place that is offered`);
  if (withdrawal === 'open') say(`    ${name} has not answered yet: on the work-list of ${office}`);
  if (withdrawal === 'told by phone') await phoned(true, `${name} is told by phone, and knows`);
  if (withdrawal === 'not reached') await phoned(false, `${name} does not answer the phone`);
}
