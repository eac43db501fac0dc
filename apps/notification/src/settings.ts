/** What notification is told by its environment. */
import { Type } from '@sinclair/typebox';
import type { PlatformSettings, Settings } from '@qeyd/platform';

export const notificationSettings = {
  SMTP_URL: Type.String({ pattern: '^smtps?://', production: '^smtps://|requireTLS=true' }),
  /** `Name <address>`; its domain is that of every Message-ID. */
  MAIL_FROM: Type.String({ pattern: '@[^@<>\\s]+>?$' }),
  /** Connections to the mail server, and so mails under way at a time. */
  MAIL_CONNECTIONS: Type.Integer({ minimum: 1, maximum: 200, default: 20 }),
  /** Where the public reaches intake: receipts are checked there. */
  PUBLIC_URL: Type.String({ format: 'uri' }),
  /** Where the public reaches the pages: there the holder of a booking sees, moves and gives it back. */
  PORTAL_URL: Type.String({ format: 'uri', pattern: '[^/]$', default: 'http://127.0.0.1:3006', production: '^https://' }),
};

export type NotificationSettings = PlatformSettings & Settings<typeof notificationSettings>;
