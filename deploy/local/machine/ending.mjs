/** One orderly end for a command, whether it fails, is interrupted or is asked to go. */
import { say } from './say.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Calls `cleanUp` once: at the first signal, then ends the process, or when the work given to `during` fails.
 * `signal` aborts what should not outlive the command.
 */
export function onEnd(cleanUp) {
  const aborting = new AbortController();
  let ended;
  const endOnce = () => (ended ??= (aborting.abort(), cleanUp()));

  for (const signal of signals) {
    process.on(signal, async () => {
      if (ended) return;
      say('\nStopping …');
      await endOnce();
      say('Stopped.');
      process.exit(signal === 'SIGINT' ? 130 : 0);
    });
  }

  return {
    signal: aborting.signal,
    /** Work that a signal interrupts fails for that reason alone, so its error is not told. */
    async during(work) {
      try {
        return await work();
      } catch (error) {
        if (ended) return new Promise(() => undefined);
        await endOnce();
        throw error;
      }
    },
  };
}
