/** `npm run bench [-- parts and options]`: measures the log beside its peers, the queue and the running system, and writes docs/performance.md. */
import { parseArgs } from 'node:util';
import { home } from './machine/place.mjs';
import { Trouble, command, say } from './machine/say.mjs';

const help = `npm run bench [-- log|queue|opening|system] [options]
  log           the log beside other event stores and what PostgreSQL itself can do
  queue         many who ask for few places at once, and the search for free ones
  opening       all places of a day, released at one moment to many people, over HTTP
  system        the running system under load
                (default: all)
  --quick       one round of short slices, to see that it works
  --rounds=N    how often everything is measured (default: 3)
  --seconds=S   length of a slice (default: 4 for the log and the queue, 15 for the system)
  --write       writes docs/performance.md also when options differ from the defaults
The log and the queue:
  --only=A,B    only the rows whose names begin so, as \`append,read\`
  --long        also the rows that take many minutes
  --profile=F   keeps a processor profile of every process in folder F
The system:
  --rate=A,B    filings a second to try (default: 50,200,500,1000)
  --folder=F    measures the system that runs from this folder (default: that of \`npm start\`)
Opening day:
  --people=N    how many come (default: 100000)
  --minutes=M   over how many minutes (default: 5)
Each part of the page is rewritten by the part of the bench that measures it. Servers and systems that are needed are started in a
temporary folder and removed afterwards.
`;

const usualRates = '50,200,500,1000';

await command(async () => {
  const { values, positionals } = readArguments();
  if (values.help) return say(help);
  const parts = positionals.length > 0 ? positionals : ['log', 'queue', 'opening', 'system'];
  for (const part of parts) await measure(part, optionsOf(values, part));
});

function readArguments() {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const common = { quick: flag, rounds: text, seconds: text, write: flag, help: flag };
  const options = { ...common, only: text, long: flag, profile: text, rate: text, folder: text, people: text, minutes: text };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${help}`);
  }
}

async function measure(part, options) {
  if (part === 'log') return (await import('../../bench/log/bench.mjs')).benchLog(options);
  if (part === 'queue') return (await import('../../bench/queue/bench.mjs')).benchQueue(options);
  if (part === 'opening') return (await import('../../bench/opening/bench.mjs')).benchOpening(options);
  if (part === 'system') return (await import('../../bench/system/bench.mjs')).benchSystem(options);
  throw new Trouble(`The bench has no part called ${part}.\n\n${help}`);
}

function optionsOf({ quick, only, rate = usualRates, ...values }, part) {
  const isRows = part === 'log' || part === 'queue';
  const rounds = Number(values.rounds ?? (quick ? 1 : 3));
  const seconds = Number(values.seconds ?? (quick ? (isRows ? 1 : 5) : isRows ? 4 : 15));
  const rates = rate.split(',').map(Number);
  const [people, minutes] = [Number(values.people ?? (quick ? 2000 : 100_000)), Number(values.minutes ?? (quick ? 0.5 : 5))];
  if (![...rates, seconds, rounds, people, minutes].every((number) => number > 0))
    throw new Trouble(`That is no number.\n\n${help}`);
  const isUsual =
    !quick && !values.rounds && !values.seconds && !values.people && !values.minutes && (isRows ? !only : rate === usualRates);
  return {
    ...{
      rounds,
      seconds,
      rates,
      people,
      minutes,
      long: values.long ?? false,
      profile: values.profile,
      folder: values.folder ?? home,
    },
    only: only?.split(',') ?? [''],
    warmUp: isRows ? seconds / 4 : quick ? 2 : 5,
    heating: quick ? 10 : 60,
    writes: isUsual || values.write,
  };
}
