/** A whole service from its parts: log, vault, relay, consumer, jobs and platform, started and stopped in order. */
export { codeBookCopyOf, CodeBookCopy, CodeBooksUnavailable, CODEBOOK_TABLE, type CodeBookRow } from './codebook/codebook.copy';
export { CodeBookNews } from './codebook/codebook.kafka';
export type { JobEdge, Preparation, ServiceDefinition } from './definition';
export { migrateDatabase, migrationsOf } from './migrate';
export { causeOfRequest, slotOf } from './request/cause.http';
export { readReference, referenceOf } from './request/reference';
export { RESERVATION_TABLE, Reservations, type Reservation, type Slot } from './request/reservation.store';
export { Secrets } from './request/secrets.vault';
export { ServiceModule } from './service.module';
export { serviceSettings, type ServiceSettings } from './settings';
export { startService } from './start';
