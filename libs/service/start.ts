/** Starts a service from its definition and its module; `main.js migrate` brings its databases up to date instead. */
import type { Type } from '@nestjs/common';
import type { TProperties } from '@sinclair/typebox';
import { start } from '@qeyd/platform';
import type { ServiceDefinition } from './definition';
import { Lifecycle } from './lifecycle';
import { migrate } from './migrate';
import { serviceSettings } from './settings';

export function startService<P extends TProperties>(AppModule: Type, service: ServiceDefinition<P>): Promise<void> {
  const { name, port, about, texts } = service;
  return start(AppModule, {
    name,
    port,
    ...(about && { about }),
    ...(texts && { texts }),
    settings: { ...serviceSettings, ...service.settings },
    migrate: () => migrate(service),
    prepare: (app, { ROLES }) => app.get(Lifecycle).start(app, service, new Set(ROLES.split(','))),
  });
}
