/** kafkajs alone: the same envelopes in the same batches as the relay's, made beforehand. */
import { createRequire } from 'node:module';
import { built } from '../log/built.mjs';
import { rateOf } from '../log/hammer.mjs';
import { data, meta, type } from '../log/stay.mjs';
import { openTopic, plainKafka, topic } from '../log/topic.mjs';

const { Partitioners } = createRequire(import.meta.url)('kafkajs');
const { encode } = built('libs/kafka/cloudevent.js');
const { newId } = built('libs/event-store/index.js');
const BATCH = 1000;

function message(position) {
  const stream = `stay-${newId()}`;
  const event = { topic, type, schema: 1, data, box: null, stream, version: 1, position, time: new Date().toISOString() };
  const { key, value, headers } = encode({ ...event, correlation: meta.correlation, causation: 'laid' }, 'urn:qeyd:bench');
  return { key, value, headers };
}

export async function open({ kafka }) {
  const messages = Array.from({ length: BATCH }, (_, position) => message(position));
  return {
    async publish({ count }) {
      await openTopic(kafka);
      const producer = plainKafka(kafka).producer({
        idempotent: true,
        maxInFlightRequests: 1,
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] });
      const rate = await rateOf(count, async () => {
        for (let sent = 0; sent < count; sent += BATCH)
          await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] });
      });
      await producer.disconnect();
      return rate;
    },
    close: () => undefined,
  };
}
