/** `npm run faults [-- log|queue] [options]`: breaks a system of its own again and again, and proves that nothing acknowledged is lost. */
import { randomBytes, randomInt } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onEnd } from './machine/ending.mjs';
import { home, root } from './machine/place.mjs';
import { prepare } from './machine/prepare.mjs';
import { Trouble, command, say, step } from './machine/say.mjs';

const help = `npm run faults [-- log|queue] [options]
  log           faults of every kind while a log is written, relayed and consumed (default)
  queue         many who ask for few places, while programs and server are killed
  --seed=N      repeats the times of an earlier run (default: drawn, and printed)
  --write       writes the page also when options differ from the defaults
The log (docs/faults.md):
  --only=A,B    only these faults (the page shows what each does)
  --rounds=N    how often each is injected (default: 20)
The queue (docs/faults-queue.md):
  --attempts=N  how many ask (default: 1000000)
  --kills=N     how often something is killed meanwhile (default: 30)
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
    const run = options.part === 'queue' ? raid : inject;
    await run(options, { folder, closing, signal: ending.signal });
  });
  await close();
});

function optionsOf() {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const options = { only: text, rounds: text, attempts: text, kills: text, seed: text, write: flag, help: flag };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { only, rounds = '20', attempts = '1000000', kills = '30', seed = String(randomInt(1, 2 ** 31)) } = values;
  const [part = 'log', ...others] = positionals;
  const numbers = { rounds: Number(rounds), attempts: Number(attempts), kills: Number(kills), seed: Number(seed) };
  if (!Object.values(numbers).every((number) => number > 0)) throw new Trouble(`That is no number.\n\n${help}`);
  if (!['log', 'queue'].includes(part) || others.length > 0) throw new Trouble(`There is no such part.\n\n${help}`);
  const writes = values.write ?? Object.keys(values).length === 0;
  return { part, help: values.help, names: only?.split(',') ?? null, ...numbers, writes };
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

async function raid({ writes, ...options }, given) {
  const [{ proveQueue }, { pageOf, tableOf }, { isWhole }] = await Promise.all(
    ['prove', 'report', 'model'].map((part) => import(`../../test/faults/queue/${part}.mjs`)),
  );
  say(`\nSeed ${options.seed}, ${options.attempts} attempts, ${options.kills} kills.\n`);
  const began = Date.now();
  const verdict = await proveQueue(options, given);
  const seconds = Math.round((Date.now() - began) / 1000);
  say(`${tableOf(verdict)}\n`);
  for (const sentence of Object.values(verdict).flatMap((found) => (Array.isArray(found) ? found.slice(0, 10) : [])))
    say(`  ✗ ${sentence}`);
  if (writes) writeFileSync(join(root, 'docs', 'faults-queue.md'), pageOf(verdict, { ...options, seconds }));
  if (!isWhole(verdict)) throw new Trouble('Something that must hold did not: see above.');
}
