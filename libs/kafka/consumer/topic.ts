/** Reads a topic from its first message to the last one that it holds now, for whoever looks something up in it. */
import { randomUUID } from 'node:crypto';
import { kafkaOf, RETRY, type KafkaAccess } from '../client';
import { rawOf, type Raw } from '../cloudevent';

/**
 * Shows one message after the other, each partition in order; resolves when all that stood in the topic at the beginning was
 * seen. Rejects with what `see` throws, or with what the broker says.
 */
export async function readTopic(access: KafkaAccess, name: string, see: (message: Raw) => Promise<void>): Promise<void> {
  const topic = access.prefix + name;
  const kafka = kafkaOf(access);
  const admin = kafka.admin({ retry: RETRY });
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const left = new Map(
    ends.filter(({ high, low }) => Number(high) > Number(low)).map((end) => [end.partition, Number(end.high)]),
  );
  if (left.size === 0) return;
  const groupId = `${access.prefix}${access.username}-read-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, retry: RETRY, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const seen = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    const eachMessage = async (partition: number, raw: Raw): Promise<void> => {
      await see(raw);
      if (Number(raw.offset) + 1 >= (left.get(partition) ?? 0)) left.delete(partition);
      if (left.size === 0) resolve();
    };
    consumer
      .run({
        autoCommit: false,
        eachMessage: ({ partition, message }) =>
          left.has(partition) ? eachMessage(partition, rawOf(name, partition, message)).catch(reject) : Promise.resolve(),
      })
      .catch(reject);
  });
  await seen.finally(() => consumer.disconnect());
}
