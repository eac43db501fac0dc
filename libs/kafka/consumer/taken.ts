/** How much of one log a partition has taken: the last position, and a tally of all since counting began. */
import { counted, NO_TALLY, type Tally } from '@qeyd/event-store';

export interface Taken extends Tally {
  /** The last log position seen. */
  readonly position: number;
  /** The position after which counting began. */
  readonly since: number;
}

/** By the CloudEvents source that names the log. */
export type Sources = Readonly<Record<string, Taken>>;

const from = (position: number): Taken => ({ position, since: position, ...NO_TALLY });

export const positionIn = (sources: Sources, source: string): number => sources[source]?.position ?? 0;

export const taking = (sources: Sources, source: string, position: number): Taken => {
  const { since, ...tally } = sources[source] ?? from(0);
  return { position, since, ...counted(tally, position) };
};

/** As it is stored; a bare position is what was stored before taken events were counted. */
export const sourcesOf = (stored: Readonly<Record<string, number | Taken>>): Sources =>
  Object.fromEntries(Object.entries(stored).map(([source, one]) => [source, typeof one === 'number' ? from(one) : one]));
