/** Any process may be killed at any point of the way, several at once: each acceptance still ends in one registration and one notice. */
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
const taking = ['before-consume', 'before-commit', 'after-commit', 'after-consume'] as const;
const points = {
  intake: ['before-commit', 'after-commit', ...publishing],
  'registration-registry': [...taking, ...publishing],
  notification: ['before-send', 'after-send', ...taking, ...publishing],
};
/** One point of each app in a round, until every point of every app has had its turn. */
const rounds = points.notification.map((_, n) => {
  const round = Object.entries(points).map(([app, all]) => [app, all[n % all.length] ?? ''] as const);
  return [round.map((one) => one.join(' ')).join(', '), round] as const;
});

/** What was accepted while somebody was killed; some of it waits for a lease to end, and the next kill does not wait for that. */
const killedOver = new Map<string, Accepted>();

it.each(rounds)('the apps are killed on the way of one application: %s', async (_, round) => {
  const armed = round.map(([app, point]) => join(system.folder, `${app}.${point}`));
  for (const file of armed) writeFileSync(file, '');
  const email = address();
  killedOver.set(email, await system.file(specimen(email)));
  await until(() => Promise.resolve(!armed.some(existsSync)));
});

it('whoever was killed, and where: each acceptance ends in one registration and one notice', () => reckon(system, killedOver));

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
