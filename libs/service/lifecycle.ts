/** Starts the parts of a service in the order in which they need each other, and stops them the other way round. */
import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventLog, Notary, Relay } from '@qeyd/event-store';
import { Jobs, type Handlers } from '@qeyd/jobs';
import { Auditor, QeydConsumer, QeydProducer } from '@qeyd/kafka';
import { Health } from '@qeyd/platform';
import { Vault } from '@qeyd/privacy';
import type { ServiceDefinition } from './definition';
import { checkMigrations } from './migrate';

@Injectable()
export class Lifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly vault: Vault,
    private readonly log: EventLog,
    private readonly jobs: Jobs,
    private readonly producer: QeydProducer,
    private readonly relay: Relay,
    private readonly notary: Notary,
    private readonly auditor: Auditor,
    private readonly consumer: QeydConsumer,
    private readonly health: Health,
    private readonly parts: ModuleRef,
  ) {}

  async start(app: NestFastifyApplication, service: ServiceDefinition, roles: ReadonlySet<string>): Promise<void> {
    await checkMigrations(this.log, service);
    await this.jobs.ready();
    this.watch(roles);
    for (const preparation of service.preparations ?? []) await this.parts.get(preparation, { strict: false }).prepare();
    if (roles.has('relay')) {
      this.log.feed(this.relay);
      this.relay.start();
      this.notary.start();
      this.auditor.start(() => this.relay.active);
    }
    if (roles.has('jobs') && service.jobs)
      this.jobs.work(service.name, this.handlersOf(service), { concurrency: service.jobsAtATime ?? 10 });
    if (roles.has('consumer')) {
      this.consumer.attachTo(app);
      await app.startAllMicroservices();
    }
  }

  /** What feeds the log ends first. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.consumer.close(), this.jobs.close()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.auditor.stop();
    await this.relay.stop();
    await this.notary.stop();
    await this.producer.close();
    await this.log.close();
    await this.vault.close();
  }

  private handlersOf(service: ServiceDefinition): Handlers {
    const edges = (service.jobs ?? []).map((edge) => this.parts.get(edge, { strict: false }).handlers);
    return Object.assign({}, ...edges) as Handlers;
  }

  private watch(roles: ReadonlySet<string>): void {
    this.health.watch({ name: 'log', check: async () => ({ position: await this.log.position() }) });
    if (roles.has('consumer')) this.health.watch({ name: 'consumer', check: () => progressOf(this.consumer) });
    if (roles.has('relay')) {
      this.health.watch({
        name: 'relay',
        check: () => Promise.resolve({ active: this.relay.active, position: this.relay.position }),
      });
    }
  }
}

/** A consumer that has work and does not move is not ready, whatever its process says. */
function progressOf(consumer: QeydConsumer): Promise<Record<string, unknown>> {
  const { state, partitions } = consumer.health();
  if (state === 'dead' || state === 'stopped' || state === 'joining') return Promise.reject(new Error(state));
  const lag = partitions.reduce((sum, partition) => sum + partition.lag, 0);
  return Promise.resolve({ state, partitions: partitions.length, lag });
}
