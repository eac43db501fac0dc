/** `npm run faults [-- options]`: breaks a system of its own again and again, and proves that nothing acknowledged is lost. */
import { randomBytes, randomInt } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onEnd } from './machine/ending.mjs';
import { home, root } from './machine/place.mjs';
import { prepare } from './machine/prepare.mjs';
import { Trouble, command, say, step } from './machine/say.mjs';

const help = `npm run faults [-- options]
  --only=A,B    only these faults (docs/faults.md shows what each does)
  --rounds=N    how often each is injected (default: 20)
  --seed=N      repeats the times of an earlier run (default: drawn, and printed)
  --write       writes docs/faults.md also when options differ from the defaults
`;

await command(async () => {
  const options = optionsOf();
  if (options.help) return say(help);
  const folder = join(home, `faults-${randomBytes(4).toString('hex')}`);
  const closing = new Set();
  const close = async () => {
    for (const one of [...closing].reverse()) await one.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const ending = onEnd(close);
  await ending.during(async () => {
    await prepare(ending);
    await inject(options, { folder, closing, signal: ending.signal });
  });
  await close();
});

function optionsOf() {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const { values } = parseArgs({ options: { only: text, rounds: text, seed: text, write: flag, help: flag } });
  const { only, rounds = '20', seed = String(randomInt(1, 2 ** 31)) } = values;
  if (!(Number(rounds) > 0 && Number(seed) > 0)) throw new Trouble(`That is no number.\n\n${help}`);
  const writes = values.write ?? Object.keys(values).length === 0;
  return { help: values.help, names: only?.split(',') ?? null, rounds: Number(rounds), seed: Number(seed), writes };
}

async function inject({ names, rounds, seed, writes }, { folder, closing, signal }) {
  const part = (name) => import(`../../test/faults/${name}.mjs`);
  const [{ faults }, { openBroker }, { runFault, tell }, { tableOf, pageOf }] = await Promise.all(
    ['faults', 'broker', 'run', 'report'].map(part),
  );
  const known = faults.map(({ name }) => name);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown) throw new Trouble(`There is no fault ${unknown}. There are: ${known.join(', ')}.`);
  const chosen = faults.filter(({ name }) => names?.includes(name) ?? true);
  const began = Date.now();
  say(`\nSeed ${seed}, ${rounds} rounds of each fault.\n`);
  const broker = openBroker(folder);
  closing.add(broker);
  await step('kafka', () => broker.start());
  const verdicts = [];
  for (const fault of chosen) {
    verdicts.push(await runFault(fault, { folder, broker, rounds, seed, signal, closing }));
    tell(verdicts.at(-1));
  }
  say(`\n${tableOf(verdicts)}\n`);
  const minutes = ((Date.now() - began) / 60_000).toFixed(0);
  if (writes) writeFileSync(join(root, 'docs', 'faults.md'), pageOf(verdicts, { seed, minutes }));
  if (verdicts.some(({ failed }) => failed)) throw new Trouble('Something that must hold did not: see above.');
}
