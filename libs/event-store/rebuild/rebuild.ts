/** Rebuilds a view from the log beside the live one, proves that both are the same, and puts the new one in place. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { isAway, NotRebuildable } from '../faults';
import type { AnyDecider } from '../stored/codec';
import type { View } from '../types';
import { Compare } from './compare';
import { definitionOf } from './definition';
import { Proof } from './proof';
import { begin, end, failed, type Begun, type Ended } from './record';
import { Replay } from './replay';
import { dropLeft, indexShadow, isThere, makeShadow, rowsOf, SEARCH_PATH } from './shadow';
import { headOf, inTransaction } from './transaction';

export interface RebuildOptions {
  /** Connects as the owner of the tables. */
  readonly connectionString: string;
  readonly view: View<never>;
  readonly deciders: readonly AnyDecider[];
  /** Events a second at most; without it as fast as it goes. */
  readonly rate?: number;
  /** Puts the new table in place also where the live one differs from it. */
  readonly swapAnyway?: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly doing: 'replaying' | 'comparing';
  /** Events of the log, or rows of the view. */
  readonly done: number;
  readonly of: number;
}

/** A rebuild that has ended; `stoodStill`: for so many milliseconds appends waited for the swap. */
export interface Rebuilt extends Ended {
  readonly stoodStill: number;
}

/** How far behind the shadow may be when the log is locked, and how often it is brought nearer before that. */
const SHORT = 500;
const ROUNDS = 10;
/** A killed rebuild holds its lock until the server notices. */
const LOCK = 0x72656264;
const LOCK_TRIES = 30;
const LOCK_PAUSE_MS = 100;

/**
 * Replays the view into a shadow table while appends go on, compares it with the live table and swaps the two. One that was
 * killed goes on where it was. Never throws: what went wrong is the reason of a failed one.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const settings: ClientConfig = {
    connectionString: options.connectionString,
    application_name: `rebuild ${options.view.table}`,
    connectionTimeoutMillis: 5000,
    options: '-c client_connection_check_interval=1000 -c synchronous_commit=off -c maintenance_work_mem=128MB',
  };
  const [source, target] = [new Client(settings), new Client(settings)];
  for (const client of [source, target]) client.on('error', () => undefined); // the query under way tells
  try {
    await Promise.all([source.connect(), target.connect()]);
    if (!(await isAlone(target, options.view.table))) return { ...failed(0, 'another rebuild of this view runs'), stoodStill: 0 };
    return await recorded(source, target, options);
  } catch (fault) {
    return { ...failed(0, `${messageOf(fault)}; run it again, and it goes on where it was`), stoodStill: 0 };
  } finally {
    await Promise.allSettled([source.end(), target.end()]);
  }
}

async function isAlone(target: Client, view: string): Promise<boolean> {
  for (let tries = 1; tries <= LOCK_TRIES; tries++) {
    const { rows } = await target.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine', [LOCK, view]);
    if (rows[0]?.mine) return true;
    await pause(LOCK_PAUSE_MS);
  }
  return false;
}

/** Throws only what leaves the rebuild open, to be gone on with: a database that is away. */
async function recorded(source: Client, target: Client, options: RebuildOptions): Promise<Rebuilt> {
  const { view, deciders } = options;
  const decider = deciders.find(({ category }) => category === view.category);
  if (!decider) throw new NotRebuildable(`No decider has the category ${view.category}`);
  const begun = await begin(target, view, decider);
  await target.query(SEARCH_PATH);
  const replay = new Replay({ source, target, view, decider, id: begun.id, rate: options.rate ?? Infinity }, begun.position);
  try {
    return await run(target, replay, begun, options);
  } catch (fault) {
    if (isAway(fault)) throw fault;
    const ended = failed(replay.position, messageOf(fault));
    await dropLeft(target, view.table);
    await end(target, begun.id, ended);
    return { ...ended, stoodStill: 0 };
  }
}

async function run(target: Client, replay: Replay, { id }: Begun, options: RebuildOptions): Promise<Rebuilt> {
  const { view, swapAnyway = false, onProgress = () => undefined } = options;
  const { table } = view;
  if (!(await isThere(target, table))) await inTransaction(target, ['BEGIN'], () => makeShadow(target, table));
  const definition = await definitionOf(target, 'public', table);
  const follow = async (): Promise<void> => {
    const of = await headOf(target);
    await replay.upTo(of, (done) => onProgress({ doing: 'replaying', done, of }));
  };
  do await follow();
  while ((await headOf(target)) - replay.position > SHORT);
  await indexShadow(target, table);
  await follow();

  const proof = new Proof(target, table, definition.key, replay, new Compare(target, table, definition));
  const rows = await rowsOf(target, table);
  await proof.whole((done) => onProgress({ doing: 'comparing', done, of: Math.max(rows, done) }));
  const ended = (swapped: boolean): Ended => ({
    ...proof.found,
    outcome: proof.found.differing === 0 ? 'proved' : 'differs',
    position: replay.position,
    swapped,
    reason: null,
  });
  for (let round = 0; round < ROUNDS && (await headOf(target)) - replay.position > SHORT; round++) await proof.rest();
  if (proof.found.differing > 0 && !swapAnyway) {
    await end(target, id, ended(false));
    return { ...ended(false), stoodStill: 0 };
  }
  const { swapped, stoodStill } = await proof.swap(swapAnyway, (isSwapped) => end(target, id, ended(isSwapped)));
  if (ended(swapped).outcome === 'proved') await dropLeft(target, table);
  return { ...ended(swapped), stoodStill };
}

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
