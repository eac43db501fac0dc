/** Reads a whole log and checks what was promised of it: every event, the chain of commits, the checkpoints, the evidence in events. */
import { Client } from 'pg';
import { CheckpointCheck, type CheckpointOptions } from './checkpoints';
import { CommitCheck } from './commits';
import { Cursor } from './cursor';
import { EventCheck, type Evidence } from './events';
import { Excerpt, type Bundle, type ExcerptRequest } from './excerpt';
import { Findings, type Difference } from './findings';
import type { Checkpoint } from '../proof/note';
import { comparePublished, type NoteReader } from './published';
import { checkpointsWhere, commitsAfter, endsOf, rowsBetween, type Commit, type Ends, type Signed } from '../proof/rows';

export interface VerifyOptions extends CheckpointOptions {
  readonly connectionString: string;
  readonly evidence: Evidence | null;
  /** The checkpoints that were published elsewhere, as signed notes; `null` when they cannot be had here. */
  readonly published: NoteReader | null;
  /** What to bundle for an outsider on the way. */
  readonly excerpt: ExcerptRequest | null;
  readonly onProgress: (done: number, all: number) => void;
}

export interface Verified {
  readonly events: number;
  readonly commits: number;
  readonly checkpoints: number;
  readonly published: number | null;
  /** How many events bore evidence of their own, and what it is called; `null` where there is none to look for. */
  readonly evident: { readonly name: string; readonly count: number } | null;
  /** The newest genuine checkpoint; what came after it is not signed yet. */
  readonly newest: Checkpoint | null;
  /** All that differs, and as much of it as can be named, the first position first. */
  readonly count: number;
  readonly differences: readonly Difference[];
  /** Only if it was asked for and nothing differs. */
  readonly bundle: Bundle | null;
}

const STRETCH = 10_000;
const PAGE = 'WHERE size > $1 AND size <= $2 ORDER BY size LIMIT 1000';

/**
 * On a connection of its own that cannot write. It takes no snapshot of the whole: what stands in the log does not change, so each
 * stretch is read by itself, and no long transaction keeps the server from tidying up behind the writer. Memory does not grow
 * with the log.
 */
export async function verifyLog(options: VerifyOptions): Promise<Verified> {
  const client = new Client({
    connectionString: options.connectionString,
    application_name: `${options.origin} verify`,
    options: '-c default_transaction_read_only=on',
    connectionTimeoutMillis: 5000,
  });
  await client.connect();
  try {
    return await verifyOn(client, options);
  } finally {
    await client.end();
  }
}

async function verifyOn(client: Client, options: VerifyOptions): Promise<Verified> {
  const { origin, keys, evidence, onProgress } = options;
  const findings = new Findings();
  const published = options.published && (await comparePublished(client, options.published, options, findings));
  const excerpt = options.excerpt && (await Excerpt.plan(client, options.excerpt));
  const signed = await newestSize(client);
  const ends = await endsOf(client);

  const stored = new Cursor<Signed>((last) => checkpointsWhere(client, PAGE, [last?.size ?? 0, signed]));
  const chain = new Cursor<Commit>((last) => commitsAfter(client, last?.last ?? 0, STRETCH));
  const events = new EventCheck(evidence, findings);
  const commits = new CommitCheck(chain, findings);
  const checkpoints = new CheckpointCheck(options, stored, published?.strays ?? [], findings, excerpt?.picked.see);
  for (let after = 0; after < ends.event; after += STRETCH) {
    for (const row of await rowsBetween(client, after, Math.min(after + STRETCH, ends.event))) {
      events.see(row);
      await commits.see(row);
      await checkpoints.see(row, commits.newest);
      excerpt?.see(row);
    }
    onProgress(Math.min(after + STRETCH, ends.event), ends.event);
  }
  await checkpoints.end();
  compareEnds(ends, commits.newest, findings);
  const { count } = findings;
  return {
    ...{ events: events.count, commits: commits.count, checkpoints: checkpoints.count, published: published?.count ?? null },
    ...{ newest: checkpoints.newest, count, differences: findings.inOrder },
    evident: evidence && { name: evidence.name, count: events.evident },
    bundle:
      count === 0 && excerpt ? excerpt.bundle(origin, keys, evidence ? { [evidence.name]: evidence.keySet.keys } : {}) : null,
  };
}

/** Looked up before the end of the log is: checkpoints signed meanwhile are left to the next time. */
async function newestSize(client: Client): Promise<number> {
  const [newest] = await checkpointsWhere(client, 'ORDER BY size DESC LIMIT 1');
  return newest?.size ?? 0;
}

/** The head row, the last event and the last commit must name the same end. */
function compareEnds({ head, event, commit }: Ends, newest: Commit, findings: Findings): void {
  if (head.last > event) findings.add(event + 1, head.last, `the log counts ${head.last} events, and ends at ${event}`);
  if (head.last < event) findings.add(head.last + 1, event, `the log counts ${head.last} events, and more stand in it`);
  if (commit > event) findings.add(event + 1, commit, `there is a commit of ${commit} events, and the log ends at ${event}`);
  if (head.last !== event || newest.last !== event) return;
  if (!head.hash.equals(newest.hash) || head.recordedAt !== newest.recordedAt)
    findings.add(event, event, 'the head of the log is not the last commit');
}
