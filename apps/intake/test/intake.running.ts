/** Runs intake for its tests: the real module over a real log and vault, with a clock that is set and an issuer of its own. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventLog } from '@qeyd/event-store';
import { createApp, type Role } from '@qeyd/platform';
import { migrationsOf, serviceSettings } from '@qeyd/service';
import { SetClock, specimenKey, surroundings } from '@qeyd/testing';
import { AppModule, intake } from '../src/app.module';
import { specimenRows } from '../src/form/specimen';
import { intakeSettings } from '../src/settings';

/** `lines` collects the log of the process, so that a test can look for what must not be there. */
export async function startIntake() {
  const around = await surroundings('intake', migrationsOf(intake));
  const partnersFile = join(mkdtempSync(join(tmpdir(), 'intake-')), 'partners.json');
  writeFileSync(partnersFile, '[]');
  const clock = new SetClock('2026-10-10T08:00:00.000Z');
  const lines: string[] = [];
  const { app } = await createApp(AppModule, {
    name: intake.name,
    texts: intake.texts,
    settings: { ...serviceSettings, ...intakeSettings },
    env: {
      ...around.env,
      PUBLIC_URL: 'https://qeyd.example.org',
      RECEIPT_KEY: specimenKey(),
      PARTNERS_FILE: partnersFile,
    },
    clock,
    log: { write: (line) => void lines.push(line) },
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const log = app.get(EventLog);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const bearer = (role: Role, office?: string) => around.bearer(role, office === undefined ? {} : { office });
  const close = async () => {
    await app.close();
    await around.drop();
  };
  return { app, url, log, clock, lines, post, bearer, close };
}

/** What the register would have published. */
export async function fillCodeBooks(log: EventLog): Promise<void> {
  const text = 'INSERT INTO codebook_row VALUES ($1, $2, $3, $4, $5, $6, $7)';
  for (const { book, code, validFrom, validToExclusive, names, attributes, source } of specimenRows)
    await log.query(text, [book, code, validFrom, validToExclusive, names, attributes, source]);
}

export type Running = Awaited<ReturnType<typeof startIntake>>;
