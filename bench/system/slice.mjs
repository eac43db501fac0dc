/** One slice: load at one rate for some seconds, everything that came of it, and what it cost. */
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quantilesOf } from '../figures.mjs';
import { busyTime, usageOf } from '../usage.mjs';

const SAMPLE_MS = 2000;
/** So long after the last filing the mails that are missing count as lost. */
const PATIENCE_MS = 60_000;

/** `warmUp` seconds at the same rate come first and are not counted. */
export async function measure({ system, programs, watch, token }, { rate, seconds, warmUp }) {
  const mark = await watch.mark();
  const run = Date.now().toString(36).toUpperCase();
  const load = fork(fileURLToPath(new URL('load.mjs', import.meta.url)));
  const measured = { ...programs(), load: load.pid, bench: process.pid };
  const ended = new Promise((resolve, reject) => {
    load.once('message', resolve);
    load.once('exit', (code) => reject(new Error(`the load ended with code ${code} before it told what it saw`)));
  });
  load.send({ url: system.apps.intake, rate, seconds: warmUp + seconds, run, token });
  const usage = await usageDuring(measured, warmUp * 1000 + 200, ended).finally(() => load.kill());
  const { start, filings } = await ended;
  await drained(watch, mark, filings);

  const counted = filings.filter(({ due }) => due >= start + warmUp * 1000);
  const accepted = counted.filter(({ status }) => status === 201);
  const { registered, mailed } = await watch.since(mark);
  const from = (one, moments) => (moments.has(one.application) ? [moments.get(one.application) - one.due] : []);
  const answered = new Map(accepted.map((one) => [one.application, one.answered]));
  return {
    rate,
    sent: counted.length,
    errors: counted.length - accepted.length,
    missing: accepted.filter(({ application }) => !mailed.has(application)).length,
    steps: {
      http: quantilesOf(accepted.map(({ due, answered: at }) => at - due)),
      registered: quantilesOf(accepted.flatMap((one) => from(one, registered))),
      mailed: quantilesOf(accepted.flatMap((one) => from(one, mailed))),
      registering: quantilesOf(accepted.flatMap((one) => between(one, answered, registered))),
      mailing: quantilesOf(accepted.flatMap((one) => between(one, registered, mailed))),
    },
    usage,
  };
}

const between = ({ application }, earlier, later) =>
  earlier.has(application) && later.has(application) ? [later.get(application) - earlier.get(application)] : [];

/** From the end of the warm-up until the load ends: share of one core and the most memory of each program; and all that others used. */
async function usageDuring(programs, warmUpMs, ended) {
  await sleep(warmUpMs);
  const [before, busyBefore, began] = [usageOf(programs), busyTime(), performance.now()];
  const most = {};
  let last = before;
  const look = () => {
    last = usageOf(programs);
    for (const [name, { memory }] of Object.entries(last)) most[name] = Math.max(most[name] ?? 0, memory);
    return { busy: busyTime(), elapsed: performance.now() - began };
  };
  let seen = look();
  const timer = setInterval(() => (seen = look()), SAMPLE_MS);
  await ended.finally(() => clearInterval(timer));
  const { busy, elapsed } = seen;
  const shares = Object.entries(last).map(([name, { cpu }]) => [name, (cpu - before[name].cpu) / elapsed]);
  const ours = shares.reduce((sum, [, share]) => sum + share, 0);
  return {
    programs: Object.fromEntries(shares.map(([name, share]) => [name, { share, memory: most[name] }])),
    others: Math.max(0, (busy - busyBefore) / elapsed - ours),
  };
}

async function drained(watch, mark, filings) {
  const wanted = filings.filter(({ status }) => status === 201).length;
  for (let until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(200)) {
    if ((await watch.countMailed(mark)) >= wanted) return;
  }
}
