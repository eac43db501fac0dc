/** Runs faults one after the other on one broker: so many rounds of each, judged after every round and when all has arrived. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceOf } from '../../deploy/demo/chance.mjs';
import { say } from '../../deploy/local/machine/say.mjs';
import { isWhole, judge } from './model.mjs';
import { auditOf, makeTopic } from './broker.mjs';
import { Rig } from './rig.mjs';

/** Answers the last verdict with the `rounds` that were done; when one failed, `failed` is the command that repeats it. */
export async function runFault({ name, title, wants, round }, { folder, broker, rounds, seed, signal, closing }) {
  const access = await makeTopic(broker, name);
  const rig = new Rig({ folder: join(folder, name), wants, access, kafka: broker.place });
  closing.add(rig);
  try {
    await rig.start(seed);
    for (let done = 0, next = seed; done < rounds; done++, next = seedAfter(next)) {
      signal.throwIfAborted();
      const chance = chanceOf(next);
      const verdict = await tried(rig, { again: `--only=${name} --rounds=1 --seed=${next}`, done }, async () => {
        await sleep(chance.between(100, 600));
        await round(rig, chance);
        await rig.flows();
        return judge(await rig.evidence.gather(false));
      });
      if (verdict.failed) return { name, title, ...verdict };
    }
    const verdict = await tried(rig, { again: `--only=${name} --rounds=${rounds} --seed=${seed}`, done: rounds }, async () => {
      await rig.settle();
      const final = judge(await rig.evidence.gather(true));
      const { gaps } = await auditOf(rig.urls.log, access);
      return { ...final, broken: [...final.broken, ...gaps.map((gap) => `the audit says ${JSON.stringify(gap)}`)] };
    });
    return { name, title, ...verdict };
  } finally {
    await rig.close();
    closing.delete(rig);
  }
}

const nothing = { sent: 0, acknowledged: 0, unknown: 0, found: 0, lost: [], twice: [], disorder: [], broken: [] };

/** A verdict that is not whole says how to repeat its round, and where its logs are. */
async function tried(rig, { again, done }, work) {
  const verdict = await work().catch((error) => ({ ...nothing, broken: [error.stack] }));
  if (isWhole(verdict)) return { ...verdict, rounds: done };
  return { ...verdict, rounds: done, failed: `npm run faults -- ${again}`, kept: rig.keep() };
}

/** The rounds of a fault have seeds of their own, so that one can be repeated alone. */
const seedAfter = (seed) => chanceOf(seed).between(1, 2 ** 31 - 1);

export function tell({ title, rounds, acknowledged, unknown, failed, kept, lost, twice, disorder, broken }) {
  if (!failed) return say(`  ✓ ${title}: ${rounds} rounds, ${acknowledged} acknowledged, ${unknown} unknown`);
  say(`  ✗ ${title}, after ${rounds} rounds; its logs are in ${kept}; again: ${failed}`);
  for (const [what, all] of Object.entries({ lost, twice, 'out of order': disorder, broken }))
    for (const sentence of all.slice(0, 10)) say(`      ${what}: ${sentence}`);
}
