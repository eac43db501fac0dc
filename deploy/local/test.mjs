/** `npm test [-- jest arguments]`: all tests, on servers of their own that are gone afterwards. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { onEnd } from './machine/ending.mjs';
import { home, root } from './machine/place.mjs';
import { prepare } from './machine/prepare.mjs';
import { command, say } from './machine/say.mjs';
import { openSystem } from './system.mjs';

/** Every run has a folder of its own, so that runs at the same time do not meet; named servers are left alone. */
const folder = join(home, `test-${randomBytes(4).toString('hex')}`);

await command(async () => {
  const system = openSystem({ folder, usualPorts: false, temporary: true, environment: {} });
  const ending = onEnd(() => system.stop());

  const code = await ending.during(async () => {
    await prepare(ending);
    const servers = await system.startOnlyServers();
    say();
    return jest(process.argv.slice(2), testEnvironment(servers), ending.signal);
  });
  await system.stop();
  process.exit(code);
});

function testEnvironment({ postgres, kafka, jobs, mailbox, oidc }) {
  const { username, password } = kafka.users.admin;
  return {
    TEST_POSTGRES_URL: postgres.url,
    TEST_REDIS_URL: jobs,
    TEST_KAFKA_BROKERS: kafka.brokers,
    TEST_KAFKA_USERNAME: username,
    TEST_KAFKA_PASSWORD: password,
    TEST_MAILBOX_SMTP_URL: mailbox.smtp,
    TEST_MAILBOX_URL: mailbox.page,
    TEST_OIDC_ISSUER: oidc.issuer,
  };
}

/** A connection that a failed test left open must not keep the run from ending. */
function jest(args, environment, signal) {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci', '--forceExit', ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    signal,
    killSignal: 'SIGINT',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
