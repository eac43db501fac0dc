/** The settings of an app that keeps a log, on top of the platform's. */
import { Type } from '@sinclair/typebox';
import type { Settings } from '@qeyd/platform';

const key = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', description: '32 bytes in base64' });

export const serviceSettings = {
  /** Connects as the least-privilege role. */
  DATABASE_URL: Type.String({ format: 'uri' }),
  VAULT_DATABASE_URL: Type.String({ format: 'uri' }),
  VAULT_MASTER_KEY: key,
  BLIND_INDEX_KEY: key,
  /** What signs the checkpoints of the log: a private Ed25519 JWK, or a JWK Set with the retired public keys behind it. */
  CHECKPOINT_KEY: Type.String({ pattern: '^\\s*\\{' }),
  CHECKPOINT_EVERY_SECONDS: Type.Integer({ minimum: 1, default: 300 }),
  KAFKA_BROKERS: Type.String(),
  KAFKA_USERNAME: Type.String(),
  KAFKA_PASSWORD: Type.String({ default: '' }),
  KAFKA_SECURITY: Type.Optional(Type.String()),
  KAFKA_PREFIX: Type.Optional(Type.String()),
  JOBS_URL: Type.String({ format: 'uri' }),
  JOBS_PREFIX: Type.String({ default: 'qeyd' }),
  /** Which parts of the service this process runs, separated by commas; any number of processes may run the same part. */
  ROLES: Type.String({ default: 'api,consumer,relay,jobs', pattern: '^(api|consumer|relay|jobs)(,(api|consumer|relay|jobs))*$' }),
};

export type ServiceSettings = Settings<typeof serviceSettings>;

/** What `main.js verify` reads: it writes nothing, public keys are enough, and without Kafka it compares with the database alone. */
export const verifySettings = {
  DATABASE_URL: serviceSettings.DATABASE_URL,
  CHECKPOINT_KEY: serviceSettings.CHECKPOINT_KEY,
  KAFKA_BROKERS: Type.Optional(Type.String()),
};

/** All that `main.js rebuild` reads: the service's database as its owner. */
export const ownerSettings = {
  MIGRATION_DATABASE_URL: Type.String({ format: 'uri' }),
};

/** What `main.js migrate` reads: both databases as their owners. */
export const migrationSettings = {
  ...ownerSettings,
  VAULT_MIGRATION_DATABASE_URL: Type.String({ format: 'uri' }),
};
