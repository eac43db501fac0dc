/** Makes an app of a module: the platform around it, checked, with its routes in place, not yet listening. */
import type { TProperties } from '@sinclair/typebox';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ThrottlerModule } from '@nestjs/throttler';
import type { DestinationStream } from 'pino';
import { AccessGuard } from './access/access.guard';
import { RateGuard } from './access/rate.guard';
import { checkRoutes } from './access/routes';
import { Tokens } from './access/tokens';
import { ApiController, ApiDocument, describeApi, type About } from './api/openapi';
import { Clock } from './clock';
import { config, type Settings } from './config';
import { BodyPipe } from './field/body.pipe';
import { fieldCodes } from './field/rules';
import { generalTexts } from './problem/general.texts';
import { ProblemFilter } from './problem/problem.filter';
import type { Texts } from './problem/language';
import { Catalogue } from './problem/texts';
import { BODY_LIMIT, createServer } from './server';
import { platformSettings, SETTINGS, type PlatformSettings } from './settings';
import { Health, HealthController } from './watch/health';
import { JsonLogger } from './watch/logger';
import { collectMetrics, MetricsController } from './watch/metrics';

export interface AppOptions<P extends TProperties = TProperties> {
  /** The app's name: in logs, metrics and as the title of its API. */
  readonly name: string;
  readonly about?: Partial<About>;
  /** The app's own texts; see `KnownTexts`. */
  readonly texts?: Texts;
  /** The app's own settings, checked together with the platform's and injected by `SETTINGS`. */
  readonly settings?: P;
  /** Where settings are read; the process's environment when left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where the log goes; standard output when left out. */
  readonly log?: DestinationStream;
  /** The clock; the system's when left out. */
  readonly clock?: Clock;
}

@Module({})
class PlatformModule {}

@Module({})
class RootModule {}

function platform(options: AppOptions, settings: PlatformSettings, catalogue: Catalogue, filter: ProblemFilter): DynamicModule {
  const tokens = new Tokens({ issuer: settings.OIDC_ISSUER, audience: settings.OIDC_AUDIENCE, jwksUrl: settings.OIDC_JWKS_URL });
  const offered = [
    { provide: SETTINGS, useValue: settings },
    { provide: Clock, useValue: options.clock ?? new Clock() },
    { provide: Catalogue, useValue: catalogue },
    { provide: Tokens, useValue: tokens },
    Health,
  ];
  return {
    module: PlatformModule,
    global: true,
    imports: [ThrottlerModule.forRoot([{ ttl: 60_000, limit: settings.PUBLIC_RATE_PER_MINUTE }])],
    controllers: [HealthController, MetricsController, ApiController],
    providers: [
      ...offered,
      ApiDocument,
      { provide: APP_FILTER, useValue: filter },
      { provide: APP_PIPE, useClass: BodyPipe },
      { provide: APP_GUARD, useFactory: (reflector: Reflector) => new AccessGuard(reflector, tokens), inject: [Reflector] },
      { provide: APP_GUARD, useClass: RateGuard },
    ],
    exports: offered.map((provider) => ('provide' in provider ? provider.provide : provider)),
  };
}

/** The texts of the platform and the app together; throws when a field speaks in a code that has none. */
function catalogueOf(texts: Texts = {}): Catalogue {
  const catalogue = new Catalogue(generalTexts, texts);
  const missing = [...fieldCodes].filter((code) => !catalogue.has(code));
  if (missing.length > 0) throw new Error(`codes without a text: ${missing.join(', ')}`);
  return catalogue;
}

/** The app without its server; `preview` makes no provider at all, enough to describe the routes. */
async function assemble(AppModule: Type | DynamicModule, options: AppOptions, settings: PlatformSettings, preview = false) {
  const logger = new JsonLogger(options.name, preview ? 'silent' : settings.LOG_LEVEL, options.log);
  const catalogue = catalogueOf(options.texts);
  const filter = new ProblemFilter(catalogue, BODY_LIMIT);
  const server = createServer(settings.TRUST_PROXY, filter, logger);
  const root = { module: RootModule, imports: [platform(options, settings, catalogue, filter), AppModule] };
  const app = await NestFactory.create<NestFastifyApplication>(root, server, {
    logger,
    bodyParser: false,
    abortOnError: false,
    preview,
  });
  checkRoutes(app);
  return { app, logger };
}

const aboutOf = ({ name, about }: AppOptions): About => ({
  title: name,
  description: `The API of ${name}.`,
  version: '1',
  ...about,
});

/** The app, ready to listen or to be asked by a test. */
export async function createApp<P extends TProperties>(AppModule: Type | DynamicModule, options: AppOptions<P>) {
  const settings = config({ ...platformSettings, ...options.settings }, options.env) as PlatformSettings & Settings<P>;
  collectMetrics(options.name);
  const { app, logger } = await assemble(AppModule, options, settings);
  app.get(ApiDocument).content = describeApi(app, aboutOf(options));
  return { app, logger, settings };
}

/** The OpenAPI document of a module that need not be able to run here. */
export async function openApiOf(AppModule: Type | DynamicModule, options: AppOptions) {
  const settings = config(platformSettings, { OIDC_ISSUER: 'http://localhost' });
  const { app } = await assemble(AppModule, options, settings, true);
  return describeApi(app, aboutOf(options));
}
