/** `npm run bench [-- options]`: measures the running system, or one of its own, and writes docs/performance.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { home, root } from './machine/place.mjs';
import { Trouble, command, say, step } from './machine/say.mjs';

const help = `npm run bench [-- options]
  --rate=A,B    filings a second to try (default: 50,200,500,1000)
  --seconds=S   length of a slice (default: 15)
  --rounds=N    how often everything is measured (default: 3)
  --quick       one round of short slices, to see that it works
  --folder=F    measures the system that runs from this folder (default: that of \`npm start\`)
  --write       writes docs/performance.md also when options differ from the defaults
Where none runs, a system is started in a temporary folder and removed afterwards.
`;
const idleRate = 4;

await command(async () => {
  const options = optionsOf();
  if (options.help) return say(help);
  const { withSystem } = await import('../../bench/host.mjs');
  await withSystem({ folder: options.folder, fastest: Math.max(...options.rates) }, (subject) => bench(subject, options));
});

function optionsOf() {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const { values } = parseArgs({
    options: { rate: text, seconds: text, rounds: text, folder: text, quick: flag, write: flag, help: flag },
  });
  const { quick, rate = '50,200,500,1000', seconds = quick ? '5' : '15', rounds = quick ? '1' : '3', folder = home } = values;
  const rates = rate.split(',').map(Number);
  if (![...rates, Number(seconds), Number(rounds)].every((number) => number > 0))
    throw new Trouble(`That is no number.\n\n${help}`);
  const isUsual = !quick && !values.rate && !values.seconds && !values.rounds;
  return {
    ...{ help: values.help, folder, rates, seconds: Number(seconds), rounds: Number(rounds) },
    warmUp: quick ? 2 : 5,
    heating: quick ? 10 : 60,
    writes: isUsual || values.write,
  };
}

async function bench(subject, options) {
  const part = (name) => import(`../../bench/${name}.mjs`);
  const [{ describeMachine, busyShare }, { report }] = await Promise.all(['machine', 'report'].map(part));
  const machine = await describeMachine(subject.system);
  const busy = await busyShare();
  const measured = { ...(await underLoad(subject, options)), steps: await httpStep(subject, options) };
  const page = await report({ ...subject, ...options, machine, busy, ...measured });
  say(`\n${page}`);
  if (options.writes) writeFileSync(join(root, 'docs', 'performance.md'), page);
}

/** Idle and at every rate, round by round, so that what changes on the machine meanwhile meets all alike. */
async function underLoad(subject, { rates, seconds, rounds, warmUp, heating }) {
  const [{ openWatch }, { measure }] = await Promise.all([import('../../bench/watch.mjs'), import('../../bench/slice.mjs')]);
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
  const { compare } = await import('../../bench/step.mjs');
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
