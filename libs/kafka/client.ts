/** One connection to Kafka as every part of Qeyd makes it: who logs in, how it retries, where it logs. */
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Logger } from '@nestjs/common';
import { Kafka, KafkaJSError, logLevel, type ISocketFactory, type KafkaConfig, type logCreator } from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index';

/** How to reach the broker; `PLAINTEXT` is for one without authentication. */
export interface KafkaAccess {
  readonly brokers: readonly string[];
  /** Also the client id, and the prefix that the names of the consumer groups must have. */
  readonly username: string;
  readonly password: string;
  readonly security: 'SASL_PLAINTEXT' | 'SASL_SSL' | 'PLAINTEXT';
  /** Stands before every topic and group, so that several systems can share a broker; mostly empty. */
  readonly prefix: string;
}

/**
 * Reads KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD, and if set KAFKA_SECURITY (SASL_PLAINTEXT is the default) and
 * KAFKA_PREFIX.
 */
export function accessFrom(env: Readonly<Record<string, string | undefined>>): KafkaAccess {
  const need = (name: string): string => {
    const text = env[name];
    if (!text) throw new Error(`${name} is not set`);
    return text;
  };
  const security = env['KAFKA_SECURITY'] ?? 'SASL_PLAINTEXT';
  if (security !== 'SASL_PLAINTEXT' && security !== 'SASL_SSL' && security !== 'PLAINTEXT') {
    throw new Error('KAFKA_SECURITY must be SASL_PLAINTEXT, SASL_SSL or PLAINTEXT');
  }
  const brokers = need('KAFKA_BROKERS').split(',');
  const open = security === 'PLAINTEXT';
  const username = open ? (env['KAFKA_USERNAME'] ?? 'qeyd') : need('KAFKA_USERNAME');
  const password = open ? '' : need('KAFKA_PASSWORD');
  return { brokers, username, password, security, prefix: env['KAFKA_PREFIX'] ?? '' };
}

/** Short: whoever uses the client has a loop of its own around it, and a broker that comes back is noticed within a second. */
export const RETRY = { initialRetryTime: 100, maxRetryTime: 1000, factor: 0.2, multiplier: 2, retries: 5 } as const;

/** The client leaves Nagle's algorithm on, which holds small requests back. */
const socketFactory =
  (isTls: boolean): ISocketFactory =>
  ({ host, port, ssl, onConnect }) => {
    const socket = isTls
      ? connectTls({ ...ssl, host, port, servername: host }, onConnect)
      : connectPlain({ host, port }, onConnect);
    return socket.setKeepAlive(true, 60_000).setNoDelay(true);
  };

/** The client would look a thousand times a second for requests that wait, also where none does: that alone is half of its idle time. */
const { scheduleCheckPendingRequests: look } = RequestQueue.prototype;
RequestQueue.prototype.scheduleCheckPendingRequests = function lookWhereSomethingWaits(): void {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) look.call(this);
};

const logger = new Logger('Kafka');

/** It warns of every producer whose retries have an end; ours have one because `QeydProducer` begins anew. */
const ON_PURPOSE = 'Limiting retries for the idempotent producer';

/** The client's errors are retried by it or thrown to us, so here they are warnings; its chatter is left out. */
const logs: logCreator =
  () =>
  ({ namespace, level, log }) => {
    if (level <= logLevel.WARN && !log.message.startsWith(ON_PURPOSE))
      logger.warn([namespace, log.message, log['error']].filter((part) => typeof part === 'string').join(': '));
  };

export function kafkaOf({ brokers, username, password, security }: KafkaAccess): Kafka {
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId: username,
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    retry: RETRY,
    socketFactory: socketFactory(security === 'SASL_SSL'),
    logLevel: logLevel.WARN,
    logCreator: logs,
  };
  if (security === 'PLAINTEXT') return new Kafka(config);
  return new Kafka({ ...config, ssl: security === 'SASL_SSL', sasl: { mechanism: 'scram-sha-512', username, password } });
}

/** The client wraps what happened, and calls the wrapper not retriable: the cause tells. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof KafkaJSError && error.cause) return reasonOf(error.cause);
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}

/** Whether asking again cannot help: this account may not do it. The client also calls an overloaded broker's silence a failed login. */
export function isForbidden(error: unknown): boolean {
  const reason = reasonOf(error);
  return (
    /AUTHORIZATION_FAILED$|SASLAuthentication/.test(reason) && !(error instanceof Error && error.message.includes('timed out'))
  );
}
