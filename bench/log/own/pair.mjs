/** Two processes that append to one log, half of the callers each. */
import { openSubject } from '../subject.mjs';

const module = new URL('qeyd.mjs', import.meta.url);

export async function open(given) {
  const one = await openSubject(module, given);
  const other = await openSubject(module, { ...given, url: await one.ask('url') });
  return {
    async append({ callers, ...load }) {
      const halves = await Promise.all([one, other].map((log) => log.ask('append', { callers: callers / 2, ...load })));
      return halves.reduce((sum, { rate }) => sum + rate, 0);
    },
    async close() {
      await other.close();
      await one.close();
    },
  };
}
