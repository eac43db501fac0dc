/** What every app stands on: start, settings, access, problems, fields, logs, health and metrics. */
export { Actor, actorText, Policy, PublicRoute, type Caller, type Role } from './access/policy';
export { protect } from './access/protect';
export { createApp, type AppOptions } from './app';
export { Clock } from './clock';
export { config, type Settings } from './config';
export { correlation, withCorrelation } from './correlation';
export * from './field/fields';
export { IdempotencyKey, UuidParam } from './field/params';
export { Satisfies, type FieldOptions } from './field/rules';
export { CallerLanguage, type Language, type Texts } from './problem/language';
export { Problem, problem, respond, type Fault } from './problem/problem';
export { Catalogue, type Code, type KnownTexts } from './problem/texts';
export { SETTINGS, type PlatformSettings } from './settings';
export { start, writeOpenApi, type StartOptions, type Verb } from './start';
export { Health, type HealthIndicator } from './watch/health';
