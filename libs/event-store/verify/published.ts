/** Compares what was published of the checkpoints with what stands in the database: whoever can write the one cannot write the other. */
import type { ClientBase } from 'pg';
import { openedOrWhy, type CheckpointOptions } from './checkpoints';
import type { Findings } from './findings';
import type { Checkpoint } from '../proof/note';

export interface Published {
  readonly count: number;
  /** Those that the database does not hold as they are, in order of size. */
  readonly strays: Checkpoint[];
}

/** Shows every note that was published, in whatever order. */
export type NoteReader = (see: (note: string) => Promise<void>) => Promise<void>;

const BATCH = 500;

/** Must run before the end of the log is looked up: a checkpoint is published after what it signs. */
export async function comparePublished(
  client: ClientBase,
  readNotes: NoteReader,
  options: CheckpointOptions,
  findings: Findings,
): Promise<Published> {
  const strays = new Map<number, Checkpoint>();
  let count = 0;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    count += batch.length;
    for (const note of await missing(client, batch)) {
      const checkpoint = openedOrWhy(note, options);
      if (typeof checkpoint === 'string') findings.add(0, 0, `a published checkpoint is not genuine: ${checkpoint}`);
      else strays.set(checkpoint.size, checkpoint);
    }
    batch = [];
  };
  await readNotes(async (note) => {
    if (batch.push(note) === BATCH) await flush();
  });
  await flush();
  for (const { size, at } of strays.values())
    findings.add(size, size, `the checkpoint of ${at} was published, and the database does not hold it as it was`);
  return { count, strays: [...strays.values()].sort((a, b) => a.size - b.size) };
}

/** The notes that do not stand in the database. */
async function missing(client: ClientBase, notes: readonly string[]): Promise<string[]> {
  const sizes = notes.map((note) => /^\S+\n(\d{1,15})\n/.exec(note)?.[1] ?? '0');
  const { rows } = await client.query<{ note: string }>(
    `SELECT x.note FROM unnest($1::bigint[], $2::text[]) AS x (size, note)
     WHERE NOT EXISTS (SELECT 1 FROM checkpoint c WHERE c.size = x.size AND c.note = x.note)`,
    [sizes, notes],
  );
  return rows.map(({ note }) => note);
}
