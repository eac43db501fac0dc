/** Runs intake for its tests: the real module over a real log and vault, with a clock that is set and an issuer of its own. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventLog } from '@qeyd/event-store';
import { Clock, createApp, type Role } from '@qeyd/platform';
import { VaultMigration } from '@qeyd/privacy';
import { migrationsOf, serviceSettings } from '@qeyd/service';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { AppModule, intake } from '../app.module';
import { intakeSettings } from '../settings';
import { specimenRows } from '../form/specimen';

/** As libs/testing makes it: the product knows no tool of its tests, so the test brings it. */
type MakeDatabase = (
  name: string,
  migrations: ReturnType<typeof migrationsOf>[number][],
) => Promise<{ readonly url: string; drop(): Promise<void> }>;

class SetClock extends Clock {
  at = '2026-10-10T08:00:00.000Z';
  override now = (): string => this.at;
}

const signingKey = (): string => JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));

async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'specimen', alg: 'EdDSA', use: 'sig' };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : { jwks_uri: `${issuer}/jwks` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const token = (role: Role, office?: string) =>
    new SignJWT({ sub: `${role}-1`, role, ...(office && { office }) })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'specimen' })
      .setIssuer(issuer)
      .setAudience('qeyd')
      .setExpirationTime('10m')
      .sign(privateKey);
  return { issuer, token, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

/** `lines` collects the log of the process, so that a test can look for what must not be there. */
export async function startIntake(makeDatabase: MakeDatabase) {
  const own = await makeDatabase('intake', [...migrationsOf(intake)]);
  const vault = await makeDatabase('vault', [VaultMigration]);
  const partnersFile = join(mkdtempSync(join(tmpdir(), 'intake-')), 'partners.json');
  writeFileSync(partnersFile, '[]');
  const issuer = await startIssuer();
  const clock = new SetClock();
  const lines: string[] = [];
  const env = {
    DATABASE_URL: own.url,
    VAULT_DATABASE_URL: vault.url,
    VAULT_MASTER_KEY: randomBytes(32).toString('base64'),
    BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
    KAFKA_BROKERS: process.env['TEST_KAFKA_BROKERS'],
    KAFKA_USERNAME: process.env['TEST_KAFKA_USERNAME'],
    KAFKA_PASSWORD: process.env['TEST_KAFKA_PASSWORD'],
    JOBS_URL: process.env['TEST_REDIS_URL'],
    JOBS_PREFIX: `t${randomBytes(4).toString('hex')}`,
    OIDC_ISSUER: issuer.issuer,
    PUBLIC_URL: 'https://qeyd.example.org',
    RECEIPT_KEY: signingKey(),
    CHECKPOINT_KEY: signingKey(),
    PARTNERS_FILE: partnersFile,
    PUBLIC_RATE_PER_MINUTE: '100000',
  };
  const { app } = await createApp(AppModule, {
    name: intake.name,
    texts: intake.texts,
    settings: { ...serviceSettings, ...intakeSettings },
    env,
    clock,
    log: { write: (line) => void lines.push(line) },
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const log = app.get(EventLog);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const bearer = async (role: Role, office?: string) => ({ authorization: `Bearer ${await issuer.token(role, office)}` });
  const close = async () => {
    await app.close();
    await issuer.close();
    await Promise.all([own.drop(), vault.drop()]);
  };
  return { app, url, log, clock, lines, post, bearer, close };
}

/** What the register would have published. */
export async function fillCodeBooks(log: EventLog): Promise<void> {
  const text = 'INSERT INTO codebook_row VALUES ($1, $2, $3, $4, $5, $6, $7)';
  for (const { book, code, validFrom, validToExclusive, names, attributes, source } of specimenRows)
    await log.query(text, [book, code, validFrom, validToExclusive, names, attributes, source]);
}

export type Running = Awaited<ReturnType<typeof startIntake>>;
