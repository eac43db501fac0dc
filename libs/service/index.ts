/** A whole service from its parts: log, vault, relay, consumer, jobs and platform, started and stopped in order. */
export type { JobEdge, Preparation, ServiceDefinition } from './definition';
export { migrateDatabase, migrationsOf } from './migrate';
export { ServiceModule } from './service.module';
export { serviceSettings, type ServiceSettings } from './settings';
export { startService } from './start';
