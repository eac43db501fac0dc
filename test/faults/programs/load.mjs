/**
 * The load, and the outside record of what was acknowledged: each answer is a line in a file that fdatasync has confirmed, before
 * its caller goes on. What was sent stands in another file. A command without an answer is sent again with the same cause, or given up.
 */
import { appendFileSync, closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chanceOf } from '../../../deploy/demo/chance.mjs';
import { eachLine, newId, settings } from './product.mjs';

const { ports, sentFile, acknowledgedFile, seed, callers, rate } = settings();
const chance = chanceOf(seed);
const hot = Array.from({ length: 24 }, () => newId());
const run = newId();
let ending = false;
let numbers = 0;

/** A connection to one writer; whatever waits on a lost one is told so. */
function writerAt(port) {
  const waiting = new Map();
  let socket = null;
  const open = () => {
    socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('close', () => {
      socket = null;
      for (const answer of waiting.values()) answer({ fault: 'the writer is gone' });
      waiting.clear();
      if (!ending) setTimeout(open, 50);
    });
    eachLine(socket, (line) => {
      const { n, ...answer } = JSON.parse(line);
      waiting.get(n)?.(answer);
      waiting.delete(n);
    });
  };
  open();
  const isOpen = () => socket?.readyState === 'open';
  const ask = (command) =>
    new Promise((resolve) => {
      const n = ++numbers;
      waiting.set(n, resolve);
      socket.write(`${JSON.stringify({ n, ...command })}\n`);
    });
  return { isOpen, ask };
}

const record = openSync(acknowledgedFile, 'a');
let gathering = null;
let last = Promise.resolve();

/** Resolves once the line is on the disk; lines that come while a sync is under way share the next one. */
function recorded(line) {
  gathering ??= newBatch();
  gathering.lines.push(line);
  return gathering.synced;
}

function newBatch() {
  const batch = { lines: [] };
  batch.synced = last.then(async () => {
    gathering = null;
    writeSync(record, batch.lines.join(''));
    await promisify(fdatasync)(record);
  });
  last = batch.synced;
  return batch;
}

const writers = ports.map(writerAt);

/** A writer that listens, as soon as there is one. */
async function findWriter() {
  for (;;) {
    const open = writers.filter(({ isOpen }) => isOpen());
    if (open.length > 0) return chance.pick(open);
    await sleep(20);
  }
}

async function command() {
  const fresh = chance.happens(0.3);
  const id = fresh ? newId() : chance.pick(hot);
  const steps = chance.between(1, 3);
  const cause = `${run}:${++numbers}`;
  appendFileSync(sentFile, `${cause} ${id} ${steps}\n`);
  for (let tries = 0; ; tries++) {
    const { events, fault } = await (await findWriter()).ask({ id, steps, cause, fresh: fresh && tries === 0 });
    if (events) return recorded(`${cause} ${id} ${events[0].version} ${events[0].position} ${events.length}\n`);
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
  closeSync(record);
  process.exit(0);
});
