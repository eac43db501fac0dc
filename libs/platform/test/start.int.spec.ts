/** The life of a process: what it refuses to start with, how it ends, and what it says then. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

interface Line {
  msg?: string;
  level: number;
  error?: { message: string };
}

const running = new Set<ChildProcess>();
afterEach(() => running.forEach((child) => child.kill('SIGKILL')));

/** A process of the specimen, its log, and its end. */
function run(env: Record<string, string>, ...args: string[]) {
  const child = spawn(
    process.execPath,
    ['-r', require.resolve('./typescript.cjs'), require.resolve('./specimen.main.ts'), ...args],
    {
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', OIDC_ISSUER: 'http://127.0.0.1:9', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.add(child);
  const log: Line[] = [];
  const heard = new Map<string, (text: string) => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    log.push(line);
    for (const [word, resolve] of heard) if (line.msg?.includes(word)) resolve(line.msg);
  });
  const hear = (word: string) => new Promise<string>((resolve) => heard.set(word, resolve));
  const end = once(child, 'close').then(([code]) => code as number | null);
  const address = async () => /http\S+/.exec(await hear('listening on'))?.[0] ?? '';
  return { child, log, hear, end, address };
}

it('A process with wrong settings does not start, and lists every fault without a value', async () => {
  const { log, end } = run({ PORT: 'many', OIDC_ISSUER: 'here', PUBLIC_RATE_PER_MINUTE: '-1' });
  expect(await end).toBe(1);
  expect(log.map(({ msg }) => msg).join()).toMatch(
    /PORT: must be integer[^]*OIDC_ISSUER: must match format "uri"[^]*PUBLIC_RATE/,
  );
  expect(JSON.stringify(log)).not.toContain('many');
});

it('A production process refuses what only a specimen may have', async () => {
  const { log, end } = run({ NODE_ENV: 'production', GREETING: Buffer.from('a specimen').toString('base64') });
  expect(await end).toBe(1);
  const said = log.map(({ msg }) => msg).join();
  expect(said).toContain('GREETING: a specimen is refused in production');
  expect(said).toContain('OIDC_ISSUER: must match pattern "^https://"');
});

it('A verb is done instead of serving, and ends the process with its code; when it cannot be done, with 1 and the reason', async () => {
  const settings = { MIGRATION_DATABASE_URL: 'postgres://owner@db.example.org/qeyd' };
  expect(await run(settings, 'migrate').end).toBe(0);
  expect(await run(settings, 'migrate', '2').end).toBe(2);
  const unknown = run(settings, 'migrat');
  expect(await unknown.end).toBe(1);
  expect(unknown.log.at(-1)?.msg).toContain('no verb is called migrat: openapi, migrate');
  const { end, log } = run({}, 'migrate');
  expect(await end).toBe(1);
  expect(log.at(-1)?.msg).toContain('MIGRATION_DATABASE_URL');
});

it('A process asked to go answers the requests it has, then ends', async () => {
  const { child, address, hear, end } = run({});
  const url = await address();
  const slow = fetch(`${url}/v1/stays/slow`);
  const draining = hear('SIGTERM: draining');
  setTimeout(() => child.kill('SIGTERM'), 100);
  await draining;
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  expect((await slow).status).toBe(200);
  expect(await end).toBe(0);
});

it('An exception that nobody catches ends the process loudly', async () => {
  const { log, address, end } = run({});
  await fetch(`${await address()}/v1/stays/crash`).catch(() => undefined);
  expect(await end).toBe(1);
  expect(log.at(-1)).toMatchObject({ level: 60, msg: 'an exception that nobody caught', error: { message: 'planted' } });
});
