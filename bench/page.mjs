/** docs/performance.md: one page of parts, each written by the part of the bench that measured it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../deploy/local/machine/place.mjs';
import { say } from '../deploy/local/machine/say.mjs';

const page = join(root, 'docs', 'performance.md');
const order = ['log', 'queue', 'opening', 'system'];

const mark = (name) => `<!-- npm run bench -- ${name} -->`;

/** Says the part, and with `writes` puts it into the page in the place of what it said before. */
export async function writePart(name, text, writes) {
  const formatted = await format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
  say(`\n${formatted}`);
  if (!writes) return;
  const parts = { ...partsOf(existsSync(page) ? readFileSync(page, 'utf8') : ''), [name]: formatted.trim() };
  const written = order.filter((part) => parts[part]).map((part) => `${mark(part)}\n\n${parts[part]}\n`);
  writeFileSync(page, `# Performance\n\n${written.join('\n')}`);
}

const partsOf = (text) =>
  Object.fromEntries(
    order.flatMap((name) => {
      const [, found] = text.split(`${mark(name)}\n`);
      return found === undefined ? [] : [[name, found.split('\n<!-- npm run bench')[0].trim()]];
    }),
  );

export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

export const percent = (share) => `${(share * 100).toFixed(0)} %`;

/** The sentence that says on what was measured, and beside what. */
export const whereabouts = (command, { cores, model, memory, system, node, postgres }, busy) =>
  `Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}. ${cores} cores (${model}), ${memory}, ${system}, Node ${node}, PostgreSQL ${postgres}; servers, programs and load on the same machine, which was ${percent(busy)} busy with other things before.`;
