/**
 * Those who ask, and the outside record of what they were answered. Everyone wants a place; who gets one may confirm it, keep it, move
 * it or give it back, so that there is always something to have. Every "yours" is on the disk before its owner goes on; that somebody asked to leave
 * a place is there before it is asked.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceOf } from '../../../deploy/demo/chance.mjs';
import { anyOpen, connectionTo } from '../programs/connection.mjs';
import { newId, settings } from '../programs/product.mjs';
import { openRecord } from '../programs/record.mjs';
import { channels, office, personAt, places, service, TURNS } from './places.mjs';

const { ports, recordFile, progressFile, seed, callers, attempts } = settings();
const chance = chanceOf(seed);
const turns = Array.from({ length: TURNS }, (_, turn) => places(turn));
let begun = 0;
let ended = 0;
let unknown = 0;

const offices = ports.map((port) => connectionTo(port, () => ended === attempts));
const record = openRecord(recordFile);
const kept = (word, { booking, stream, startsAt, seat }) => record.keep([word, booking, stream, startsAt, seat].join(' '));

const wish = () => {
  const { on, startsAt } = chance.pick(turns[Math.min(TURNS - 1, Math.floor((begun * TURNS) / attempts))]);
  return { office, on, services: [{ service, startsAt }] };
};

/** Asked once, or again with the same cause while nobody answers: a second answer to it is the first one. */
async function asked(command, tries) {
  const cause = newId();
  const channel = chance.pick(channels);
  for (let left = tries; left > 0; left--) {
    const { fault, ...answer } = await (await anyOpen(offices, chance)).ask({ ...command, channel, cause });
    if (!fault) return answer;
    await sleep(chance.between(20, 100));
  }
  unknown += 1;
  return {};
}

async function attempt() {
  const form = { ...wish(), people: [personAt(chance.between(0, 1e6))], email: null, phone: null, language: 'en' };
  const { place } = await asked({ verb: 'hold', form }, 1);
  if (!place) return;
  await kept('held', place);
  if (chance.happens(0.3)) return; // time ends it
  const confirmed = await asked({ verb: 'confirm', booking: place.booking }, 20);
  if (!confirmed.place) return;
  await kept('confirmed', place);
  if (chance.happens(0.1)) return;
  await sleep(chance.between(0, 200));
  await kept('leaving', place);
  if (chance.happens(0.7)) return void (await asked({ verb: 'cancel', booking: place.booking }, 20));
  const moved = await asked({ verb: 'move', booking: place.booking, form: wish() }, 20);
  if (moved.place) await kept('moved', moved.place);
}

/** Whoever reads it finds it whole. */
function tell(word) {
  writeFileSync(`${progressFile}.new`, [ended, unknown, word].join(' '));
  renameSync(`${progressFile}.new`, progressFile);
}

const telling = setInterval(tell, 100, 'going');
await Promise.all(
  Array.from({ length: callers }, async () => {
    while (begun < attempts) {
      begun += 1;
      await attempt();
      ended += 1;
    }
  }),
);
clearInterval(telling);
record.close();
tell('done');
setInterval(() => undefined, 60_000); // whoever ends it knows that it has not crashed
