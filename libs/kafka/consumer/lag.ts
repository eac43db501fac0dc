/** Tells the broker how far we are, for the audits of the logs and those who watch lag there; asks it how far there is to go. */
import type { Admin, Consumer } from 'kafkajs';
import { told } from '../audit/told';
import type { Partition } from './partition';

export async function tellLag(consumer: Consumer, admin: Admin, prefix: string, partitions: readonly Partition[]): Promise<void> {
  if (partitions.length === 0) return;
  const placeOf = ({ place: { topic, partition, nextOffset, sources } }: Partition) => ({
    topic: prefix + topic,
    partition,
    offset: String(nextOffset),
    metadata: told(sources),
  });
  await consumer.commitOffsets(partitions.map(placeOf));
  for (const topic of new Set(partitions.map(({ place }) => place.topic))) {
    const highs = new Map(
      (await admin.fetchTopicOffsets(prefix + topic)).map(({ partition, high }) => [partition, Number(high)]),
    );
    for (const one of partitions) if (one.place.topic === topic) one.seen(highs.get(one.place.partition) ?? 0);
  }
}
