/** Installs the packages and builds the apps, each only when what it depends on has changed. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { home, root } from './place.mjs';
import { Trouble, step } from './say.mjs';

export async function prepare({ signal } = {}) {
  mkdirSync(home, { recursive: true });
  if (!packagesAreCurrent()) {
    refuseLinked();
    await step('installing packages (npm ci)', () => npm(['ci', '--no-audit', '--no-fund'], signal));
  }
  stamp('packages', hashOf(['package-lock.json']));

  const sources = hashOf(['package-lock.json', '.swcrc', ...filesIn('apps'), ...filesIn('libs')]);
  if (existsSync(join(root, 'dist')) && stamped('build') === sources) return;
  await step('building the apps', () => npm(['run', 'build'], signal));
  stamp('build', sources);
}

/** True also when somebody installed them by hand: npm then wrote its own list after the lock file was. */
function packagesAreCurrent() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  return (
    stamped('packages') === hashOf(['package-lock.json']) ||
    statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

/** npm would empty the folder that the link points to, which is somebody else's. */
function refuseLinked() {
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Trouble('node_modules is a link and not up to date: update what it points to, or remove the link.');
}

async function npm(args, signal) {
  try {
    await promisify(execFile)('npm', args, { cwd: root, signal, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    throw new Trouble(`\`npm ${args.join(' ')}\` failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
}

const stampFile = (name) => join(home, `${name}.stamp`);

/** The hash of what was last installed (`packages`) or built (`build`). */
export const stamped = (name) => (existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : null);
const stamp = (name, hash) => writeFileSync(stampFile(name), hash);

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Specifications are not built. */
const filesIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
    .sort();
