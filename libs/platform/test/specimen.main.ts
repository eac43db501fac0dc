/** Starts the specimen, for the tests that end it. */
import { Type } from '@sinclair/typebox';
import { config, start } from '../index';
import { settings, Specimen, texts } from './specimen';

void start(Specimen, {
  name: 'specimen',
  texts,
  settings,
  verbs: {
    migrate: ([code]) => {
      config({ MIGRATION_DATABASE_URL: Type.String({ format: 'uri' }) });
      return Promise.resolve(Number(code ?? 0));
    },
  },
});
