/** The topic that both Qeyd and its peer send to. */
import { createRequire } from 'node:module';

const { Kafka, logLevel } = createRequire(import.meta.url)('kafkajs');

export const topic = 'bench';

/** A client of the library alone, as its documentation has it. */
export const plainKafka = ({ brokers, username, password }) =>
  new Kafka({ brokers, sasl: { mechanism: 'scram-sha-512', username, password }, logLevel: logLevel.ERROR });

/** Made once; what was sent to it is soon gone. */
export async function openTopic(access) {
  const admin = plainKafka(access).admin();
  await admin.connect();
  const configEntries = [{ name: 'retention.bytes', value: '100000000' }];
  const isThere = (await admin.listTopics()).includes(topic);
  if (!isThere) await admin.createTopics({ topics: [{ topic, numPartitions: 12, configEntries }], waitForLeaders: true });
  await admin.disconnect();
}
