/** What every app stands on: start, settings, access, problems, fields, logs, health and metrics. */
export { Actor, actorText, Policy, PublicRoute, type Caller, type Role } from './access/policy';
export { protect } from './access/protect';
export type { About } from './api/openapi';
export { createApp, type AppOptions } from './app';
export { Clock } from './clock';
export { config, UnusableSettings, type Settings } from './config';
export { correlation, correlationFrom, CORRELATION_HEADER, findCorrelation, withCorrelation } from './correlation';
export * from './field/fields';
export { IdempotencyKey, UuidParam } from './field/params';
export { Satisfies, type FieldOptions } from './field/rules';
export { CallerLanguage, languageOf, languages, type Language } from './problem/language';
export { Problem, problem, respond, type Fault, type ProblemParts } from './problem/problem';
export { Catalogue, type Code, type Details, type KnownTexts, type Words, type Texts } from './problem/texts';
export { platformSettings, SETTINGS, type PlatformSettings } from './settings';
export { start, writeOpenApi, type StartOptions } from './start';
export { Health, type HealthIndicator } from './watch/health';
export { isolateError } from './watch/fault';
