/** `npm run check`: every check of package.json, as many at a time as there are cores, each told with its seconds; what failed is told in full. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Trouble, command, step } from '../local/machine/say.mjs';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The longest come first, so that the short ones fill the gap at the end. */
const longest = ['check:lint', 'check:rules'];
const checks = Object.keys(scripts).filter((name) => name.startsWith('check:'));
const waiting = [...longest, ...checks.filter((name) => !longest.includes(name))];

async function run(name) {
  const child = spawn('npm', ['run', '--silent', name], { cwd: root });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (said += chunk.toString()));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Trouble(`npm run ${name}\n\n${said.trim()}`);
}

/** All are run, whatever the others say. */
async function lane() {
  const troubles = [];
  for (let name = waiting.shift(); name; name = waiting.shift())
    await step(name, () => run(name)).catch((trouble) => troubles.push(trouble.message));
  return troubles;
}

await command(async () => {
  const lanes = Array.from({ length: Math.min(availableParallelism(), waiting.length) }, lane);
  const troubles = (await Promise.all(lanes)).flat();
  if (troubles.length > 0) throw new Trouble(troubles.join('\n\n'));
});
