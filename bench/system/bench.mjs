/** The running system under load: idle, at several rates, and the HTTP step beside a route that keeps nothing. */
import { say, step } from '../../deploy/local/machine/say.mjs';
import { describeMachine, quiet } from '../machine.mjs';
import { writePart } from '../page.mjs';
import { withSystem } from './host.mjs';
import { report } from './report.mjs';
import { measure } from './slice.mjs';
import { compare } from './step.mjs';
import { openWatch } from './watch.mjs';

const idleRate = 4;

/** See the options of `npm run bench`. */
export const benchSystem = (options) =>
  withSystem({ folder: options.folder, fastest: Math.max(...options.rates) }, (subject) => bench(subject, options));

async function bench(subject, options) {
  const machine = await describeMachine(subject.system.databases.qeyd_intake.app);
  const busy = await quiet();
  const measured = { ...(await underLoad(subject, options)), steps: await httpStep(subject, options) };
  await writePart('system', report({ ...subject, ...options, machine, busy, ...measured }), options.writes);
}

/** Idle and at every rate, round by round, so that what changes on the machine meanwhile meets all alike. */
async function underLoad(subject, { rates, seconds, rounds, warmUp, heating }) {
  const watch = await openWatch(subject.system);
  const slice = (title, rate, length) =>
    step(title, () => measure({ ...subject, watch }, { rate, seconds: length, warmUp }).then(told));
  const idle = [];
  const loads = rates.map(() => []);
  try {
    await slice('warm-up, not counted', Math.min(200, Math.max(...rates)), heating);
    for (let round = 1; round <= rounds; round++) {
      idle.push(await slice(`round ${round}, idle`, idleRate, Math.max(seconds, 25 / rounds)));
      for (const [i, rate] of rates.entries()) loads[i].push(await slice(`round ${round}, ${rate}/s`, rate, seconds));
    }
  } finally {
    await watch.close();
  }
  return { idle, loads };
}

async function httpStep(subject, { rounds, seconds }) {
  const given = { rounds: Math.max(3, rounds), seconds: seconds / 3 };
  const compared = async (title, isAlone) => ({ isAlone, ...(await step(title, () => compare(subject, given))) });
  const steps = [await compared('HTTP step, the whole system at work', false)];
  if (subject.isOwn) {
    await subject.alone();
    steps.push(await compared('HTTP step, intake alone', true));
  }
  return steps;
}

function told(result) {
  const { http, registered, mailed } = result.steps;
  const p99 = ({ p99: value }) => value.toFixed(0);
  say(`      p99 ${p99(http)} ms answered, ${p99(registered)} ms registered, ${p99(mailed)} ms e-mail accepted`);
  return result;
}
