/** The parts that every service has, as one global module: vault, log, jobs, relay and consumer. */
import { Logger, Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { checkpoint } from '@qeyd/contracts';
import { EventLog, Notary, Publishing, Relay, SigningKeys, type Outgoing, type SignedCheckpoint } from '@qeyd/event-store';
import { Jobs } from '@qeyd/jobs';
import { accessFrom, Auditor, encode, QeydConsumer, QeydProducer, readersOf, type KafkaAccess } from '@qeyd/kafka';
import { Clock, SETTINGS, withCorrelation, type PlatformSettings } from '@qeyd/platform';
import { Vault } from '@qeyd/privacy';
import { AuditHttp } from './audit.http';
import { CheckpointHttp } from './checkpoint.http';
import { sourceOf, type ServiceDefinition } from './definition';
import { Lifecycle } from './lifecycle';
import { ParkedHttp } from './parked.http';
import type { ServiceSettings } from './settings';

type All = PlatformSettings & ServiceSettings;

/** A provider made by a function of other providers, with their types. */
const made = <T>(
  provide: FactoryProvider<T>['provide'],
  inject: FactoryProvider<T>['inject'],
  useFactory: FactoryProvider<T>['useFactory'],
) => ({
  provide,
  inject: inject ?? [],
  useFactory,
});

const accessOf = ({ KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SECURITY, KAFKA_PREFIX }: All): KafkaAccess =>
  accessFrom({ KAFKA_BROKERS, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SECURITY, KAFKA_PREFIX });

/** A checkpoint as an event of the stream of checkpoints of its log. */
function published({ size, note, at }: SignedCheckpoint, { name }: ServiceDefinition): Outgoing {
  const { topic, type, version: schema } = checkpoint.CheckpointSigned;
  const stream = `log-${name}`;
  const origin = `${stream}@${size}`;
  return {
    ...{ topic, type, schema, data: { size, note }, box: null, stream, version: size, position: size, time: at },
    ...{ correlation: origin, causation: origin },
  };
}

@Module({})
export class ServiceModule {
  static of(service: ServiceDefinition): DynamicModule {
    const logger = new Logger(service.name);
    const source = sourceOf(service);
    const providers = [
      made(Vault, [SETTINGS], ({ VAULT_DATABASE_URL: connectionString, VAULT_MASTER_KEY, BLIND_INDEX_KEY }: All) =>
        Vault.open({ connectionString, masterKey: VAULT_MASTER_KEY, blindKey: BLIND_INDEX_KEY }),
      ),
      made(EventLog, [SETTINGS, Vault], ({ DATABASE_URL: connectionString }: All, keys: Vault) => {
        return new EventLog({ name: service.name, connectionString, views: service.views, keys });
      }),
      made(Jobs, [SETTINGS], ({ JOBS_URL: url, JOBS_PREFIX: prefix }: All) => new Jobs({ url, prefix, logger })),
      made(QeydProducer, [SETTINGS], (settings: All) => new QeydProducer(accessOf(settings))),
      made(
        Relay,
        [SETTINGS, QeydProducer, Vault],
        ({ DATABASE_URL: connectionString }: All, producer: QeydProducer, keys: Vault) => {
          return new Relay({
            connectionString,
            log: service.name,
            publishers: service.publishers,
            deciders: service.deciders,
            keys,
            sink: (events, signal) =>
              producer.send(
                events.map((event) => encode(event, source)),
                signal,
              ),
            onFault: (fault) => logger.error('The relay stopped and tries again', fault),
          });
        },
      ),
      made(SigningKeys, [SETTINGS], ({ CHECKPOINT_KEY }: All) => new SigningKeys(CHECKPOINT_KEY, 'checkpoints')),
      made(Notary, [SETTINGS, SigningKeys, QeydProducer], (settings: All, keys: SigningKeys, producer: QeydProducer) => {
        return new Notary({
          connectionString: settings.DATABASE_URL,
          origin: source,
          keys,
          everySeconds: settings.CHECKPOINT_EVERY_SECONDS,
          publish: (checkpoints, signal) =>
            producer.send(
              checkpoints.map((one) => encode(published(one, service), source)),
              signal,
            ),
          onFault: (fault) => logger.error('The log could not be signed, or its checkpoints not be published', fault),
        });
      }),
      made(QeydConsumer, [SETTINGS, EventLog, Vault, Clock], async (settings: All, log: EventLog, keys: Vault, clock: Clock) => {
        return new QeydConsumer({
          name: service.name,
          access: accessOf(settings),
          subscriptions: service.subscriptions(settings),
          log,
          keys,
          own: await keys.ownKey(service.name),
          now: () => clock.now(),
          within: withCorrelation,
          onFatal: (error) => {
            throw error;
          },
        });
      }),
      made(Auditor, [SETTINGS, EventLog, Clock], (settings: All, log: EventLog, clock: Clock) => {
        const publishing = new Publishing(service.publishers, service.deciders);
        return new Auditor({
          ...{ name: service.name, source, access: accessOf(settings), log, publishing, readers: readersOf(service.name) },
          now: () => clock.now(),
        });
      }),
      Lifecycle,
    ];
    return {
      module: ServiceModule,
      global: true,
      controllers: [AuditHttp, ParkedHttp, CheckpointHttp],
      providers,
      exports: [Vault, EventLog, QeydConsumer, Jobs, Lifecycle],
    };
  }
}
