/** A partner's side of the wire: signs and sends submissions, and hears the answers. */
import { randomUUID } from 'node:crypto';
import type { Instant } from '@qeyd/core';
import type { JWK } from 'jose';
import type { Consumer, EachMessagePayload } from 'kafkajs';
import { kafkaOf, RETRY, type KafkaAccess } from './client';
import { schemaName, type Encoded } from './cloudevent';
import { QeydProducer } from './producer';
import { sign, SIGNATURE, type Partner } from './signature';

export interface PartnerOptions {
  readonly access: KafkaAccess;
  readonly partner: Pick<Partner, 'source' | 'topic' | 'replyTopic'>;
  /** A private Ed25519 key with its `kid`. */
  readonly key: JWK;
}

/** An answer; `submission` is the id of the message that it answers, as far as that could be read. */
export interface Reply {
  readonly type: string;
  readonly data: { readonly submission: string | null; readonly [field: string]: unknown };
}

export class PartnerClient {
  private readonly producer: QeydProducer;
  private readonly consumer: Consumer;
  private readonly answers: Reply[] = [];
  private readonly listeners = new Set<() => void>();

  private constructor(private readonly options: PartnerOptions) {
    const { access } = options;
    this.producer = new QeydProducer(access);
    const groupId = `${access.prefix}${access.username}-desk-${randomUUID()}`;
    this.consumer = kafkaOf(access).consumer({ groupId, retry: RETRY, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  }

  /** Resolves when it hears the answers; it hears those of earlier days too. */
  static async open(options: PartnerOptions): Promise<PartnerClient> {
    const client = new PartnerClient(options);
    await client.consumer.connect();
    await client.consumer.subscribe({ topic: options.access.prefix + options.partner.replyTopic, fromBeginning: true });
    await client.consumer.run({ autoCommit: false, eachMessage: (payload) => client.hear(payload) });
    return client;
  }

  /** Signs and sends; resolves with the id of the message once the broker has it. */
  async submit(type: string, data: object, given: { readonly id?: string; readonly time?: Instant } = {}): Promise<string> {
    const { id = randomUUID(), time = new Date().toISOString() } = given;
    await this.post(await this.envelope(type, data, id, time));
    return id;
  }

  /** The signed message, not yet sent. */
  async envelope(type: string, data: object, id: string, time: Instant): Promise<Encoded> {
    const { source, topic } = this.options.partner;
    const value = Buffer.from(JSON.stringify(data));
    const signature = await sign({ id, source, type, time }, value, this.options.key);
    const headers = {
      ce_specversion: '1.0',
      ...{ ce_id: id, ce_source: source, ce_type: type, ce_time: time, ce_dataschema: schemaName(type, 1) },
      [SIGNATURE]: signature,
      'content-type': 'application/json',
    };
    return { topic, key: id, value, headers };
  }

  /** Sends a message as it is. */
  post(message: Encoded): Promise<void> {
    return this.producer.send([message]);
  }

  /** The first answer that fits; rejects when there is none in time. */
  async reply(fits: (reply: Reply) => boolean, withinMs: number): Promise<Reply> {
    const timeout = AbortSignal.timeout(withinMs);
    for (;;) {
      const found = this.answers.find(fits);
      if (found) return found;
      timeout.throwIfAborted();
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.listeners.delete(listener);
          timeout.removeEventListener('abort', listener);
          resolve();
        };
        this.listeners.add(listener);
        timeout.addEventListener('abort', listener);
      });
    }
  }

  replyTo(submission: string, withinMs: number): Promise<Reply> {
    return this.reply(({ data }) => data.submission === submission, withinMs);
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
    await this.producer.close();
  }

  private hear({ message: { value, headers } }: EachMessagePayload): Promise<void> {
    this.answers.push({ type: String(headers?.['ce_type']), data: JSON.parse(String(value)) as Reply['data'] });
    for (const listener of this.listeners) listener();
    return Promise.resolve();
  }
}
