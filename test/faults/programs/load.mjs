/**
 * The load, and the outside record of what was acknowledged: each answer is a line in a file that fdatasync has confirmed, before
 * its caller goes on. What was sent stands in another file. A command without an answer is sent again with the same cause, or given up.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceOf } from '../../../deploy/demo/chance.mjs';
import { anyOpen, connectionTo } from './connection.mjs';
import { newId, settings } from './product.mjs';
import { openRecord } from './record.mjs';

const { ports, sentFile, acknowledgedFile, seed, callers, rate } = settings();
const chance = chanceOf(seed);
const hot = Array.from({ length: 24 }, () => newId());
const run = newId();
let ending = false;
let numbers = 0;

const writers = ports.map((port) => connectionTo(port, () => ending));
const record = openRecord(acknowledgedFile);

async function command() {
  const fresh = chance.happens(0.3);
  const id = fresh ? newId() : chance.pick(hot);
  const steps = chance.between(1, 3);
  const cause = `${run}:${++numbers}`;
  appendFileSync(sentFile, `${cause} ${id} ${steps}\n`);
  for (let tries = 0; ; tries++) {
    const { events, fault } = await (await anyOpen(writers, chance)).ask({ id, steps, cause, fresh: fresh && tries === 0 });
    if (events) return record.keep(`${cause} ${id} ${events[0].version} ${events[0].position} ${events.length}`);
    console.log(fault);
    if (ending || chance.happens(0.3)) return;
    await sleep(chance.between(20, 100));
  }
}

const calling = Array.from({ length: callers }, async () => {
  while (!ending) {
    await sleep(chance.between(0, (2000 * callers) / rate));
    await command();
  }
});

process.once('SIGTERM', async () => {
  ending = true;
  await Promise.race([Promise.all(calling), sleep(20_000)]);
  record.close();
  process.exit(0);
});
