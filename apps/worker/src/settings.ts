/** What the worker is told by its environment. */
import { Type } from '@sinclair/typebox';
import type { PlatformSettings, Settings } from '@qeyd/platform';

export const workerSettings = {
  JOBS_URL: Type.String({ format: 'uri' }),
  JOBS_PREFIX: Type.String({ default: 'qeyd' }),
  /** The services whose logs are audited, separated by commas; what a caller sent goes on to them, so they are ours. */
  SERVICE_URLS: Type.String({
    pattern: '^https?://[^,]*[^,/](,https?://[^,]*[^,/])*$',
    default: 'http://127.0.0.1:3001,http://127.0.0.1:3002,http://127.0.0.1:3003',
  }),
  /** How a browser reaches this app; the provider sends it back there after signing in. */
  WORKER_URL: Type.String({ format: 'uri', pattern: '[^/]$', default: 'http://127.0.0.1:3005', production: '^https://' }),
  /** The name under which the provider knows our pages: a public client with PKCE. */
  OIDC_CLIENT_ID: Type.String({ default: 'qeyd-pages' }),
};

export type WorkerSettings = PlatformSettings & Settings<typeof workerSettings>;
