/** The morning: people have arrived in the country, and are registered over every channel. */
import { formOf, hosts, lastDayOf, nameOf } from '../people.mjs';
import { addDays } from '../product.mjs';

export const title = 'The morning: arrivals over every channel';

const shares = ['host', 'host', 'host', 'guest', 'guest', 'counter', 'asan', 'regional'];

export async function play(day) {
  for (const by of shares.flatMap((share) => Array(7).fill(share))) await arrival(day, by);
  for (let n = 0; n < 6; n++) await lastDay(day);
  for (let n = 0; n < 3; n++) await backDated(day, n + 1);
  for (const way of ['printed', 'phone', 'printed']) await withoutEmail(day, way);
  await late(day);
}

async function arrival(day, by) {
  const guest = day.newcomer();
  const byHost = by === 'host' || (by !== 'guest' && day.chance.happens(0.5));
  const host = byHost && day.chance.pick(hosts);
  const form = formOf(guest, { ...(host && { host, told: day.chance.happens(0.6) }) });
  await day.file(by, form, { guest, says: `${nameOf(guest)}${host ? `, at ${host.name}` : ''}` });
}

async function lastDay(day) {
  const guest = day.newcomer();
  const by = day.chance.pick(['guest', 'asan', 'regional']);
  const form = formOf(guest, { stay: lastDayOf(guest, day.today) });
  const expect = { outcome: 'registered', ends: 'Expired' };
  await day.file(by, form, { guest, expect, says: `${nameOf(guest)}, on a visa whose last day is today` });
}

async function backDated(day, daysAgo) {
  const guest = day.newcomer({ daysAgo: daysAgo + 2 });
  const form = formOf(guest, { receivedOn: addDays(day.today, -daysAgo), receivedReason: 'Came by post' });
  await day.file('counter', form, { guest, says: `${nameOf(guest)}, received ${daysAgo} days ago by post` });
}

/** Nobody can be mailed: the confirmation goes to the officers' work-list, and an officer hands it over. */
async function withoutEmail(day, way) {
  const guest = day.newcomer();
  const form = formOf(guest, { contact: { phone: '+994 12 000 00 00' } });
  const expect = { outcome: 'registered', told: 'handed-over', way };
  await day.file('counter', form, { guest, expect, says: `${nameOf(guest)}, who has no e-mail` });
}

/** Late is a fact, not an error. */
async function late(day) {
  for (const by of ['guest', 'host', 'counter', 'asan', 'regional', 'guest']) {
    const guest = day.newcomer({ daysAgo: day.chance.between(40, 60) });
    const form = formOf(guest, by === 'host' ? { host: day.chance.pick(hosts) } : {});
    const expect = { outcome: 'registered', isLate: true };
    await day.file(by, form, { guest, expect, says: `${nameOf(guest)}, entered on ${guest.enteredOn}` });
  }
}
