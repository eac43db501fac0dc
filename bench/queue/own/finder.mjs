/** The finder in its application, over offices of whose places half are taken: what it answers is computed at every question. */
import pg from 'pg';
import { built } from '../../log/built.mjs';
import { startApplication } from '../application.mjs';
import { quantilesOf } from '../../figures.mjs';
import { hammer } from '../../log/hammer.mjs';
import { dayAt, service } from '../day.mjs';

const { plan } = built('apps/queue-booking/test/specimens.js');
const { EventLog } = built('libs/event-store/index.js');
const { office } = built('apps/queue-booking/src/office/office.js');
const { officeId } = built('apps/queue-booking/src/office/office.seed.js');
const { PlaceFinder } = built('apps/queue-booking/src/place/place.finder.js');

const DAYS = 30;
const nameAt = (n) => `office-${n}`;
const asked = { service, people: 1 };

/** Every other half hour of four seats, in each office on each day. */
const TAKEN = `
  INSERT INTO place_view (agenda, booking, person, office, service, on_day, seat, starts_at, ends_at, status, held_at, held_until, reference)
  SELECT md5(o || '/' || d)::uuid, gen_random_uuid(), gen_random_uuid(), 'office-' || o, $2, d, s,
         d + interval '5 hours' + h * interval '1 hour', d + interval '5 hours 30 minutes' + h * interval '1 hour', 'confirmed', d, d, 'QYD'
  FROM generate_series(0, $1 - 1) AS o, generate_series($3::date, $3::date + ${DAYS - 1}, '1 day') AS d,
       generate_series(0, 8) AS h, generate_series(1, 4) AS s`;
const KEY = { name: 'key', text: 'SELECT * FROM place_view WHERE agenda = $1 AND booking = $2 AND person = $3' };

export async function open(given) {
  const running = await startApplication(given);
  const [log, finder] = [EventLog, PlaceFinder].map(running.part);
  const first = dayAt(0);
  running.clock.at = `${first}T04:00:00.000Z`;
  const owner = new pg.Client({ connectionString: running.ownerUrl });
  await owner.connect();
  let keys = [];

  /** Once, when the row says how many there are. */
  async function fill(offices) {
    if (keys.length > 0) return;
    const services = [{ service, minutes: 30, seats: 4 }];
    const counters = Array.from({ length: 4 }, (_, i) => ({ counter: String(i + 1), services: [service] }));
    for (let n = 0; n < offices; n++) {
      const dated = { office: nameAt(n), validFrom: '2020-01-01', plan: { ...plan, services, counters }, source: 'bench' };
      const cause = { id: `bench:${n}`, correlation: 'bench', actor: 'bench' };
      await log.execute({ decider: office, id: officeId(nameAt(n)), command: { type: 'SetPlan', plan: dated }, cause });
    }
    await owner.query("SET TIME ZONE 'UTC'");
    await owner.query(TAKEN, [offices, service, first]);
    await owner.query('VACUUM ANALYZE place_view');
    keys = (await owner.query('SELECT agenda, booking, person FROM place_view ORDER BY random() LIMIT 10000')).rows;
  }

  /** The quantiles of how long it took, in milliseconds. */
  async function timed(load, ask) {
    await fill(load.offices);
    const took = [];
    const rate = await hammer(load, async (n) => {
      const began = performance.now();
      await ask(n);
      took.push(performance.now() - began);
    });
    return { p99: quantilesOf(took).p99, rate };
  }

  return {
    month: (load) =>
      timed(load, async (n) => {
        const days = await finder.overview(nameAt(n % load.offices), asked, first, DAYS);
        if (days.length !== DAYS) throw new Error(`${days.length} days were found`);
      }),
    search: (load) =>
      timed(load, async () => {
        const offers = await finder.offers(asked, null);
        if (offers.filter(({ place }) => place).length < load.offices) throw new Error('an office has no place');
      }),
    key: (load) =>
      timed(load, async (n) => {
        const { agenda, booking, person } = keys[n % keys.length];
        const rows = await log.query(KEY.text, [agenda, booking, person]);
        if (rows.length !== 1) throw new Error('no such row');
      }),
    async close() {
      await owner.end();
      await running.close();
    },
  };
}
