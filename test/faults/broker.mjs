/** The broker under fault: a topic of its own for each fault, and what the product's auditor says in the end. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { guard, removePlace } from '../../deploy/local/machine/guard.mjs';
import { openPlace } from '../../deploy/local/machine/place.mjs';
import { identify } from '../../deploy/local/machine/process.mjs';
import { createSupervisor } from '../../deploy/local/machine/supervisor.mjs';
import { startKafka } from '../../deploy/local/servers/kafka.mjs';
import { Auditor, EventLog, publishing, reader, source } from './programs/product.mjs';

const { Kafka } = createRequire(import.meta.url)('kafkajs');

const PARTITIONS = 6;

/** Answers it at once as `{ place, start(), close() }`, so that it can be closed while it starts. */
export function openBroker(folder) {
  const place = openPlace(join(folder, 'kafka'), { usualPorts: false, temporary: true, quiet: true, environment: {} });
  place.supervisor = createSupervisor(place);
  return {
    place,
    async start() {
      place.state.launcher = identify(process.pid);
      place.save();
      guard(place);
      Object.assign(this, await startKafka(place));
    },
    async close() {
      await place.supervisor.stopAll();
      place.state.launcher = null;
      place.save();
      removePlace(place);
    },
  };
}

/** Answers how to reach it. */
export async function makeTopic({ brokers, users }, name) {
  const { username, password } = users.admin;
  const prefix = `${name}-`;
  const kafka = new Kafka({ brokers: [brokers], sasl: { mechanism: 'scram-sha-512', username, password }, logLevel: 0 });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: `${prefix}intake`, numPartitions: PARTITIONS }], waitForLeaders: true });
  await admin.disconnect();
  return { brokers: [brokers], username, password, security: 'SASL_PLAINTEXT', prefix };
}

/** The report of one audit of the log. */
export async function auditOf({ app }, access) {
  const log = new EventLog({ name: 'faults', connectionString: app, views: [] });
  const readers = { intake: [reader] };
  const auditor = new Auditor({ name: 'faults', source, access, log, publishing, readers, now: () => new Date().toISOString() });
  try {
    return await auditor.audit();
  } finally {
    await auditor.stop();
    await log.close();
  }
}
