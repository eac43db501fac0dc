/** What a service needs around it to run in a test: databases, keys, an issuer of tokens, a clock that is set. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock, type Role } from '@qeyd/platform';
import { VaultMigration } from '@qeyd/privacy';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { MigrationInterface } from 'typeorm';
import { testDatabase } from './database';

/** It shows `at` until a test sets it. */
export class SetClock extends Clock {
  constructor(public at: string) {
    super();
  }

  override now = (): string => this.at;
}

export const specimenKey = (): string => JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));

/** A specimen issuer; `bearer` makes the header of a user with this role and these claims. */
async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'specimen', alg: 'EdDSA', use: 'sig' };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : { jwks_uri: `${issuer}/jwks` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const bearer = async (role: Role, claims: { readonly office?: string; readonly channel?: string } = {}) => {
    const token = new SignJWT({ sub: [role, ...Object.values(claims)].join('-'), role, ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'specimen' })
      .setIssuer(issuer)
      .setAudience('qeyd')
      .setExpirationTime('10m');
    return { authorization: `Bearer ${await token.sign(privateKey)}` };
  };
  return { issuer, bearer, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

/** A database and a vault of the test's own, an issuer, and the environment that tells a service of them. */
export async function surroundings(name: string, migrations: readonly (new () => MigrationInterface)[]) {
  const own = await testDatabase(name, migrations);
  const vault = await testDatabase('vault', [VaultMigration]);
  const { issuer, bearer, close } = await startIssuer();
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
    OIDC_ISSUER: issuer,
    CHECKPOINT_KEY: specimenKey(),
    PUBLIC_RATE_PER_MINUTE: '100000',
  };
  const drop = async () => {
    await close();
    await Promise.all([own.drop(), vault.drop()]);
  };
  return { env, ownerUrl: own.ownerUrl, bearer, drop };
}
