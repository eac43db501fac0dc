/** What the portal is told by its environment. */
import { Type } from '@sinclair/typebox';
import type { PlatformSettings, Settings } from '@qeyd/platform';

const address = Type.String({ format: 'uri', pattern: '[^/]$' });

export const portalSettings = {
  /** How a browser reaches this app. */
  PORTAL_URL: Type.String({ ...address, default: 'http://127.0.0.1:3006', production: '^https://' }),
  QUEUE_BOOKING_URL: address,
  REGISTRY_URL: address,
  /** The account by which the provider knows this website as a channel: it decides which offices give it places. */
  CHANNEL_CLIENT_ID: Type.String({ default: 'website' }),
  CHANNEL_CLIENT_SECRET: Type.String({ minLength: 1 }),
  /** The sender of the letters: the entries that they bring to calendars are named after its domain, and so are those of the pages. */
  MAIL_FROM: Type.String({ minLength: 3 }),
  /** Seals what cookies carry: 32 bytes in base64. */
  COOKIE_KEY: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
  /** The name under which the provider knows our pages: a public client with PKCE. */
  OIDC_CLIENT_ID: Type.String({ default: 'qeyd-pages' }),
};

export type PortalSettings = PlatformSettings & Settings<typeof portalSettings>;
