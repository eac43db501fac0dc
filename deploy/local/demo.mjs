/** `npm run demo [-- --seed=N --pace=MS]`: plays a day of the office for a person to watch, and reckons in the evening. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { environmentOf } from './apps.mjs';
import { Trouble, command, say } from './machine/say.mjs';
import { runningSystem } from './system.mjs';

const scenes = [
  'arrivals',
  'doubles',
  'bad-bodies',
  'bad-messages',
  'moves',
  'departures',
  'queue',
  'counters',
  'closure',
  'mails',
  'midnight',
];

const help = `npm run demo [-- options]     needs the system of \`npm start\`
  --seed=N    plays the day of this number again, with new people (default: drawn, and printed)
  --pace=MS   waits so long after every line, for people to read (default: 80)
  --folder=F  uses the system that runs from this folder (default: that of \`npm start\`)
`;

await command(async () => {
  const { seed, pace, folder } = options();
  if (seed === null) return say(help);
  if (!(await play(runningSystem(folder), seed, pace))) process.exitCode = 1;
});

function options() {
  const number = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : fail(text));
  const fail = (text) => {
    throw new Trouble(`${text} is not a number.\n\n${help}`);
  };
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: { seed: text, pace: { ...text, default: '80' }, folder: text, help: { type: 'boolean' } },
  });
  const { seed = String(randomInt(1, 100_000)), pace, folder } = values;
  return values.help ? { seed: null } : { seed: number(seed), pace: number(pace), folder };
}

/** The parts are loaded late: they use the built libraries, and there are none before the first start. */
async function play(system, seed, pace) {
  const part = (name) => import(`../demo/${name}.mjs`);
  const { addDays, bakuDate, Jobs, startOfBakuDay } = await part('product');
  const names = ['chance', 'day', 'doors', 'history', 'partners', 'reckoning', 'summary'];
  const parts = Object.assign({}, ...(await Promise.all(names.map(part))));

  const today = bakuDate(new Date().toISOString());
  const tomorrow = addDays(today, 1);
  const run = Date.now().toString(36).toUpperCase();
  say(`\nA day of the office: ${today} in Baku, seed ${seed}. Everybody in it is a specimen.`);

  const history = await parts.openHistory(system, run, `expiry-${tomorrow}`);
  const partners = await parts.openPartners(system);
  const jobs = openJobs(Jobs, system);
  try {
    const doors = await parts.openDoors(system);
    const day = parts.openDay({ ...doors, partners, history, chance: parts.chanceOf(seed), run, today, pace });
    const midnight = startOfBakuDay(tomorrow);
    /** What the worker does after every midnight, for a midnight that is still to come. */
    const sweep = () => jobs.add('registration-registry', 'expiry-sweep', { at: midnight });
    for (const name of scenes) {
      const scene = await part(`scenes/${name}`);
      say(`\n${scene.title}\n`);
      await scene.play(day, { mailbox: system.mailbox, midnight, sweep });
      if (name !== 'midnight') await day.settled();
    }
    const [places, workList] = [await history.places(), await history.workList()];
    const told = { entries: day.entries, facts: await history.facts(), aside: await history.setAside(), places, workList };
    const checks = await parts.reckon({ ...told, gaps: await history.gaps(), mailbox: system.mailbox });
    return parts.summarize({ ...told, checks, seed });
  } finally {
    await Promise.all([partners.close(), jobs.close(), history.close()]);
  }
}

function openJobs(Jobs, system) {
  const { JOBS_URL: url, JOBS_PREFIX: prefix } = environmentOf({ name: 'worker', database: null }, system);
  return new Jobs({ url, prefix, logger: console });
}
