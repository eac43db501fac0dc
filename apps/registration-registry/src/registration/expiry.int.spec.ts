/** The expiry sweep on a real PostgreSQL and a real queue. */
import { Jobs } from '@qeyd/jobs';
import { Clock } from '@qeyd/platform';
import { filed, random, TestRegister } from '../../test/register';
import { QUEUE, RegistrationJobs } from './registration.job';
import { findDue } from './registration.view';

let register: TestRegister;
let jobs: Jobs;
const logger = { warn: () => undefined, error: () => undefined };
const movedTo = '2999-06-05T20:05:00.000Z';

beforeAll(async () => {
  register = await TestRegister.open();
  jobs = new Jobs({ url: process.env['TEST_REDIS_URL'] ?? '', prefix: `t${random()}`, logger });
  await jobs.ready();
});
afterAll(async () => {
  await jobs.close();
  await register.close();
});

const edge = (allowed: boolean, log = register.log) => new RegistrationJobs(log, new Clock(), { ALLOW_MOVED_CLOCK: allowed });

describe('The expiry sweep', () => {
  it('does not run ahead of the clock unless the settings allow it', async () => {
    const job = { id: '1', name: 'expiry-sweep', ids: { at: movedTo }, attempt: 1, lastAttempt: true, addedAt: movedTo };
    await expect(edge(false).handlers['expiry-sweep']?.(job)).rejects.toThrow('a day to come');
  });

  it('ends all others when one stream cannot be read, says how many are left, and ends those when they can be', async () => {
    const people = await register.newPeople(300);
    const entry = { enteredOn: '2026-03-02', movedInOn: '2026-03-02' };
    await register.registerAll(people.map((person) => filed(person, entry)));
    const job = { id: '1', name: 'expiry-sweep', ids: { at: movedTo }, attempt: 1, lastAttempt: false, addedAt: movedTo };
    const sweep = () => edge(true, register.other).handlers['expiry-sweep']?.(job);
    const due = () => findDue(register.log, '2999-06-06', null, 300);

    await register.reshape(people[7] ?? '', 99);
    await expect(sweep()).rejects.toThrow('1 registrations that are due could not be ended');
    expect(await due()).toMatchObject([{ person: people[7] }]);

    await register.reshape(people[7] ?? '', 1);
    await sweep();
    expect(await due()).toEqual([]);
  }, 60_000);

  it('records 5,000 ends with their true date, in chunks, and each once though two sweeps run', async () => {
    const people = await register.newPeople(5000);
    const entry = { enteredOn: '2026-03-02', movedInOn: '2026-03-02' };
    await register.registerAll(people.map((person) => filed(person, entry)));
    jobs.work(QUEUE, edge(true).handlers, { concurrency: 2 });
    await Promise.all([jobs.add(QUEUE, 'expiry-sweep', { at: movedTo }), jobs.add(QUEUE, 'expiry-sweep', { at: movedTo })]);
    while ((await findDue(register.log, '2999-06-06', null, 1)).length > 0) await new Promise((later) => setTimeout(later, 50));

    const [ended] = await register.log.query(
      `SELECT count(*)::int FROM registration_view WHERE end_reason = 'Expired' AND ended_on = '2026-05-31' AND person = ANY ($1)`,
      [people],
    );
    expect(ended).toEqual({ count: 5000 });
    const recorded = await register.log.query(
      'SELECT type, count(*)::int, count(DISTINCT stream)::int AS people FROM event WHERE stream = ANY ($1) GROUP BY type ORDER BY type',
      [people],
    );
    expect(recorded).toEqual(['StayDeregistered', 'StayRegistered'].map((type) => ({ type, count: 5000, people: 5000 })));
  }, 120_000);
});
