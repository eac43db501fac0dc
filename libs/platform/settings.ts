/** The settings that every app has. */
import { Type } from '@sinclair/typebox';
import type { Settings } from './config';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const platformSettings = {
  NODE_ENV: Type.Optional(Type.String()),
  PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  /** `0.0.0.0` inside a container. */
  HOST: Type.String({ default: '127.0.0.1' }),
  LOG_LEVEL: Type.Unsafe<LogLevel>({ type: 'string', enum: logLevels, default: 'info' }),
  OIDC_ISSUER: Type.String({ format: 'uri', production: '^https://' }),
  OIDC_AUDIENCE: Type.String({ default: 'qeyd' }),
  /** Where the issuer's keys are when its public address cannot be reached from here; else its discovery document tells. */
  OIDC_JWKS_URL: Type.Optional(Type.String({ format: 'uri' })),
  /** Addresses or networks of the proxies whose `X-Forwarded-For` is believed, separated by commas. */
  TRUST_PROXY: Type.Optional(Type.String()),
  /** How many requests a minute one address may send to one public route without a token; 0 where a gateway before us limits them. */
  PUBLIC_RATE_PER_MINUTE: Type.Integer({ minimum: 0, default: 120 }),
  /** How many requests one process has under way of each controller that a rush comes to before it turns newcomers away. */
  RUSH_LIMIT: Type.Integer({ minimum: 1, default: 100 }),
};

export type PlatformSettings = Settings<typeof platformSettings>;

/** Injects the checked settings: `@Inject(SETTINGS) settings: Settings<typeof mySettings>`. */
export const SETTINGS = Symbol('settings');
