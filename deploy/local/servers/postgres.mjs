/** A local PostgreSQL server with its data in the place. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from '../machine/say.mjs';
import { connect } from './databases.mjs';
import { findPostgres } from './postgres-binaries.mjs';

/** `extra` settings and another `env` are for who measures: a log that is decoded, a disk that is slower. */
export async function startPostgres(place, { extra = {}, env = process.env } = {}) {
  const user = serverUser();
  const folder = place.folderFor('postgres', user);
  const data = join(folder, 'data');
  const made = join(folder, 'made');
  const wanted = existsSync(made) ? Number(readFileSync(join(data, 'PG_VERSION'), 'utf8')) : null;
  const found = await findPostgres(place, { wanted, user });
  const password = place.secret('postgres');

  if (wanted === null) {
    await initialise(place, found.folder, data, user, password);
    writeFileSync(made, '');
    place.state.upToDate = null;
  }

  const port = await place.port('postgres', 5433);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await place.supervisor.run({
    name: 'postgres',
    command: join(found.folder, 'postgres'),
    args: [
      '-D',
      data,
      ...settings({
        port,
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        max_connections: 300,
        shared_buffers: '256MB',
        ...extra,
      }),
    ],
    cwd: data,
    env,
    user,
    signal: place.temporary ? 'SIGQUIT' : 'SIGINT',
    ready: () => answers(url),
  });
  return { url, by: `PostgreSQL ${found.major} ${found.origin}`, data: folder };
}

const settings = (values) => Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** The server refuses to run as root; then it runs as another user of the system. */
export function serverUser() {
  if (process.getuid() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((option) => spawnSync('id', [option, name], { encoding: 'utf8' }));
    if (uid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Trouble(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody to run it as.',
  );
}

/** Made anew after an initialisation that was cut short. */
async function initialise(place, programs, data, user, password) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = join(data, '..', 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const owned of [data, passwordFile]) chownSync(owned, user.uid, user.gid);
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const options = ['-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', `--locale=${locale}`];
  try {
    await place.supervisor.finish(join(programs, 'initdb'), ['-D', data, ...options], { ...user, cwd: data });
  } finally {
    rmSync(passwordFile);
  }
}

async function answers(url) {
  try {
    const client = await connect(url);
    await client.end();
    return true;
  } catch {
    return false;
  }
}
