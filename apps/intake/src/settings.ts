/** What intake reads from its environment beside what every service does. */
import { readFileSync } from 'node:fs';
import { Type } from '@sinclair/typebox';
import type { Partner } from '@qeyd/kafka';
import type { Settings } from '@qeyd/platform';

export const intakeSettings = {
  /** How the world reaches this service; stands in receipts' QR codes and answers. */
  PUBLIC_URL: Type.String({ format: 'uri', pattern: '[^/]$', production: '^https://' }),
  /** What signs the receipts: a private Ed25519 JWK, or a JWK Set with the retired public keys behind it. */
  RECEIPT_KEY: Type.String({ pattern: '^\\s*\\{' }),
  /** Who may file over Kafka: a JSON list of partners with their topics, offices and public keys. */
  PARTNERS_FILE: Type.String(),
};

export type IntakeSettings = Settings<typeof intakeSettings>;

export const partnersOf = ({ PARTNERS_FILE }: IntakeSettings): readonly Partner[] =>
  JSON.parse(readFileSync(PARTNERS_FILE, 'utf8')) as Partner[];
