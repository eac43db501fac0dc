/** Keeps the promises about the tree itself: files are short, folders small, and no event or refusal is without an entry in the glossary. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const read = (path) => readFileSync(join(root, path), 'utf8');
const tracked = (...patterns) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);

const sources = tracked('apps', 'libs', 'deploy', 'bench', 'test').filter((path) => /\.(ts|mjs|cjs)$/.test(path));

/** Median ≤ 60 lines, nine of ten ≤ 200, none above 300; a folder has at most 12 sources beside their tests. */
export const sizes = () => {
  const lengths = sources.map((path) => ({ path, lines: read(path).split('\n').length - 1 })).sort((a, b) => a.lines - b.lines);
  const at = (share) => lengths[Math.floor((lengths.length - 1) * share)].lines;
  const folders = new Map();
  for (const path of sources) if (!path.includes('.spec.')) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
  return [
    ...lengths.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path} has ${lines} lines, more than 300`),
    ...(at(0.5) > 60 ? [`the median file has ${at(0.5)} lines, more than 60`] : []),
    ...(at(0.9) > 200 ? [`a tenth of the files has more than ${at(0.9)} lines, more than 200`] : []),
    ...[...folders].filter(([, files]) => files > 12).map(([folder, files]) => `${folder} has ${files} sources, more than 12`),
  ];
};

/** Every name in the glossary stands in backquotes: the built publishers name the events, the sources the refusals. */
export const glossary = () => {
  const glossed = new Set(Array.from(read('docs/language.md').matchAll(/`([^`\s]+)`/g), ([, name]) => name));
  const built = (path) => require(join(root, 'dist', path.replace(/\.ts$/, '.js')));
  const privateEvents = sources
    .filter((path) => path.endsWith('.publish.ts'))
    .flatMap((path) => Object.values(built(path)))
    .flatMap((publisher) => Object.keys(publisher?.on ?? {}));
  const publicEvents = built('libs/contracts/index.ts').contracts.map(({ type }) => type);
  const refusals = sources
    .filter((path) => path.startsWith('apps/') && !path.includes('.spec.'))
    .flatMap((path) => Array.from(read(path).matchAll(/\brefuse\(\s*'([^']+)'/g), ([, code]) => code));
  return [...new Set([...privateEvents, ...publicEvents, ...refusals])]
    .filter((name) => !glossed.has(name))
    .map((name) => `docs/language.md does not explain ${name}`);
};
