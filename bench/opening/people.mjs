/**
 * The people, in a process of their own: each asks for a place at a time that was fixed before the first answer came, so that a slow system
 * cannot slow the questions down, and confirms at once the place that is held.
 */
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { service } from './places.mjs';

/** So long somebody waits for an answer, the wait for a connection included. */
const PATIENCE_MS = 60_000;
/** The systems of the channels keep so many connections open between them, as pools do: more than are served at once. */
const CONNECTIONS = 256;

/** Milliseconds since the epoch, with fractions. */
const now = () => performance.timeOrigin + performance.now();

process.once('message', async ({ url, tokens, places, people, start, seconds, run }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const ask = (path, body, token) => post(new URL(path, url), { agent, token }, JSON.stringify(body));
  const outcomes = { confirmed: [], refused: [], counts: {} };
  const count = (name) => (outcomes.counts[name] = (outcomes.counts[name] ?? 0) + 1);

  async function come(n, due) {
    const token = tokens[n % tokens.length];
    const { office, on, startsAt } = places[Math.floor(Math.random() * places.length)];
    const person = { document: documentOf(`${run}/${n}`), surname: 'Eriksson', givenNames: 'Anna Maria' };
    const wish = { office, on, services: [{ service, startsAt }], people: [person], email: `guest-${run}-${n}@example.org` };
    const held = await ask('/v1/bookings', wish, token);
    if (held.status !== 201) {
      outcomes.refused.push(now() - due);
      return count(held.code ?? `${held.status}`);
    }
    const { booking, secret } = held.body;
    const confirmed = await ask(`/v1/bookings/${booking}/confirmation`, { secret }, token);
    if (confirmed.status === 200) outcomes.confirmed.push(now() - due);
    count(confirmed.status === 200 ? 'confirmed' : `not confirmed: ${confirmed.code ?? confirmed.status}`);
  }

  const all = [];
  for (let n = 0; n < people; n++) {
    const due = start + ((n + Math.random()) * seconds * 1000) / people;
    for (let wait = due - now(); wait > 0; wait = due - now()) await new Promise((go) => setTimeout(go, wait));
    all.push(come(n, due));
  }
  await Promise.all(all);
  agent.destroy();
  process.send({ ...outcomes, took: (now() - start) / 1000 }, () => process.disconnect());
});

const documentOf = (name) => {
  const number = createHash('sha256').update(name).digest('hex').slice(0, 9).toUpperCase();
  return { country: 'UTO', type: 'passport', number };
};

/** `{ status, code, body }`; status 0 where no answer came in time. */
function post(target, { agent, token }, text) {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    authorization: `Bearer ${token}`,
  };
  return new Promise((resolve) => {
    const outgoing = request(target, { agent, method: 'POST', headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(answerOf(response.statusCode, Buffer.concat(chunks).toString())));
    });
    const patience = setTimeout(() => outgoing.destroy(), PATIENCE_MS);
    outgoing.on('close', () => clearTimeout(patience));
    outgoing.on('error', () => resolve({ status: 0, code: 'no answer' }));
    outgoing.end(text);
  });
}

function answerOf(status, text) {
  try {
    const body = JSON.parse(text);
    return { status, body, code: status < 400 ? undefined : `${status} ${body.code ?? ''}`.trim() };
  } catch {
    return { status, code: `${status}` };
  }
}
