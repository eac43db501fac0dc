/** The only place that knows the Kafka client: events in, events out. */
export { Auditor, type AuditorOptions } from './audit/auditor';
export { type AuditReport } from './audit/report';
export { accessFrom, type KafkaAccess } from './client';
export { encode, type Encoded } from './cloudevent';
export { QeydConsumer, type ConsumerHealth, type ConsumerOptions } from './consumer/consumer';
export { NotParked, type ParkedMessage, type ParkedMessages, type ParkedState, type Settled } from './consumer/parked';
export { KafkaTablesMigration, SettledMessagesMigration } from './consumer/tables.migration';
export { causeOf, type Effect, type Incoming, type Log, type Subscription } from './message';
export { PartnerClient, type PartnerOptions, type Reply } from './partner';
export { readersOf } from './provision';
export { QeydProducer, SendRefused } from './producer';
export { readTopic } from './consumer/topic';
export { type Partner, type PartnerKeys } from './signature';
export { Unusable, type Fault, type UnusableMessage } from './unusable';
