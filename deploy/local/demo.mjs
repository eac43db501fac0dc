/** `npm run demo [-- --seed=N --pace=MS]`: plays a day of the office for a person to watch, and reckons in the evening. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { environmentOf } from './apps.mjs';
import { Trouble, command, say } from './machine/say.mjs';
import { runningSystem } from './system.mjs';

const scenes = ['arrivals', 'doubles', 'bad-bodies', 'bad-messages', 'moves', 'departures', 'mails', 'midnight'];

const help = `npm run demo [-- options]     needs the system of \`npm start\`
  --seed=N    plays the day of this number again, with new people (default: drawn, and printed)
  --pace=MS   waits so long after every line, for people to read (default: 80)
  --folder=F  uses the system that runs from this folder (default: that of \`npm start\`)
`;

await command(async () => {
  const { seed, pace, folder } = options();
  if (seed === null) return say(help);
  const isPlayedWell = await play(runningSystem(folder), seed, pace);
  process.exit(isPlayedWell ? 0 : 1);
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
  const [{ chanceOf }, { openDay }, { openDoors }, { openHistory }, { openPartners }, { reckon }, { summarize }] =
    await Promise.all(['chance', 'day', 'doors', 'history', 'partners', 'reckoning', 'summary'].map(part));

  const today = bakuDate(new Date().toISOString());
  const tomorrow = addDays(today, 1);
  const until = startOfBakuDay(tomorrow);
  const run = Date.now().toString(36).toUpperCase();
  say(`\nA day of the office: ${today} in Baku, seed ${seed}. Everybody in it is a specimen.`);

  const history = await openHistory(system, run, `expiry-${tomorrow}`);
  const partners = await openPartners(system);
  const { JOBS_URL: url, JOBS_PREFIX: prefix } = environmentOf({ name: 'worker', database: null }, system);
  const jobs = new Jobs({ url, prefix, logger: console });
  const day = openDay({ post: await openDoors(system), partners, history, chance: chanceOf(seed), run, today, pace });

  /** What the worker does after every midnight, for a midnight that is still to come. */
  const sweep = () => jobs.add('registration-registry', 'expiry-sweep', { at: until });
  const circumstances = { misbehaves: system.mailbox.page !== null, sweep, until };

  for (const name of scenes) {
    const scene = await part(`scenes/${name}`);
    say(`\n${scene.title}\n`);
    await scene.play(day, circumstances);
    await day.settled({ isOver: name === 'midnight' });
  }

  const facts = await history.facts();
  const checks = await reckon({ entries: day.entries, facts, history, mailbox: system.mailbox });
  return summarize({ entries: day.entries, facts, checks, seed });
}
