/** Proves that every rule bites: plants one violation per rule in an empty tree and compares what is reported with what must be. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { everywhere, inApps, inTests, pureOnly } from '../../eslint.config.mjs';
import { house } from './house.mjs';
import * as plants from './plants.mjs';

const root = resolve(import.meta.dirname, '../..');
const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));

const layerRules = forbidden
  .filter(({ name }) => name.startsWith('layer-of-'))
  .map(({ name, to }) => ({ lib: name.slice('layer-of-'.length), known: to.pathNot }));
const libs = layerRules.map(({ lib }) => lib);
const strangers = layerRules.map(({ lib, known }) => ({
  lib,
  stranger: libs.find((other) => !known.includes(`^libs/${other}/`)),
}));
const planted = plants.dependencies(strangers);

const treeOf = (files) => {
  mkdirSync(join(root, '.local'), { recursive: true });
  const tree = mkdtempSync(join(root, '.local', 'planted-'));
  const tsconfig = {
    extends: '../../tsconfig.base.json',
    compilerOptions: { noEmit: true, paths: { '@qeyd/*': ['./libs/*/index.ts'] } },
    include: ['apps', 'libs'],
  };
  for (const [path, text] of Object.entries({ ...files, 'tsconfig.json': JSON.stringify(tsconfig) })) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  symlinkSync(join(root, 'package.json'), join(tree, 'package.json'));
  return tree;
};

/** Runs the check in a tree of its own and leaves nothing behind. */
const inTree = async (files, check) => {
  const tree = treeOf(files);
  try {
    return await check(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
};

const cruised = (tree) => {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, 'apps', 'libs', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout).summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`);
};

const linted = async (tree) => {
  const eslint = new ESLint({ cwd: tree, overrideConfigFile: join(root, 'eslint.config.mjs') });
  const results = await eslint.lintFiles(['apps', 'libs']);
  return results.flatMap(({ filePath, messages }) =>
    messages.filter(({ severity }) => severity === 2).map((found) => ({ file: relative(tree, filePath), ...found })),
  );
};

const complaints = [];
const compare = (what, expected, found) => {
  for (const one of expected) if (!found.includes(one)) complaints.push(`${what}: not reported: ${one}`);
  for (const one of found) if (!expected.includes(one)) complaints.push(`${what}: reported, but not planted: ${one}`);
};

const innocent = plants.innocent(libs);
const cruise = await inTree({ ...innocent, ...Object.assign({}, ...Object.values(planted)) }, cruised);
compare(
  'dependencies',
  Object.entries(planted).map(([rule, files]) => `${rule} in ${Object.keys(files)[0]}`),
  cruise,
);
compare(
  'plants',
  forbidden.map(({ name }) => name),
  Object.keys(planted),
);

const lint = await inTree({ ...innocent, ...Object.fromEntries(plants.lint.map(([, file, text]) => [file, text])) }, linted);
compare(
  'lint',
  plants.lint.map(([rule, file]) => `${rule} in ${file}`),
  lint.map(({ ruleId, file }) => `${ruleId} in ${file}`),
);
const said = lint.map(({ message }) => message);
for (const { message } of [...everywhere, ...inApps, ...pureOnly, ...inTests])
  if (!said.includes(message)) complaints.push(`lint: nothing is planted for "${message}"`);
for (const rule of Object.keys(house.rules))
  if (!lint.some(({ ruleId }) => ruleId === `house/${rule}`)) complaints.push(`lint: nothing is planted for house/${rule}`);

for (const complaint of complaints) console.error(complaint);
console.log(
  `${forbidden.length} dependency rules and ${plants.lint.length} lint plants: ${complaints.length === 0 ? 'all alive' : 'see above'}`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
