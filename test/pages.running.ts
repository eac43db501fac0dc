/** Runs the portal for its tests over the real queue-booking, the real code-books and a real OpenID provider, by a clock that is set. */
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { createApp, OpenIdProvider } from '@qeyd/platform';
import { migrationsOf, serviceSettings } from '@qeyd/service';
import { surroundings } from '@qeyd/testing';
import { AppModule } from '../apps/portal/src/app.module';
import { openPages } from '../apps/portal/src/page/page.server';
import { portalSettings } from '../apps/portal/src/settings';
import { portalTexts } from '../apps/portal/src/texts';
import { queueBooking } from '../apps/queue-booking/src/app.module';
import { startQueue } from '../apps/queue-booking/test/queue.running';
import { AppModule as RegistryModule } from '../apps/registration-registry/src/app.module';
import { CodeBooks } from '../apps/registration-registry/src/codebook/codebook.cache';
import { seedRows } from '../apps/registration-registry/src/codebook/codebook.seed';
import { service as registry } from '../apps/registration-registry/src/service';
import { registrySettings } from '../apps/registration-registry/src/settings';

/** In one process the fields of all apps must be explained to each. */
const texts = { ...queueBooking.texts, ...registry.texts, ...portalTexts };

async function startCodeBooks(issuer: string) {
  const around = await surroundings('registry', migrationsOf(registry));
  const settings = { ...serviceSettings, ...registrySettings };
  const { app } = await createApp(RegistryModule, {
    name: registry.name,
    texts,
    settings,
    env: { ...around.env, OIDC_ISSUER: issuer, LOG_LEVEL: 'silent' },
  });
  await app.get(CodeBooks).prepare();
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    await app.close();
    await around.drop();
  };
  return { url: await app.getUrl(), close };
}

/** A port that is free at this moment: the portal must know its own address before it listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `lines` collects what the portal logs. */
export async function startPages(issuer: string) {
  const [queue, codeBooks] = await Promise.all([startQueue(1, { env: { OIDC_ISSUER: issuer }, texts }), startCodeBooks(issuer)]);
  const text = 'INSERT INTO codebook_row VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING';
  for (const { book, code, validFrom, validToExclusive, names, attributes, source } of seedRows())
    if (['offices', 'services'].includes(book))
      await queue.log.query(text, [book, code, validFrom, validToExclusive, names, attributes, source]);
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const lines: string[] = [];
  const { app } = await createApp(AppModule, {
    ...{ name: 'portal', settings: portalSettings, texts, clock: queue.clock },
    env: {
      ...{ PORTAL_URL: url, QUEUE_BOOKING_URL: await queue.app.getUrl(), REGISTRY_URL: codeBooks.url, OIDC_ISSUER: issuer },
      ...{
        CHANNEL_CLIENT_SECRET: 'specimen',
        MAIL_FROM: 'Qeyd <noreply@example.org>',
        COOKIE_KEY: randomBytes(32).toString('base64'),
        PUBLIC_RATE_PER_MINUTE: '100000',
      },
    },
    log: { write: (line) => void lines.push(line) },
  });
  openPages(app);
  await app.listen(port, '127.0.0.1');
  const close = async () => {
    await app.close();
    await Promise.all([queue.close(), codeBooks.close()]);
  };
  const provider = new OpenIdProvider(issuer);
  /** The header of one of the specimen users. */
  const tokenOf = async (user: string) => ({
    authorization: `Bearer ${(await provider.grantTo(user, 'specimen')).access_token}`,
  });
  return { url, queue, lines, tokenOf, close };
}

export type RunningPages = Awaited<ReturnType<typeof startPages>>;
