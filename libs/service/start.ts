/** Starts a service from its definition and its module, or does one of its verbs: `main.js migrate`, `main.js rebuild`, `main.js verify`. */
import type { Type } from '@nestjs/common';
import type { TProperties } from '@sinclair/typebox';
import { start } from '@qeyd/platform';
import type { ServiceDefinition } from './definition';
import { Lifecycle } from './lifecycle';
import { migrate } from './migrate';
import { rebuild } from './verbs/rebuild';
import { serviceSettings } from './settings';
import { verify } from './verbs/verify';

export function startService<P extends TProperties>(AppModule: Type, service: ServiceDefinition<P>): Promise<void> {
  const { name, port, about, texts } = service;
  return start(AppModule, {
    name,
    port,
    ...(about && { about }),
    ...(texts && { texts }),
    settings: { ...serviceSettings, ...service.settings },
    verbs: {
      migrate: () => migrate(service),
      rebuild: (words) => rebuild(service, words),
      verify: (words) => verify(service, words),
      ...service.verbs,
    },
    prepare: (app, { ROLES }) => app.get(Lifecycle).start(app, service, new Set(ROLES.split(','))),
  });
}
