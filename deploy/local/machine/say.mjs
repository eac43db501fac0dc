/** What the commands print: a line per finished step, a sign of life while one takes long, and troubles in plain words. */

/** A fault that its message explains completely, so that no stack is shown. */
export class Trouble extends Error {}

export const say = (text = '') => console.log(text);

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs `work`; says its `title`, how long it took, and what it answered when that is a text. */
export async function step(title, work) {
  const began = Date.now();
  const patience = reassure(title, began, 10_000);
  try {
    const answer = await work();
    say(`  ✓ ${title.padEnd(30)} ${seconds(began).padStart(7)}  ${typeof answer === 'string' ? answer : ''}`.trimEnd());
    return answer;
  } catch (error) {
    say(`  ✗ ${title}`);
    throw error;
  } finally {
    patience.abort();
  }
}

/** Says after `pause` that the work goes on, then after twice as long, and so on, until aborted. */
function reassure(title, began, pause, ending = new AbortController()) {
  const timer = setTimeout(() => {
    say(`    … ${title}: still at it (${seconds(began)})`);
    reassure(title, began, pause * 2, ending);
  }, pause);
  ending.signal.addEventListener('abort', () => clearTimeout(timer));
  return ending;
}

/** The frame of every command: a trouble is told in words, anything else with its stack; both end with code 1. */
export async function command(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Trouble ? `\n${error.message}\n` : error);
    process.exitCode = 1;
  }
}
