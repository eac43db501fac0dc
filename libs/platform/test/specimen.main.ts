/** Starts the specimen, for the tests that end it. */
import { Type } from '@sinclair/typebox';
import { config, start } from '../index';
import { settings, Specimen, texts } from './specimen';

void start(Specimen, {
  name: 'specimen',
  texts,
  settings,
  migrate: async () => {
    await Promise.resolve(config({ MIGRATION_DATABASE_URL: Type.String({ format: 'uri' }) }));
  },
});
