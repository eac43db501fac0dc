/** Any process may be killed at any point of the way: each acceptance still ends in one registration and one notice. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reckon } from './reckoning';
import { RunningSystem, specimen, until, type Accepted } from './running';

jest.setTimeout(180_000);

let system: RunningSystem;
let count = 0;

const address = (): string => `crash-${(count += 1)}@example.org`;

beforeAll(async () => {
  const preload = `--require ${join(__dirname, 'crash-point.cjs')}`;
  system = await RunningSystem.start({ NODE_OPTIONS: preload });
});

afterAll(() => system.stop());

const publishing = ['before-publish', 'after-publish'] as const;
const points: readonly (readonly [app: string, point: string])[] = [
  ...['before-commit', 'after-commit', ...publishing].map((point) => ['intake', point] as const),
  ...['before-consume', 'before-commit', 'after-commit', 'after-consume', ...publishing].map(
    (point) => ['registration-registry', point] as const,
  ),
  ...['before-consume', 'before-commit', 'after-commit', 'after-consume', 'before-send', 'after-send', ...publishing].map(
    (point) => ['notification', point] as const,
  ),
];

it.each(points)('%s is killed %s', async (app, point) => {
  const armed = join(system.folder, `${app}.${point}`);
  writeFileSync(armed, '');
  const email = address();
  const accepted = await system.file(specimen(email));
  await until(() => Promise.resolve(!existsSync(armed)));
  await reckon(system, new Map([[email, accepted]]));
});

it.each(['postgres', 'kafka', 'redis'])('%s is killed while applications come in', async (server) => {
  const acceptances = new Map<string, Accepted>();
  const filing = Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let n = 0; n < 5; n++) {
        const email = address();
        acceptances.set(email, await system.file(specimen(email)));
        await sleep(100);
      }
    }),
  );
  await sleep(300);
  process.kill(system.pid(server), 'SIGKILL');
  await filing;
  await reckon(system, acceptances);
});

it('a request whose answer was lost gives the same answer again', async () => {
  const body = specimen(address());
  const answers = await Promise.all(Array.from({ length: 5 }, () => system.file(body, 'one-key-five-requests')));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});
