/** The specimen in this process, listening, and the words to ask it with. */
import { Clock, createApp } from '../index';
import { startIssuer } from './issuer';
import { settings, Specimen, texts } from './specimen';

export interface ProblemAnswer {
  status: number;
  code: string;
  type: string;
  title: string;
  detail: string;
  instance: string;
  errors?: { pointer: string; code: string; detail: string; in?: string }[];
}

export const guest = { surname: ' Eriksson ', birthDate: '1974-08-12' };
export const stay = { guest, purpose: 'tourism', arrivesOn: '2026-11-20' };

class FixedClock extends Clock {
  override now(): string {
    return '2026-11-22T09:30:00.000Z';
  }
}

export async function startSpecimen() {
  const lines: string[] = [];
  const issuer = await startIssuer();
  const officer = `Bearer ${await issuer.token()}`;
  const env = { OIDC_ISSUER: issuer.url, PUBLIC_RATE_PER_MINUTE: '40' };
  const log = { write: (line: string) => void lines.push(line) };
  const { app } = await createApp(Specimen, { name: 'specimen', texts, settings, env, clock: new FixedClock(), log });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, init);
  const file = (body: unknown, headers: Record<string, string> = {}) =>
    ask('/v1/stays', {
      method: 'POST',
      headers: { authorization: officer, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const faultsOf = async (body: unknown) => {
    const answer = await file(body);
    expect(answer.status).toBe(400);
    return ((await problemOf(answer)).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  };
  const close = async () => {
    await app.close();
    await issuer.close();
  };
  return { app, url, issuer, officer, lines, ask, file, faultsOf, close };
}

/** The problem document of an answer, after a look at its headers. */
export async function problemOf(answer: Response): Promise<ProblemAnswer> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = (await answer.json()) as ProblemAnswer;
  expect(problem.status).toBe(answer.status);
  expect(problem.instance).toBe(answer.headers.get('x-correlation-id'));
  return problem;
}
