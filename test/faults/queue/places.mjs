/** The few places for which so many ask: one office that is open day and night, three of its days at a time, holds that last two seconds. */
import { createHash } from 'node:crypto';
import { built } from '../programs/product.mjs';

const { plan, policyRows } = built('apps/queue-booking/test/specimens.js');
const { office: rule } = built('apps/queue-booking/src/office/office.js');
const { officeId } = built('apps/queue-booking/src/office/office.seed.js');
const { dayOf } = built('apps/queue-booking/src/office/opening.js');
const { slotsOf } = built('apps/queue-booking/src/place/place.js');

export const office = 'office-of-the-faults';
export const service = 'work-permit';
export const SEATS = 5;
export const channels = ['asan-app', 'asan-website', '108', '919', 'migaz', 'website', 'counter'];
const DAYS = 3;
const DAY_MS = 86_400_000;
/** So many times there are new places. */
export const TURNS = 60;
const PEOPLE = 20_000;

const dated = {
  ...{ office, validFrom: '2020-01-01', source: 'faults' },
  plan: {
    ...{ ...plan, channels, release: { daysAhead: 366, at: '00:00' } },
    hours: [{ opens: '09:00', closes: '19:00', breaks: [], weekdays: [1, 2, 3, 4, 5, 6, 7], season: null }],
    services: [{ service, minutes: 60, seats: SEATS }],
    counters: Array.from({ length: SEATS }, (_, i) => ({ counter: String(i + 1), services: [service] })),
  },
};

/** Nobody is limited, and a hold is over when its two seconds are. */
const attributes = {
  'booking-hold': { minutes: 2 / 60 },
  'booking-contact-limit': { active: 1e9 },
  'booking-hold-limit': { perDay: 1e9 },
};

/** What the log of an empty queue-booking needs before anybody asks. */
export async function prepare(log) {
  for (const { book, code, validFrom, validToExclusive, names, source, ...row } of policyRows)
    await log.query('INSERT INTO codebook_row VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      ...[book, code, validFrom, validToExclusive, names, attributes[code] ?? row.attributes, source],
    ]);
  const cause = { id: 'faults', correlation: 'faults', actor: 'service:faults' };
  await log.execute({ decider: rule, id: officeId(office), command: { type: 'SetPlan', plan: dated }, cause });
}

/** The places of three days, `{ on, startsAt }`; sixty times all go on to the next three together, as offices do from day to day. */
export function places(turn) {
  const state = { plans: [dated], days: new Map() };
  const first = Date.now() + (2 + turn * DAYS) * DAY_MS;
  return Array.from({ length: DAYS }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10)).flatMap((on) =>
    slotsOf(dayOf(state, on), service).map(({ startsAt }) => ({ on, startsAt })),
  );
}

/** One of the people who want a place, the same one for the same number. */
export function personAt(number) {
  const text = createHash('sha256')
    .update(`person ${number % PEOPLE}`)
    .digest('hex');
  const document = { country: 'UTO', type: 'passport', number: text.slice(0, 9).toUpperCase() };
  return { document, surname: 'ERIKSSON', givenNames: 'ANNA MARIA' };
}
