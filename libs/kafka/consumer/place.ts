/** How far each partition has come: kept in the service's own database, moved in the transaction of the effects. */
import type { Statement } from '@qeyd/event-store';
import type { Log } from '../message';
import { sourcesOf, type Sources, type Taken } from './taken';

/** Where a partition stands. Whoever moves it must know its revision, so that only one can. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly revision: number;
  readonly nextOffset: number;
  readonly sources: Sources;
  /** The streams whose messages wait behind a parked one. */
  readonly waiting: ReadonlySet<string>;
}

interface Row {
  readonly partition: number;
  readonly revision: string;
  readonly next_offset: string;
  readonly sources: Readonly<Record<string, number | Taken>>;
  readonly waiting: string[];
}

const MAKE = `
  INSERT INTO consumer_position (topic, partition) SELECT $1, unnest($2::int[]) ON CONFLICT DO NOTHING`;

const READ = `
  SELECT partition, revision, next_offset, sources,
         ARRAY (SELECT DISTINCT stream FROM parked_message m
                WHERE m.topic = p.topic AND m.partition = p.partition AND m.state = 'parked') AS waiting
  FROM consumer_position p WHERE topic = $1 AND partition = ANY ($2::int[])`;

const MOVE = `
  UPDATE consumer_position SET next_offset = $4, sources = $5::jsonb, revision = revision + 1, moved_at = now()
  WHERE topic = $1 AND partition = $2 AND revision = $3`;

export async function placesOf(log: Log, topic: string, partitions: readonly number[]): Promise<Place[]> {
  await log.query(MAKE, [topic, partitions]);
  const rows = await log.query<Row>(READ, [topic, partitions]);
  return rows.map(({ partition, revision, next_offset, sources, waiting }) => ({
    ...{ topic, partition, sources: sourcesOf(sources) },
    revision: Number(revision),
    nextOffset: Number(next_offset),
    waiting: new Set(waiting),
  }));
}

export async function placeOf(log: Log, topic: string, partition: number): Promise<Place> {
  const [place] = await placesOf(log, topic, [partition]);
  if (!place) throw new Error(`${topic}/${partition} has no place`);
  return place;
}

/** Moves the partition on, or refuses the whole unit because someone else has: a member that lost it, or a release. */
export const moved = ({ topic, partition, revision, nextOffset, sources }: Place): Statement => ({
  text: MOVE,
  values: [topic, partition, revision, nextOffset, JSON.stringify(sources)],
  expectRows: 1,
});
