/** The consuming strategy of Nest: routes each event by its type to the `@EventPattern` handlers that say what follows. */
import { Catch, type ExceptionFilter, type INestApplication } from '@nestjs/common';
import { Server, type CustomTransportStrategy, NestMicroservice, type MessageHandler } from '@nestjs/microservices';
import { contracts } from '@qeyd/contracts';
import type { Instant } from '@qeyd/core';
import type { KeyRing, SubjectKey } from '@qeyd/event-store';
import { isObservable, lastValueFrom, throwError, type Observable } from 'rxjs';
import type { KafkaAccess } from '../client';
import type { Effect, Log, Subscription } from '../message';
import { Member } from './member';
import { ParkedMessages } from './parked';
import { Reader } from './reading';
import { Units, type Handler } from './unit';

export interface ConsumerOptions {
  /** The name of the service: also that of its consumer group. */
  readonly name: string;
  readonly access: KafkaAccess;
  readonly subscriptions: readonly Subscription[];
  readonly log: Log;
  readonly keys: KeyRing;
  /** The service's own key, under which parked messages are kept. */
  readonly own: SubjectKey;
  readonly now: () => Instant;
  /** Runs the handler of a message under the correlation id of the message. */
  readonly within: <T>(correlation: string, work: () => T) => T;
  /** The consumer is gone for good: end the process. */
  readonly onFatal: (error: Error) => void;
}

export interface ConsumerHealth {
  /** `dead`: there are messages and nothing has moved for 30 s, though nothing is known to be in the way. */
  readonly state: 'joining' | 'well' | 'waiting' | 'stopped' | 'dead';
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly lag: number;
    readonly movedAt: Instant;
    /** Where and why it stopped: the name of the fault, never its text. */
    readonly stopped: { readonly offset: string; readonly fault: string } | null;
  }[];
}

const DEAD_AFTER_MS = 30_000;

/** Nest would turn what a handler throws into "Internal server error"; the partition must know what it was. */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

export class QeydConsumer extends Server implements CustomTransportStrategy {
  /** What was set aside, and the ways to deal with it. */
  readonly parked: ParkedMessages;
  private readonly handlers = new Map<string, Handler[]>();
  private readonly member: Member;

  constructor(private readonly options: ConsumerOptions) {
    super();
    const { name, access, subscriptions, log, keys, own, now, onFatal } = options;
    const reader = new Reader(subscriptions, keys, now);
    const units = new Units(subscriptions, this.handlers, reader, own);
    const topics = subscriptions.map(({ topic }) => topic);
    this.member = new Member({ group: name, access, topics, log, onFatal }, units);
    this.parked = new ParkedMessages(log, units, reader, own);
  }

  /** Makes the app's `@EventPattern` handlers those of this consumer; `app.startAllMicroservices()` then starts it. */
  attachTo(app: INestApplication): void {
    const server = app.connectMicroservice({ strategy: this }, { deferInitialization: true });
    if (!(server instanceof NestMicroservice)) throw new Error('Nest made something else of a microservice');
    server.useGlobalFilters(new Rethrow());
    server.registerListeners();
    server.setIsInitialized(true);
    server.setIsInitHookCalled(true); // the app's own modules, whose hooks it calls itself
  }

  override addHandler(pattern: string, handler: MessageHandler<unknown, undefined>, isEventHandler = false): void {
    if (!isEventHandler) throw new Error(`${pattern}: Kafka brings events; use @EventPattern`);
    const others = this.handlers.get(pattern) ?? [];
    this.handlers.set(pattern, [...others, this.handlerOf(pattern, handler)]);
  }

  /** Refuses to start when an event has neither a handler nor an explicit ignore, or a handler has no event. */
  async listen(started: (error?: unknown) => void): Promise<void> {
    const faults = this.routeFaults();
    if (faults.length > 0) started(new Error(`${this.options.name} cannot consume: ${faults.join('; ')}`));
    else {
      started();
      await this.member.start();
    }
  }

  close(): Promise<void> {
    return this.member.stop();
  }

  /** Whether all that stands in the topic now has been taken, here or elsewhere; `true` when the broker cannot be asked. */
  hasTaken(topic: string): Promise<boolean> {
    return this.member.hasTaken(topic);
  }

  /** Lets stopped partitions try again; how many there were. */
  resume(): number {
    const stopped = this.member.all().filter(({ halt }) => halt?.why === 'fault');
    for (const partition of stopped) this.member.resume(partition);
    return stopped.length;
  }

  health(): ConsumerHealth {
    const all = this.member.all();
    const isDead = all.some(({ halt, lag, movedAt }) => !halt && lag > 0 && Date.now() - movedAt > DEAD_AFTER_MS);
    const halts = new Set(all.map(({ halt }) => halt?.why));
    const state = halts.has('fault') ? 'stopped' : halts.has('away') ? 'waiting' : this.member.joined ? 'well' : 'joining';
    return {
      state: isDead ? 'dead' : state,
      partitions: all.map(({ place: { topic, partition }, lag, movedAt, halt }) => ({
        ...{ topic, partition, lag, movedAt: new Date(movedAt).toISOString() },
        stopped: halt?.why === 'fault' ? { offset: halt.offset, fault: nameOf(halt.error) } : null,
      })),
    };
  }

  /** There is no underlying server to listen to or to unwrap. */
  on(): never {
    throw new Error('The consumer has no events of its own');
  }

  unwrap(): never {
    throw new Error('The Kafka client stays inside');
  }

  private handlerOf(type: string, handler: MessageHandler<unknown, undefined>): Handler {
    return (message) =>
      this.options.within(message.correlation, async () => {
        const answer: unknown = await handler(message);
        const effects: unknown = isObservable(answer) ? await lastValueFrom(answer) : answer;
        if (!Array.isArray(effects)) throw new Error(`The handler of ${type} did not return its effects`);
        return effects as readonly Effect[];
      });
  }

  private routeFaults(): string[] {
    const faults: string[] = [];
    const subscribed = new Set<string>();
    for (const { topic, ignores = [] } of this.options.subscriptions) {
      const types = new Set(contracts.filter((contract) => contract.topic === topic).map(({ type }) => type));
      if (types.size === 0) faults.push(`no contract knows the topic ${topic}`);
      for (const type of types) {
        subscribed.add(type);
        if (this.handlers.has(type) === ignores.includes(type))
          faults.push(`${topic}: ${type} needs a handler or an ignore, not both`);
      }
    }
    for (const type of this.handlers.keys()) if (!subscribed.has(type)) faults.push(`no subscribed topic carries ${type}`);
    return faults;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
