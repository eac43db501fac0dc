/** Midnight, early: the sweep is asked to look from the first moment of tomorrow, and ends what ends then. */
import { say } from '../../local/machine/say.mjs';

export const title = 'Midnight in Baku, by a moved clock: what ends today is recorded as ended';

export async function play(day, { sweep, until }) {
  say(`  the register is asked what has ended by ${until}`);
  await sweep();
  await day.settled({ isOver: true });
}
