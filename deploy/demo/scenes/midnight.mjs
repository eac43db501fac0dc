/** Midnight, early: the sweep is asked to look from the first moment of tomorrow, and ends what ends then. */
import { Trouble, say } from '../../local/machine/say.mjs';

export const title = 'Midnight in Baku, by a moved clock: what ends today is recorded as ended';

export async function play(day, { midnight, sweep }) {
  say(`  the register is asked what has ended by ${midnight}`);
  await sweep();
  try {
    await day.settled({ isOver: true });
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new Trouble(`${error.message}\nIs the register allowed to move its clock? ALLOW_MOVED_CLOCK=true npm start`);
  }
}
