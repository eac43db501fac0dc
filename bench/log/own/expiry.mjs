/** The expiry sweep of the register as it runs: jobs, aggregate, events, chain and view; the ends that it records are sealed for nobody. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { connect } from '../../../deploy/local/servers/databases.mjs';
import { quantilesOf } from '../../figures.mjs';
import { built } from '../built.mjs';

const register = 'apps/registration-registry';
const { TestRegister, filed, registering, request } = built(`${register}/test/register.js`);
const { QUEUE, RegistrationJobs } = built(`${register}/src/registration/registration.job.js`);
const { findDue } = built(`${register}/src/registration/registration.view.js`);
const { Jobs } = built('libs/jobs/index.js');
const { Clock } = built('libs/platform/clock.js');
const { newId } = built('libs/event-store/index.js');

const logger = { warn: () => undefined, error: (text, fault) => console.error(text, fault) };
const FILED_A_SECOND = 50;
const DUE_ON = '2026-05-31';
/** Whoever files meanwhile is not due before the end. */
const lately = { enteredOn: '2026-11-01', movedInOn: '2026-11-01' };

/** As many registrations as are wanted, like the one that was registered by its own path; their people's keys are gone. */
const LAY = `
  WITH model AS (SELECT e.*, v.* FROM event e JOIN registration_view v ON v.person = e.stream WHERE e.stream = $1 AND e.version = 1),
    place AS (SELECT head.position + g AS place FROM head, generate_series(1, $2::int) AS g),
    part AS (SELECT place, (time || '8' || rest)::uuid AS human, (time || '9' || rest)::uuid AS stay FROM place, LATERAL (
      SELECT lpad(to_hex(1764000000000 + place / 30), 12, '0') || '7' || lpad(to_hex(place % 4096), 3, '0') AS time, substr(md5(place::text), 1, 15) AS rest) AS id),
    laid AS (INSERT INTO event (position, stream, version, category, type, schema, data, subject, sealed, meta, recorded_at, hash)
      SELECT place, human, 1, category, type, schema, replace(replace(data::text, stream::text, human::text), registration::text, stay::text)::json,
        human, NULL, meta, recorded_at, sha256(place::text::bytea) FROM part, model),
    seen AS (INSERT INTO registration_view (registration, person, application, reference, office, citizenship, basis, entered_on, moved_in_on,
        to_exclusive, due_on, days_late, registered_at)
      SELECT stay, human, application, reference, office, citizenship, basis, entered_on, moved_in_on, to_exclusive, due_on, days_late, registered_at
      FROM part, model)
  UPDATE head SET position = position + $2`;

export async function open({ jobs: url }) {
  const own = await TestRegister.open();
  const admin = await connect(own.databases[0].ownerUrl);
  const jobs = new Jobs({ url, prefix: `bench-${newId()}`, logger });
  const redis = new Redis(url);
  await jobs.ready();
  const [person] = await own.newPeople(1);
  await own.registerAll([filed(person, { enteredOn: '2026-03-02', movedInOn: '2026-03-02' })]);
  jobs.work(QUEUE, new RegistrationJobs(own.log, new Clock(), { ALLOW_MOVED_CLOCK: false }).handlers);
  const used = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))[1]) / 2 ** 20;
  const isDone = async () => (await findDue(own.log, DUE_ON, null, 1)).length === 0;

  /** Files at an even rate until told to stop; answers the 99th percentile, in milliseconds. */
  async function filing(signal) {
    const people = await own.newPeople(1000);
    const [taken, filings] = [[], []];
    for (let due = performance.now(); !signal.aborted && people.length > 0; due += 1000 / FILED_A_SECOND) {
      await sleep(Math.max(0, due - performance.now()));
      const human = people.pop();
      filings.push(
        own.log.executeMany([request(human, registering(filed(human, lately)))]).then(() => taken.push(performance.now() - due)),
      );
    }
    await Promise.all(filings);
    return quantilesOf(taken).p99;
  }

  return {
    async expire({ count }) {
      await admin.query(LAY, [person, count]);
      await admin.query('VACUUM ANALYZE registration_view');
      const stop = new AbortController();
      const p99 = filing(stop.signal);
      const before = await used();
      let most = before;
      const start = performance.now();
      await jobs.add(QUEUE, 'expiry-sweep', {});
      while (!(await isDone())) {
        most = Math.max(most, await used());
        await sleep(50);
      }
      const rate = (count / (performance.now() - start)) * 1000;
      stop.abort();
      return { rate, redis: most - before, p99: await p99 };
    },
    filing: async ({ seconds }) => ({ p99: await filing(AbortSignal.timeout(seconds * 1000)) }),
    async close() {
      await jobs.close();
      redis.disconnect();
      await admin.end();
      await own.close();
    },
  };
}
