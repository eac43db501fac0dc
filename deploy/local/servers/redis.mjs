/** A local Redis for the jobs, where this machine has one; without it the jobs live in PostgreSQL. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';

const candidates = ['redis-server', '/opt/homebrew/bin/redis-server', '/usr/local/bin/redis-server'];

/** Answers `null` where there is no Redis to start. */
export async function startRedis(place) {
  const command = candidates.find((candidate) => spawnSync(candidate, ['--version']).status === 0);
  if (!command) return null;
  const folder = place.folderFor('redis');
  const password = place.secret('redis');
  const port = await place.port('redis', 6390);
  const configuration = join(folder, 'redis.conf');
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    'maxmemory-policy noeviction',
    'save ""',
    'appendonly yes',
    `dir "${folder}"`,
  ];
  writeFileSync(configuration, settings.join('\n'), { mode: 0o600 });
  await place.supervisor.run({
    name: 'redis',
    command,
    args: [configuration],
    cwd: folder,
    env: process.env,
    ready: () => answers(port, password),
  });
  return { url: `redis://:${password}@127.0.0.1:${port}`, by: 'Redis of this machine', data: folder };
}

/** Says PONG only once its data is loaded. */
const answers = (port, password) =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (text) => String(text).includes('PONG') && socket.destroy(resolve(true)));
    socket.on('error', () => resolve(false)).on('close', () => resolve(false));
  });
