/** What makes a service: a log, some views of it, and edges. */
import type { Type } from '@nestjs/common';
import type { TProperties } from '@sinclair/typebox';
import type { MigrationInterface } from 'typeorm';
import type { AnyDecider, Evidence, Publisher, View } from '@qeyd/event-store';
import type { Handlers } from '@qeyd/jobs';
import type { Subscription } from '@qeyd/kafka';
import type { AppOptions, PlatformSettings, Settings, Verb } from '@qeyd/platform';
import type { ServiceSettings } from './settings';

/** A provider whose handlers work on the jobs of the service's own queue, by name. */
export interface JobEdge {
  readonly handlers: Handlers;
}

/** A provider with something to do before the service takes work: filling a cache, sowing the first rows. */
export interface Preparation {
  prepare(): Promise<void>;
}

/** What names a log in its events and checkpoints: a second log of the service would be another source. */
export const sourceOf = ({ name }: { readonly name: string }): string => `urn:qeyd:${name}`;

export interface ServiceDefinition<P extends TProperties = TProperties> extends Pick<
  AppOptions<P>,
  'about' | 'texts' | 'settings'
> {
  /** Names the log, the consumer group and the queue. */
  readonly name: string;
  /** Where it listens when the environment has no PORT. */
  readonly port: number;
  /** The tables of its own; those of the log and of Kafka come first by themselves. */
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly deciders: readonly AnyDecider[];
  readonly views: readonly View<never>[];
  readonly publishers: readonly Publisher<never>[];
  /** The topics it hears; partners' keys and the like come from the settings. */
  subscriptions(settings: PlatformSettings & ServiceSettings & Settings<P>): readonly Subscription[];
  /** What its program can do on the command line beside `migrate`, `rebuild` and `verify`. */
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** What the events prove by themselves, for `verify`; its settings are in the environment. */
  readonly evidence?: (env: NodeJS.ProcessEnv) => Evidence;
  /** Each a provider of the app's module. */
  readonly jobs?: readonly Type<JobEdge>[];
  /** How many of them one process works on at a time; 10 when left out. */
  readonly jobsAtATime?: number;
  /** Each a provider of the app's module; run in order. */
  readonly preparations?: readonly Type<Preparation>[];
}
