/** Guards pages that are plugged into Fastify beside Nest's routes. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Role } from './policy';
import { admit } from './access.guard';
import { Tokens } from './tokens';

/** Only these roles reach anything below `prefix`. Call it before the plugin is registered. */
export function protect(app: NestFastifyApplication, prefix: string, ...roles: readonly Role[]): void {
  const tokens = app.get(Tokens);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const path = request.routeOptions.url ?? '';
      if (path !== prefix && !path.startsWith(`${prefix}/`)) return;
      request.caller = await tokens.callerOf(request.headers.authorization);
      admit(request.caller, roles);
    });
}
