/** What the registration registry is made of. */
import type { ServiceDefinition } from '@qeyd/service';
import { codebook } from './codebook/codebook';
import { CodeBooks } from './codebook/codebook.cache';
import { codebookPublisher } from './codebook/codebook.publish';
import { codebookView } from './codebook/codebook.view';
import { ErasureMigration } from './migrations/erasure.migration';
import { RegistryMigration } from './migrations/registry.migration';
import { applicationView } from './person/application.view';
import { erase } from './person/person.cli';
import { registration } from './registration/registration';
import { RegistrationJobs } from './registration/registration.job';
import { registrationPublisher } from './registration/registration.publish';
import { registrationView } from './registration/registration.view';
import { registrySettings } from './settings';
import { texts } from './texts';

export const service: ServiceDefinition<typeof registrySettings> = {
  name: 'registration-registry',
  port: 3002,
  settings: registrySettings,
  texts,
  migrations: [RegistryMigration, ErasureMigration],
  deciders: [registration, codebook],
  views: [registrationView, applicationView, codebookView],
  publishers: [registrationPublisher, codebookPublisher],
  subscriptions: () => [{ topic: 'intake' }],
  jobs: [RegistrationJobs],
  preparations: [CodeBooks],
  verbs: { erase },
};
