/** A place is where one running system lives: its folder, its state file, its ports, its secrets. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './ports.mjs';

/** The top folder of the repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where `npm start` lives, and where downloads are kept for all places. */
export const home = join(root, '.local');

const empty = { launcher: null, processes: {}, servers: {}, ports: {}, folders: {}, secrets: {}, upToDate: null };

/** The state as it was last written, without opening the place. */
export function readState(folder = home) {
  const file = join(folder, 'state.json');
  return existsSync(file) ? { ...structuredClone(empty), ...JSON.parse(readFileSync(file, 'utf8')) } : structuredClone(empty);
}

export function openPlace(
  folder = home,
  { usualPorts = true, temporary = false, quiet = false, environment = process.env } = {},
) {
  mkdirSync(join(folder, 'log'), { recursive: true });
  const state = readState(folder);

  function save() {
    const file = join(folder, 'state.json');
    writeFileSync(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  return {
    folder,
    state,
    save,
    temporary,
    /** Says nothing of programs that crash and come back. */
    quiet,
    environment,

    /** The port used last time, else the usual one, else a free one; remembered. */
    async port(name, usual) {
      state.ports[name] = await freePort(state.ports[name], usualPorts && usual);
      save();
      return state.ports[name];
    },

    /** A password or key that stays the same for the life of the place. */
    secret(name, make = () => randomBytes(18).toString('base64url')) {
      if (!state.secrets[name]) {
        state.secrets[name] = make();
        save();
      }
      return state.secrets[name];
    },

    /** A folder for `name` that the given user can work in: inside the place if that user may enter it, else in the system's temporary folder. */
    folderFor(name, user) {
      if (!state.folders[name] || !existsSync(state.folders[name])) {
        state.folders[name] = folderIn(join(folder, name), user) ?? folderIn(mkdtempSync(join(tmpdir(), 'qeyd-')), user);
        save();
      }
      return state.folders[name];
    },
  };
}

/** The folder, made if need be; `null` when that user may not enter it. */
export function folderIn(folder, user) {
  mkdirSync(folder, { recursive: true });
  if (!user) return folder;
  chmodSync(folder, 0o755);
  const entered = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/' });
  return entered.status === 0 ? folder : null;
}
