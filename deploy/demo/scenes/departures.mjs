/** People leave: told by the host, at the counter, by a partner or by themselves; yesterday, today, next week, and not after all. */
import { addDays } from '../product.mjs';
import { nameOf } from '../people.mjs';

export const title = 'Departures: past, today, to come, taken back, and of somebody nobody knows';

export async function play(day) {
  const { today } = day;
  const guests = settledGuests(day);
  const next = () => guests.shift();
  const by = (stay) => ({ document: documentOf(stay) });
  const own = ({ reference, secret }) => ({ reference, secret });

  for (const way of ['host', 'counter', 'asan', 'guest']) await leave(way, next(), addDays(today, -1), 'Departed');
  for (const way of ['host', 'regional', 'guest']) await leave(way, next(), today, 'Departed');
  for (const way of ['host', 'counter']) await leave(way, next(), addDays(today, 5));
  for (const way of ['guest', 'host']) await takenBack(way, next(), addDays(today, 3));

  const stranger = { document: { country: 'UTO', type: 'passport', number: `NOBODY${Date.now()}` }, leavesOn: today };
  await day.depart('counter', stranger, {
    says: 'somebody who was never registered',
    expect: { becomes: 'DepartureNotApplied' },
  });
  const says = 'a stranger’s passport, by someone without an account';
  await day.depart('guest', { ...by(next()), leavesOn: today }, { says, expect: { refused: 'document-needs-account' } });

  async function leave(way, stay, leavesOn, ends) {
    if (ends) stay.expect.ends = ends;
    const who = way === 'guest' ? own(stay) : by(stay);
    const says = `${nameOf(stay.guest)} leaves ${leavesOn === today ? 'today' : `on ${leavesOn}`}`;
    return day.depart(way, { ...who, leavesOn }, { says, expect: { becomes: 'DepartureRecorded' } });
  }

  async function takenBack(way, stay, leavesOn) {
    const notice = await leave(way, stay, leavesOn);
    await day.withdraw(notice, { says: `${nameOf(stay.guest)} stays after all`, expect: { becomes: 'DepartureRevoked' } });
  }
}

/** Guests of the website hold the reference and the secret of their application; these stay where they came to. */
const settledGuests = ({ entries }) =>
  entries.filter(({ kind, by, body, expect }) => {
    const stays = expect.outcome === 'registered' && !expect.ends && !body?.stay.movedInOn;
    return kind === 'application' && by === 'guest' && stays;
  });

const documentOf = ({ guest }) => ({ country: 'UTO', type: 'passport', number: guest.number });
