/**
 * The load, in a process of its own: files applications at times that were fixed before the first answer came, so that a slow
 * system cannot slow the questions down. Every time is counted from the moment at which the application was to be sent.
 */
import { Agent, request } from 'node:http';
import { specimenOf } from './specimens.mjs';

/** Milliseconds since the epoch, with fractions. */
const now = () => performance.timeOrigin + performance.now();

process.once('message', async ({ url, rate, seconds, run, token }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const target = new URL('/v1/stay-applications', url);
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const total = Math.round(rate * seconds);
  const filings = [];
  const answers = [];
  const start = now() + 200;

  for (let n = 0; n < total; n++) {
    const due = start + ((n + Math.random()) * 1000) / rate;
    for (let wait = due - now(); wait > 0; wait = due - now()) await new Promise((go) => setTimeout(go, wait));
    const filing = { due, status: 0, answered: 0, application: null };
    filings.push(filing);
    const body = JSON.stringify(specimenOf(run, n, token ? 'host' : 'foreigner'));
    answers.push(
      file(target, { agent, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, body, filing),
    );
  }
  await Promise.all(answers);
  agent.destroy();
  process.send({ start, filings, cpu: process.cpuUsage() }, () => process.disconnect());
});

function file(target, options, body, filing) {
  return new Promise((resolve) => {
    const outgoing = request(target, options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        filing.answered = now();
        filing.status = response.statusCode;
        filing.application = /"application":"([0-9a-f-]{36})"/.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? null;
        resolve();
      });
    });
    outgoing.setTimeout(60_000, () => outgoing.destroy());
    outgoing.on('error', () => resolve());
    outgoing.end(body);
  });
}
