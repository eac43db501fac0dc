/** Runs queue-booking for its tests: the real module over a real log and vault, with a clock that is set and an issuer of its own. */
import { EventLog } from '@qeyd/event-store';
import { Jobs } from '@qeyd/jobs';
import { createApp, type Texts } from '@qeyd/platform';
import { Vault } from '@qeyd/privacy';
import { migrationsOf, serviceSettings } from '@qeyd/service';
import { SetClock, surroundings } from '@qeyd/testing';
import { AppModule, queueBooking } from '../src/app.module';
import { OfficeBook } from '../src/office/office.cache';
import { NOW, policyRows } from './specimens';

type Headers = Readonly<Record<string, string>>;

export interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

/** `processes` apps on one database; `lines` collects what they log; `env` overrides what surrounds them, `texts` explain the fields of other apps in the process. */
export async function startQueue(
  processes = 1,
  { env = {}, texts = {} }: { readonly env?: Headers; readonly texts?: Texts } = {},
) {
  const around = await surroundings('queue', migrationsOf(queueBooking));
  const clock = new SetClock(NOW);
  const lines: string[] = [];
  const start = async () => {
    const { app } = await createApp(AppModule, {
      name: queueBooking.name,
      texts: { ...queueBooking.texts, ...texts },
      settings: serviceSettings,
      env: { ...around.env, ...env },
      clock,
      log: { write: (line) => void lines.push(line) },
    });
    await app.get(Jobs).ready();
    await app.get(OfficeBook).prepare();
    await app.listen(0, '127.0.0.1');
    return app;
  };
  const apps = [await start()];
  while (apps.length < processes) apps.push(await start());
  const [app = await start()] = apps;
  const urls = await Promise.all(apps.map((one) => one.getUrl()));
  const log = app.get(EventLog);
  await fillCodeBooks(log);

  /** Process by process in turn. */
  let turn = 0;
  async function ask<T>(method: string, path: string, headers: Headers, body?: unknown): Promise<Answered<T>> {
    const answer = await fetch(`${urls[turn++ % urls.length] ?? ''}${path}`, {
      method,
      headers: { 'accept-language': 'en', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
  }
  /** Erases a booking's visitor; every process knows of it when this ends. */
  async function erase({ booking }: { readonly booking: string }): Promise<void> {
    const [row] = await log.query<{ person: string }>('SELECT person FROM place_view WHERE booking = $1', [booking]);
    if (!row) throw new Error(`Nobody has the booking ${booking}`);
    const heard = apps.map((one) => new Promise<void>((resolve) => one.get(Vault).onErased(resolve)));
    await app.get(Vault).erase(row.person);
    await Promise.all(heard);
  }
  const close = async () => {
    for (const one of apps) await one.close();
    await around.drop();
  };
  return {
    ...{ app, apps, log, clock, lines, ownerUrl: around.ownerUrl, bearer: around.bearer, erase, close },
    get: <T>(path: string, headers: Headers = {}) => ask<T>('GET', path, headers),
    post: <T>(path: string, body: unknown, headers: Headers = {}) => ask<T>('POST', path, headers, body),
    put: <T>(path: string, body: unknown, headers: Headers = {}) => ask<T>('PUT', path, headers, body),
    drop: <T>(path: string, headers: Headers = {}) => ask<T>('DELETE', path, headers),
  };
}

/** What the register would have published. */
async function fillCodeBooks(log: EventLog): Promise<void> {
  const text = 'INSERT INTO codebook_row VALUES ($1, $2, $3, $4, $5, $6, $7)';
  for (const { book, code, validFrom, validToExclusive, names, attributes, source } of policyRows)
    await log.query(text, [book, code, validFrom, validToExclusive, names, attributes, source]);
}

export type Running = Awaited<ReturnType<typeof startQueue>>;
