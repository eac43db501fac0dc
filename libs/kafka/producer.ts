/** Sends what the relay read from the log: everything acknowledged by all replicas, one batch in flight, in order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { KafkaJSError, Partitioners, type Producer, type TopicMessages } from 'kafkajs';
import { kafkaOf, reasonOf, RETRY, type KafkaAccess } from './client';
import type { Encoded } from './cloudevent';
import { metrics } from './metrics';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/** No retry helps: the broker will refuse this batch for ever. */
const FINAL = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_TIMESTAMP',
]);

/** The broker refused the batch for good. */
export class SendRefused extends Error {
  override readonly name = 'SendRefused';
}

export class QeydProducer {
  private readonly logger = new Logger(QeydProducer.name);
  private producer: Producer | null = null;
  private readonly closing = new AbortController();
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly access: KafkaAccess) {}

  /**
   * Resolves when the broker has everything; keeps trying, also while the broker is away, until `signal` aborts.
   * After a failure part of the batch may stand in the topic twice: consumers drop by position what they have seen.
   */
  send(messages: readonly Encoded[], signal?: AbortSignal): Promise<void> {
    const sent = this.last.then(() => this.keepSending(byTopic(messages, this.access.prefix), messages.length, signal));
    this.last = sent.catch(() => undefined); // its own caller hears of it; the next batch is not concerned
    return sent;
  }

  /** A batch that cannot be sent now is given up: the relay sends it again after the next start. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.last;
    await this.drop();
  }

  private async keepSending(topicMessages: TopicMessages[], count: number, caller?: AbortSignal): Promise<void> {
    const signal = caller ? AbortSignal.any([caller, this.closing.signal]) : this.closing.signal;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      signal.throwIfAborted();
      try {
        this.producer ??= await this.connect();
        await this.producer.sendBatch({ acks: -1, topicMessages });
        metrics.sent.inc(count);
        return;
      } catch (error) {
        const reason = reasonOf(error);
        if (!(error instanceof KafkaJSError)) throw error; // a mistake of ours: trying again would only hide it
        if (FINAL.has(reason)) throw new SendRefused(`The broker refused ${count} messages: ${reason}`, { cause: error });
        metrics.sendFailures.inc({ reason });
        this.logger.warn(`Not sent, trying again: ${reason}`);
        await this.drop();
      }
      await sleep(pause, undefined, { signal });
    }
  }

  /** The producer id is taken once per connection and its sequence cannot be repaired, so every failure takes a new one. */
  private async connect(): Promise<Producer> {
    const producer = kafkaOf(this.access).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner, // murmur2, as the Java and Python clients have it
      retry: RETRY,
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      await disconnect(producer, this.logger);
      throw error;
    }
  }

  private async drop(): Promise<void> {
    const { producer } = this;
    this.producer = null;
    if (producer) await disconnect(producer, this.logger);
  }
}

async function disconnect(producer: Producer, logger: Logger): Promise<void> {
  try {
    await producer.disconnect();
  } catch (error) {
    logger.debug(`A broken connection did not close: ${reasonOf(error)}`);
  }
}

function byTopic(messages: readonly Encoded[], prefix: string): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { topic, key, value, headers } of messages) {
    const found = topics.get(topic) ?? { topic: prefix + topic, messages: [] };
    found.messages.push({ key, value, headers });
    topics.set(topic, found);
  }
  return [...topics.values()];
}
