/** One day of the ASAN centres with the 12,458 places that they gave out on 27 April 2020, all of them released at one moment. */

export const service = 'stay-registration';
export const channels = ['asan-app', 'asan-website'];

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const centres = [
  'asan-baku-1',
  'asan-baku-2',
  'asan-baku-3',
  'asan-baku-4',
  'asan-baku-5',
  'asan-baku-6',
  'asan-sumgayit',
].concat(['asan-ganja', 'asan-sabirabad', 'asan-barda', 'asan-gabala', 'asan-masalli', 'asan-guba']);
/** Twelve centres with 48 slots of 20 seats, the last one with 67 slots of 14. */
const shapeOf = (i) => (i < 12 ? { slots: 48, minutes: 10, seats: 20 } : { slots: 67, minutes: 7, seats: 14 });

/** What Baku's clocks show: the zone has kept to four hours since 2016. */
const inBaku = (time) => new Date(time + 240 * MINUTE).toISOString();

/**
 * The plans of a day a month ahead, released at the beginning of a minute (ms of the epoch), and each place that they have: `{ office, on, startsAt }`;
 * `earlier` are those of the day before, which were released a day ago.
 */
export function openingAt(released) {
  const [on, before] = [30, 29].map((days) => inBaku(released + days * DAY).slice(0, 10));
  const opens = Date.parse(`${on}T09:00:00+04:00`);
  const days = centres.map((office, i) => ({ office, ...shapeOf(i) }));
  const plans = days.map(({ office, slots, minutes, seats }) => ({
    office,
    plan: {
      ...{ validFrom: before, receives: 'queue', channels, latitude: 40.4, longitude: 49.9, holidays: 'worked', source: 'bench' },
      release: { daysAhead: 30, at: inBaku(released).slice(11, 16) },
      hours: [
        {
          opens: '09:00',
          closes: inBaku(opens + slots * minutes * MINUTE).slice(11, 16),
          breaks: [],
          weekdays: [1, 2, 3, 4, 5, 6, 7],
        },
      ],
      services: [{ service, minutes, seats }],
      counters: Array.from({ length: seats }, (_, n) => ({ counter: String(n + 1), services: [service] })),
    },
  }));
  const places = days.flatMap(({ office, slots, minutes, seats }) =>
    Array.from({ length: slots * seats }, (_, n) => ({
      ...{ office, on, startsAt: new Date(opens + Math.floor(n / seats) * minutes * MINUTE).toISOString() },
    })),
  );
  const earlier = places.map(({ office, startsAt }) => {
    return { office, on: before, startsAt: new Date(Date.parse(startsAt) - DAY).toISOString() };
  });
  return { on, plans, places, earlier };
}
