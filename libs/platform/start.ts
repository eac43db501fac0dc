/** The whole life of an app's process: settings, a verb or serving, draining, and a loud end on any fault. */
import { writeFile } from 'node:fs/promises';
import type { TProperties } from '@sinclair/typebox';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, openApiOf, type AppOptions } from './app';
import { UnusableSettings, type Settings } from './config';
import { Health } from './watch/health';
import { JsonLogger } from './watch/logger';
import type { PlatformSettings } from './settings';

/** Gets the words behind its name, reads the settings that it needs itself, and answers the code that the process ends with. */
export type Verb = (words: readonly string[]) => Promise<number>;

export interface StartOptions<P extends TProperties = TProperties> extends AppOptions<P> {
  /** Where to listen when the environment has no PORT. */
  readonly port?: number;
  /** What `node main.js <verb> …` does instead of serving. */
  readonly verbs?: Readonly<Record<string, Verb>>;
  /** Runs before the app listens: connects transports, plugs in pages, refuses an old database by throwing. */
  readonly prepare?: (app: NestFastifyApplication, settings: PlatformSettings & Settings<P>) => Promise<void> | void;
}

/** How long requests in flight, then all the rest, may take to end once the process was asked to go. */
const PATIENCE = 10_000;

/** Starts the app; a verb or `openapi FILE` on the command line does that instead. Ends the process with 1 on failure. */
export async function start<P extends TProperties>(AppModule: Type | DynamicModule, options: StartOptions<P>): Promise<void> {
  const logger = new JsonLogger(options.name, 'info', options.log);
  const die = (error: unknown, what: string): never => {
    logger.fatal(error instanceof UnusableSettings ? error.message : what, error);
    process.exit(1);
  };
  process.on('uncaughtException', (error) => die(error, 'an exception that nobody caught'));
  process.on('unhandledRejection', (reason) => die(reason, 'a rejection that nobody handled'));
  try {
    const [verb, ...words] = process.argv.slice(2);
    if (verb !== undefined) process.exit(await run(verb, words, AppModule, options));
    await serve(AppModule, options);
  } catch (error) {
    die(error, 'the start failed');
  }
}

async function run<P extends TProperties>(
  verb: string,
  words: readonly string[],
  AppModule: Type | DynamicModule,
  options: StartOptions<P>,
): Promise<number> {
  const writing: Verb = async ([file = 'openapi.json']) => {
    await writeOpenApi(AppModule, options, file);
    return 0;
  };
  const verbs: Readonly<Record<string, Verb>> = { openapi: writing, ...options.verbs };
  const work = verbs[verb];
  if (!work) throw new UnusableSettings([`no verb is called ${verb}: ${Object.keys(verbs).join(', ')}`]);
  return work(words);
}

async function serve<P extends TProperties>(AppModule: Type | DynamicModule, options: StartOptions<P>): Promise<void> {
  const { app, logger, settings } = await createApp(AppModule, options);
  await options.prepare?.(app, settings);
  await app.listen(settings.PORT ?? options.port ?? 0, settings.HOST);
  logger.log(`listening on ${await app.getUrl()}`);
  const end = (signal: NodeJS.Signals) => {
    logger.log(`${signal}: draining`);
    setTimeout(() => process.exit(1), 2 * PATIENCE).unref();
    void drain(app).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal('the end failed', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

/** First the door, then the house: requests in flight are answered before anything they need goes away. */
async function drain(app: NestFastifyApplication): Promise<void> {
  app.get(Health).drain();
  setTimeout(() => app.getHttpServer().closeAllConnections(), PATIENCE).unref();
  await app.getHttpAdapter().close();
  await app.close();
}

/** Writes the OpenAPI document of a module to a file, without any server or setting. */
export async function writeOpenApi(AppModule: Type | DynamicModule, options: AppOptions, file: string): Promise<void> {
  await writeFile(file, `${JSON.stringify(await openApiOf(AppModule, options), null, 2)}\n`);
}
