/** The settings of the register beyond those of every service. */
import { Type } from '@sinclair/typebox';
import type { Settings } from '@qeyd/platform';

export const registrySettings = {
  /** Lets a demonstration sweep for a day to come. */
  ALLOW_MOVED_CLOCK: Type.Boolean({ default: false, production: { const: false } }),
};

export type RegistrySettings = Settings<typeof registrySettings>;
