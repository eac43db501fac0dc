/** What a consumer tells of itself beside its offset, in the text that Kafka keeps with it: how much it took of each log. */
import type { Sources, Taken } from '../consumer/taken';

/** Short names, because the broker takes 4,096 bytes a partition. */
export const told = (sources: Sources): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(sources).map(([source, { position, since, count, sum }]) => [source, [position, since, count, sum]]),
    ),
  );

/** What it took of one log; `null` when it has told nothing of it. */
export function heard(text: string | null, source: string): Taken | null {
  const all: unknown = text?.startsWith('{') ? JSON.parse(text) : null;
  const one: unknown = (all as Record<string, unknown> | null)?.[source];
  if (!Array.isArray(one) || one.length !== 4 || !one.every(Number.isSafeInteger)) return null;
  const [position, since, count, sum] = one as [number, number, number, number];
  return { position, since, count, sum };
}
