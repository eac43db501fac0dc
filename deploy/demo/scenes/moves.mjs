/** People move: to another place, to another dwelling of the same owner, out and in again; and news that come in the wrong order. */
import { formOf, hosts, nameOf } from '../people.mjs';
import { addDays } from '../product.mjs';

export const title = 'Change of place, another flat of the same owner, a new entry, and what the register declines';

/** A private person: only a dwelling owner is known by the FIN, and only to one the rule of the same owner applies. */
const owner = { kind: 'dwelling-owner', name: 'Nümunə Sahibi', taxId: '9ABCDE1', email: 'owner@example.org' };

export async function play(day) {
  const before = [];
  for (let n = 0; n < 5; n++) before.push(await first(day, hosts[n % hosts.length], 6 + 4 * n));
  const flats = [await first(day, owner, 5), await first(day, owner, 8)];
  const entries = [await first(day, hosts[0], 30), await first(day, hosts[1], 40)];
  const later = await first(day, hosts[2], 4);
  await day.settled();

  for (const [n, stay] of before.entries()) await moved(day, stay, n === 4 ? 15 : n % 3);
  for (const stay of flats) await sameOwner(day, stay);
  for (const stay of entries) await entered(day, stay);
  await tooLate(day, later);
  await unknownPeriod(day);
}

async function first(day, host, daysAgo) {
  const guest = day.newcomer({ daysAgo });
  return day.file('host', formOf(guest, { host }), { guest, says: `${nameOf(guest)}, at ${host.name}` });
}

/** The registration at the old place ends in the same step; a move is late after five working days. */
async function moved(day, stay, daysAgo) {
  stay.expect.ends = 'ChangedPlace';
  const { enteredOn } = stay.guest;
  const wanted = addDays(day.today, -daysAgo);
  const movedInOn = wanted < enteredOn ? enteredOn : wanted;
  const guest = { ...stay.guest, address: `${stay.guest.address}, yeni ünvan` };
  const form = formOf(guest, { stay: { movedInOn } });
  await day.file('guest', form, { guest, says: `${nameOf(guest)} moved to a new address on ${movedInOn}` });
}

async function sameOwner(day, { guest: before }) {
  const guest = { ...before, address: `${before.address}, ikinci mənzil` };
  const form = formOf(guest, { host: owner, stay: { movedInOn: day.today } });
  const says = `${nameOf(guest)}, to the owner’s other flat`;
  await day.file('host', form, { guest, expect: { outcome: 'not-required' }, says });
}

async function entered(day, stay) {
  stay.expect.ends = 'NewEntry';
  const guest = { ...stay.guest, enteredOn: addDays(day.today, -1) };
  await day.file('guest', formOf(guest), { guest, says: `${nameOf(guest)} left and entered again yesterday` });
}

async function tooLate(day, { guest: known }) {
  const guest = { ...known, enteredOn: addDays(known.enteredOn, -10) };
  const says = `${nameOf(guest)}, an earlier entry than the one on file`;
  await day.file('regional', formOf(guest), { guest, expect: { outcome: 'declined' }, says });
}

async function unknownPeriod(day) {
  const guest = day.newcomer();
  const form = formOf(guest, { stay: { basis: 'other', visa: undefined } });
  await day.file('counter', form, { guest, expect: { outcome: 'declined' }, says: `${nameOf(guest)}, nothing says how long` });
}
