/** The HTTP step alone: how many filings a second intake answers, beside a route that keeps nothing, slice by slice in turn. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { overRounds } from '../figures.mjs';
import { specimenOf } from './specimens.mjs';

const CONNECTIONS = 32;

/** Answers `{ intake, reference, ratio }`, each over the rounds, and how many answers were not a 201. */
export async function compare({ system, token }, { rounds, seconds }) {
  const reference = fork(fileURLToPath(new URL('reference.mjs', import.meta.url)));
  try {
    const url = await new Promise((resolve, reject) => {
      reference.once('message', resolve);
      reference.once('exit', (code) => reject(new Error(`the route to compare with ended with code ${code}`)));
    });
    const slices = [];
    await slice(url, 1, token);
    await slice(system.apps.intake, 1, token);
    for (let n = 0; n < rounds; n++) {
      slices.push({ reference: await slice(url, seconds, token), intake: await slice(system.apps.intake, seconds, token) });
    }
    const ratios = slices.map((one) => one.intake.rate / one.reference.rate);
    return {
      intake: overRounds(slices.map((one) => one.intake.rate)),
      reference: overRounds(slices.map((one) => one.reference.rate)),
      ratio: overRounds(ratios),
      failed: slices.reduce((sum, one) => sum + one.intake.failed + one.reference.failed, 0),
    };
  } finally {
    reference.disconnect();
  }
}

async function slice(url, seconds, token) {
  const run = Date.now().toString(36).toUpperCase();
  let n = 0;
  const found = await autocannon({
    url: `${url}/v1/stay-applications`,
    method: 'POST',
    connections: CONNECTIONS,
    duration: seconds,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    requests: [
      { setupRequest: (given) => ({ ...given, body: JSON.stringify(specimenOf(run, n++, token ? 'host' : 'foreigner')) }) },
    ],
  });
  return { rate: found['2xx'] / found.duration, failed: found.non2xx + found.errors };
}
