/** What pages need of the server below: it reads forms. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { admitOfficers } from '../counter/counter.session';

/** Call it before the app listens. */
export function openPages(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body))),
  );
  admitOfficers(app);
}
