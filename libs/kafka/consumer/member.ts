/** A member of the consumer group: gets partitions, starts each where the database says, and keeps them moving. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { KafkaJSError, type Admin, type Consumer, type EachBatchPayload } from 'kafkajs';
import { isForbidden, kafkaOf, reasonOf, RETRY, type KafkaAccess } from '../client';
import { rawOf } from '../cloudevent';
import type { Log } from '../message';
import { metrics } from '../metrics';
import { tellLag } from './lag';
import { Partition, type Halt } from './partition';
import { placesOf } from './place';
import type { Units } from './unit';

const LARGEST_UNIT = 500;
const LONGEST_PAUSE_MS = 5000;
const HEARTBEAT_MS = 2000;
const REPORT_EVERY_MS = 5000;
/** Fetches that come closer together than this are a load: then they are paced, so that each brings more and costs hardly more. */
const LOAD_MS = 30;
const PACE_MS = 10;
/** So long may it take to tell, at the end, how far we came. */
const LAST_WORDS_MS = 1000;

export interface MemberOptions {
  readonly group: string;
  readonly access: KafkaAccess;
  readonly topics: readonly string[];
  readonly log: Log;
  /** A crash from which the client does not come back. */
  readonly onFatal: (error: Error) => void;
}

export class Member {
  private readonly logger = new Logger(Member.name);
  private readonly consumer: Consumer;
  private readonly admin: Admin;
  private report: NodeJS.Timeout | undefined;
  private partitions = new Map<string, Partition>();
  private assigned: Promise<void> = Promise.resolve();
  private generation = 0;
  /** It has been given its partitions once, though that may be none. */
  joined = false;
  private closing = false;
  /** When the last fetch came back, and after which time the next may be asked for; as `performance.now()` tells it. */
  private fetchedAt = 0;
  private nextAt = 0;

  constructor(
    private readonly options: MemberOptions,
    private readonly units: Units,
  ) {
    const kafka = kafkaOf(options.access);
    this.admin = kafka.admin({ retry: RETRY });
    this.consumer = kafka.consumer({
      groupId: options.access.prefix + options.group,
      retry: RETRY,
      allowAutoTopicCreation: false,
      sessionTimeout: 6_000,
      rebalanceTimeout: 15_000,
      heartbeatInterval: HEARTBEAT_MS,
      minBytes: 1, // a fetch returns as soon as there is anything
      maxWaitTimeInMs: 300, // and looks up this often for what changed on our side
    });
    this.consumer.on('consumer.group_join', ({ payload }) => {
      this.assigned = this.assign(payload.memberAssignment);
    });
    this.consumer.on('consumer.fetch', () => {
      const now = performance.now();
      this.nextAt = now - this.fetchedAt < LOAD_MS ? now + PACE_MS : 0;
      this.fetchedAt = now;
    });
    this.consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
      if (!restart) options.onFatal(error); // the client restarts by itself whenever the broker was the reason
    });
  }

  /** Resolves once it has joined; a broker that is away is waited for. */
  async start(): Promise<void> {
    this.report = setInterval(() => void this.tell(), REPORT_EVERY_MS);
    for (let pause = 100; !this.closing; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        await this.admin.connect();
        await this.consumer.connect();
        await this.consumer.subscribe({ topics: this.options.topics.map((topic) => this.named(topic)), fromBeginning: true });
        await this.consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: 12,
          eachBatch: (payload) => this.eachBatch(payload),
        });
        return;
      } catch (error) {
        if (isForbidden(error)) {
          this.options.onFatal(error as Error);
          return;
        }
        this.logger.warn(`Not joined, trying again: ${reasonOf(error)}`);
        await sleep(pause);
      }
    }
  }

  async stop(): Promise<void> {
    this.closing = true;
    clearInterval(this.report);
    await Promise.race([this.tell(), sleep(LAST_WORDS_MS, undefined, { ref: false })]);
    await this.consumer.disconnect();
    await this.admin.disconnect();
  }

  all(): readonly Partition[] {
    return [...this.partitions.values()];
  }

  /** Whether all that stands in the topic now has been taken, by whichever member; `true` when the broker cannot be asked. */
  async hasTaken(topic: string): Promise<boolean> {
    const ends = await this.admin.fetchTopicOffsets(this.named(topic)).catch(() => []);
    const numbers = ends.map(({ partition }) => partition);
    const places = new Map((await placesOf(this.options.log, topic, numbers)).map((place) => [place.partition, place]));
    return ends.every(({ partition, high }) => Number(high) <= (places.get(partition)?.nextOffset ?? 0));
  }

  resume(partition: Partition): void {
    partition.halt = null;
    this.countStopped();
    const { topic, partition: number } = partition.place;
    try {
      this.consumer.resume([{ topic: this.named(topic), partitions: [number] }]);
    } catch (error) {
      this.logger.debug(`Not resumed, the group is joined anew: ${reasonOf(error)}`);
    }
  }

  private async assign(topics: Readonly<Record<string, number[]>>): Promise<void> {
    const generation = ++this.generation;
    const current = (): boolean => generation === this.generation && !this.closing;
    for (let pause = 100; current(); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        const entries = Object.entries(topics);
        const places = await Promise.all(entries.map(([name, numbers]) => placesOf(this.options.log, this.plain(name), numbers)));
        if (!current()) return;
        metrics.lag.reset();
        this.joined = true;
        this.partitions = new Map(
          places.flat().map((place) => [keyOf(place), new Partition(place, this.options.log, this.units)]),
        );
        for (const partition of this.all()) this.seek(partition);
        this.consumer.resume(this.consumer.paused());
        this.countStopped();
        return;
      } catch (error) {
        this.logger.warn(`The places are not known yet: ${reasonOf(error)}`);
        await sleep(pause);
      }
    }
  }

  /** Nothing but the client's own errors may leave this method: a TypeError would end the consumer for ever. */
  private async eachBatch({ batch, ...kafka }: EachBatchPayload): Promise<void> {
    const topic = this.plain(batch.topic);
    const beat = setInterval(
      () => void kafka.heartbeat().catch((error: unknown) => this.logger.debug(reasonOf(error))),
      HEARTBEAT_MS,
    );
    try {
      await this.assigned;
      const partition = this.partitions.get(keyOf({ topic, partition: batch.partition }));
      if (!partition || kafka.isStale()) return;
      if (partition.rewindIfAnew(Number(batch.highWatermark))) this.logger.error(`${topic}/${batch.partition} was made anew`);
      partition.seen(Number(batch.highWatermark));
      for (let from = 0; from < batch.messages.length; from += LARGEST_UNIT) {
        if (kafka.isStale() || !kafka.isRunning()) return;
        const raws = batch.messages.slice(from, from + LARGEST_UNIT).map((message) => rawOf(topic, batch.partition, message));
        const halt = await partition.take(raws);
        if (halt) {
          this.stopAt(partition, halt);
          return;
        }
        kafka.resolveOffset(raws.at(-1)?.offset ?? '');
        await kafka.heartbeat();
      }
    } catch (error) {
      if (error instanceof KafkaJSError) throw error;
      const partition = this.partitions.get(keyOf({ topic, partition: batch.partition }));
      if (partition) this.stopAt(partition, { why: 'fault', error, offset: batch.firstOffset() ?? '' });
    } finally {
      clearInterval(beat);
      await sleep(Math.max(0, this.nextAt - performance.now()));
    }
  }

  private stopAt(partition: Partition, halt: Halt): void {
    const { topic, partition: number } = partition.place;
    metrics.faults.inc({ topic, kind: halt.why });
    if (halt.why === 'moved') {
      this.seek(partition);
      return;
    }
    this.consumer.pause([{ topic: this.named(topic), partitions: [number] }]);
    partition.halt = halt;
    if (halt.why === 'away') {
      this.logger.warn(`${topic}/${number} waits at ${halt.offset}: ${reasonOf(halt.error)}`);
      setTimeout(() => this.resume(partition), Math.min(100 * 2 ** partition.tries++, LONGEST_PAUSE_MS));
    } else {
      this.logger.error(`${topic}/${number} is stopped at ${halt.offset} until it is resumed`, halt.error);
      this.countStopped();
    }
  }

  private seek({ place: { topic, partition, nextOffset } }: Partition): void {
    this.consumer.seek({ topic: this.named(topic), partition, offset: String(nextOffset) });
  }

  private countStopped(): void {
    metrics.stopped.set(this.all().filter(({ halt }) => halt?.why === 'fault').length);
  }

  private async tell(): Promise<void> {
    try {
      await tellLag(this.consumer, this.admin, this.options.access.prefix, this.all());
    } catch (error) {
      this.logger.debug(`Lag is not known: ${reasonOf(error)}`);
    }
  }

  private named(topic: string): string {
    return this.options.access.prefix + topic;
  }

  private plain(name: string): string {
    return name.slice(this.options.access.prefix.length);
  }
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;
