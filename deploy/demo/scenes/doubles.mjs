/** The same stay filed twice, and the same request or message sent twice: one registration, one effect. */
import { formOf, hosts, nameOf } from '../people.mjs';

export const title = 'Twice: the host and the guest, two channels, a double click, a message that comes again';

const pairs = [
  ['host', 'guest'],
  ['host', 'guest'],
  ['guest', 'host'],
  ['guest', 'asan'],
  ['asan', 'regional'],
  ['counter', 'host'],
];

export async function play(day) {
  const stays = pairs.map(([first, second]) => ({ first, second, guest: day.newcomer(), host: day.chance.pick(hosts) }));
  for (const { first, guest, host } of stays) await file(day, first, guest, host, 'registered');
  await day.settled();
  for (const { second, guest, host } of stays) await file(day, second, guest, host, 'duplicate');

  const clicked = day.newcomer();
  const filed = await day.file('guest', formOf(clicked), {
    guest: clicked,
    key: `click-${clicked.number}`,
    says: nameOf(clicked),
  });
  await day.again(filed, 'the same request once more (a double click)');
  await day.again(filed, 'and once more');
  const sent = day.newcomer();
  const message = await day.file('asan', formOf(sent), { guest: sent, says: nameOf(sent) });
  await day.again(message, 'the same message once more');
}

const who = { guest: 'the guest', counter: 'an officer', asan: 'an ASAN centre', regional: 'a regional department' };

const file = (day, by, guest, host, outcome) =>
  day.file(by, formOf(guest, by === 'host' ? { host } : {}), {
    guest,
    expect: { outcome },
    says: `${nameOf(guest)}, filed by ${who[by] ?? host.name}${outcome === 'duplicate' ? ' as well' : ''}`,
  });
