/** Places in the queue of today over every channel: taken, moved, given back, and refused. */
import { nameOf } from '../people.mjs';
import { Trouble, say } from '../../local/machine/say.mjs';

export const title = 'The queue: places over every channel, a family, a move, and what the queue refuses';

/** Where people come, for what, and through which ways. */
export const offices = {
  'asan-baku-1': {
    service: 'stay-registration',
    supervisor: 'office-supervisor',
    ways: ['asan-app', 'asan-website', '108', 'counter'],
  },
  'rmd-baku': { service: 'card-collection', supervisor: 'supervisor', ways: ['migaz', 'website', '919', 'baku-counter'] },
};

/** On 27 April 2020 ASAN gave out 12,458 places: of seven visitors two did not come, and three came two hours early. */
const fates = ['in time', 'early', 'absent', 'early', 'in time', 'absent', 'early'];

export async function play(day) {
  await openAllDay(day);
  let n = 0;
  for (const [office, { service, ways }] of Object.entries(offices)) {
    for (const by of ways.flatMap((way) => Array(3).fill(way)))
      await visit(day, by, { office, service, fate: fates[n++ % fates.length] });
  }
  await family(day);
  await changed(day);
  await refused(day);
}

/** The demonstration is played at any hour; today these two offices are open at all of them. */
async function openAllDay({ put, today }) {
  for (const [office, { supervisor }] of Object.entries(offices)) {
    const hours = { opens: '00:00', closes: '23:59', breaks: [] };
    const answer = await put(
      'queue-booking',
      `/v1/offices/${office}/days/${today}`,
      { hours, reason: 'Demonstration' },
      { as: supervisor },
    );
    if (answer.status >= 400) throw new Trouble(`${office} could not be opened: ${JSON.stringify(answer.body)}`);
  }
  say('  two offices are open all day today: ASAN Baku 1 and the Baku department');
}

/** Minutes from now in which the place begins. Who comes early has a place later; where the day is too short for that, the last ones. */
const windows = { 'in time': [3, 29], early: [121, 720], absent: [31, 720], 'given back': [121, 720] };

async function placeFor({ get, today, chance }, { office, service, fate }, people = 1) {
  const path = `/v1/offices/${office}/places?service=${service}&from=${today}&days=1&people=${people}`;
  const { body } = await get('queue-booking', path);
  const minutes = ({ startsAt }) => (Date.parse(startsAt) - Date.now()) / 60_000;
  const free = body.days[0]?.places ?? [];
  const [from, to] = windows[fate];
  const fits = free.filter((place) => minutes(place) >= from && minutes(place) <= to);
  const last = fate === 'in time' ? undefined : free.findLast((place) => minutes(place) > 31);
  const { startsAt } = (fits.length > 0 ? chance.pick(fits) : last) ?? {};
  if (!startsAt && fate === 'in time') return null;
  if (!startsAt)
    throw new Trouble('So late in the evening there are no places left for the demonstration: play it after midnight.');
  return { office, on: today, services: [{ service, startsAt }] };
}

/** Who comes, as the body of a booking says it. */
export const formOf = ({ name, number, email, language }) => ({
  people: [{ document: { country: 'UTO', type: 'passport', number }, ...name }],
  email,
  language,
});

/** When the first place begins, as the clocks of Baku show it. */
export const timeOf = ({ services: [{ startsAt }] }) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Baku', hour: '2-digit', minute: '2-digit' }).format(new Date(startsAt));

/** Where the places of the next half hour are taken, as by another demonstration, people have later ones and come long before. */
async function visit(day, by, { office, service, fate: meant }) {
  const guest = day.newcomer();
  const soon = await placeFor(day, { office, service, fate: meant });
  const fate = soon ? meant : 'early';
  const wanted = soon ?? (await placeFor(day, { office, service, fate }));
  const says = `${nameOf(guest)}, ${office} at ${timeOf(wanted)}`;
  return day.book(by, { ...wanted, ...formOf(guest) }, { says, fate, guest, office, expect: {} });
}

/** All of them get places side by side, or none. */
async function family(day) {
  const guests = [day.newcomer(), day.newcomer(), day.newcomer()];
  const wanted = await placeFor(day, { office: 'asan-baku-1', service: 'temporary-residence', fate: 'absent' }, guests.length);
  const { email, language } = guests[0];
  const people = guests.flatMap((guest) => formOf(guest).people);
  const says = `${nameOf(guests[0])} and two of the family at ${timeOf(wanted)}`;
  await day.book('asan-app', { ...wanted, people, email, language }, { says, fate: 'absent', guest: guests[0], expect: {} });
}

async function changed(day) {
  const { service } = offices['asan-baku-1'];
  for (const by of ['asan-website', '108']) {
    const booked = await visit(day, by, { office: 'asan-baku-1', service, fate: 'given back' });
    const { booking, secret, guest } = booked;
    const to = await placeFor(day, { office: 'asan-baku-1', service, fate: 'given back' });
    const told = { says: `${nameOf(guest)} moves to ${timeOf(to)}`, expect: {} };
    await day.ask('move', by, `/v1/bookings/${booking}/move`, { secret, ...to }, told);
    const isTooLate = Date.parse(to.services[0].startsAt) - Date.now() < 120 * 60_000;
    const says = `${nameOf(guest)} gives the place back`;
    if (isTooLate) booked.fate = 'absent';
    else await day.ask('giving-back', by, `/v1/bookings/${booking}/cancellation`, { secret }, { says, expect: {} });
  }
}

async function refused(day) {
  const [office, service] = ['asan-baku-1', 'stay-registration'];
  const [taken] = day.entries.filter(({ kind, by }) => kind === 'booking' && by === 'asan-app');
  const wanted = () => placeFor(day, { office, service, fate: 'absent' });
  const bad = (by, says, code, form) => day.book(by, form, { says, fate: null, expect: { refused: code } });
  const someone = () => formOf(day.newcomer());

  await bad('asan-website', 'a second place of the same service', 'already-booked', {
    ...(await wanted()),
    ...formOf(taken.guest),
  });
  await bad('asan-app', 'a place between two others', 'no-such-place', {
    ...(await wanted()),
    ...someone(),
    services: [{ service, startsAt: `${day.today}T23:58:30.000+04:00` }],
  });
  await bad('108', 'a service that the office does not receive', 'service-not-received', {
    ...(await wanted()),
    ...someone(),
    services: [{ ...(await wanted()).services[0], service: 'citizenship-acquisition' }],
  });
  await bad('919', 'a place where people come individually', 'individually-no-queue', {
    ...{
      office: 'rmd-ganja',
      on: day.today,
      services: [{ ...(await wanted()).services[0], service: 'citizenship-acquisition' }],
    },
    ...someone(),
  });
  await bad('migaz', 'a place of an office that other channels give', 'channel-not-received', {
    ...(await wanted()),
    ...someone(),
  });
}
