/** Opening day: all places of a day are released at one moment to many people over HTTP, while intake goes on filing. */
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDoors, tokenOf } from '../../deploy/demo/doors.mjs';
import { say, step, Trouble } from '../../deploy/local/machine/say.mjs';
import { connect } from '../../deploy/local/servers/databases.mjs';
import { quantilesOf } from '../figures.mjs';
import { describeMachine, quiet } from '../machine.mjs';
import { writePart } from '../page.mjs';
import { withSystem } from '../system/host.mjs';
import { measure } from '../system/slice.mjs';
import { openWatch } from '../system/watch.mjs';
import { channels, openingAt } from './places.mjs';
import { report } from './report.mjs';

/** Applications filed a second beside it: more than a peak day's 3,700 in its hours. */
const FILINGS = 5;
/** Seconds of filing alone, before. */
const ALONE = 30;
/** Who books for the day before meanwhile, so that the programs have done all of it already: so many people in so many seconds. */
const EARLIER = { people: 600, seconds: 20 };
const MINUTE = 60_000;
const GIVEN = `
  SELECT count(*)::int AS given, count(DISTINCT (agenda, seat, starts_at))::int AS places
  FROM place_view WHERE status = 'confirmed' AND on_day = $1`;

/** See the options of `npm run bench`. */
export const benchOpening = (options) =>
  withSystem({ folder: options.folder, fastest: FILINGS }, (subject) => bench(subject, options));

async function bench(subject, { people, minutes, writes }) {
  const machine = await describeMachine(subject.system.databases.qeyd_booking.app);
  const busy = await quiet();
  const watch = await openWatch(subject.system);
  try {
    const filing = (seconds) => measure({ ...subject, watch }, { rate: FILINGS, seconds, warmUp: 5 });
    const alone = await step('filing alone', () => filing(ALONE));
    const released = Math.ceil((Date.now() + 60_000) / MINUTE) * MINUTE;
    const { on, plans, places, earlier } = openingAt(released);
    await step('the places of the day', () => setPlans(subject.system, plans));
    const tokens = await Promise.all(channels.map((channel) => tokenOf(subject.system.oidc, channel)));
    const url = subject.system.apps['queue-booking'];
    const run = released.toString(36);
    const warmUp = { url, tokens, places: earlier, ...EARLIER, start: Date.now(), run: `earlier-${run}` };
    await step(`${EARLIER.people} people who book for the day before`, () => letCome(warmUp));
    await sleep(released - 5000 - Date.now());
    const wanted = { url, tokens, places, people, start: released + 500, seconds: minutes * 60, run };
    const [came, beside] = await step(`${people} people`, () => Promise.all([letCome(wanted), filing(minutes * 60)]));
    const found = await countGiven(subject.system, on);
    const measured = { people, minutes, places: places.length, filings: FILINGS, alone, beside, came, found };
    await writePart(
      'opening',
      report({ ...measured, confirmed: quantilesOf(came.confirmed), refused: quantilesOf(came.refused), machine, busy }),
      writes,
    );
  } finally {
    await watch.close();
  }
}

async function setPlans(system, plans) {
  const { put } = await openDoors(system);
  for (const { office, plan } of plans) {
    const { status, body } = await put('queue-booking', `/v1/offices/${office}/plan`, plan, { as: 'supervisor' });
    if (status !== 204) throw new Trouble(`The plan of ${office} was not taken: ${JSON.stringify(body)}`);
  }
}

async function letCome(wanted) {
  const child = fork(fileURLToPath(new URL('people.mjs', import.meta.url)));
  const ended = new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the people ended with code ${code} before they told what they saw`)));
  });
  child.send(wanted);
  const came = await ended;
  say(`      ${JSON.stringify(came.counts)}`);
  return came;
}

async function countGiven({ databases }, on) {
  const client = await connect(databases.qeyd_booking.app);
  const { rows } = await client.query(GIVEN, [on]);
  await client.end();
  return rows[0];
}
