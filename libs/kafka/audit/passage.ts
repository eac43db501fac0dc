/** One consumer on its way through one partition: what it should have taken by now against what it says it took. */
import { difference, NO_TALLY, runOf, type Destination, type Entry, type Ledger } from '@qeyd/event-store';
import type { Taken } from '../consumer/taken';
import type { Gap, PartitionReport } from './report';

export interface Passage extends Destination {
  readonly consumer: string;
  readonly taken: Taken;
}

export interface Passed {
  readonly report: PartitionReport;
  /** The first event that it has yet to pass. */
  readonly next: Entry | null;
  readonly gaps: readonly Gap[];
}

/** How far the log and its relay are. */
export interface Extent {
  readonly position: number;
  readonly relayed: number;
}

/** Among more events than this nobody looks for those that are missing: their number and where they lie must do. */
const MOST_SEARCHED = 2000;

/** `before` is what the last audit said of the same partition, `known` the gaps that it found there. */
export async function passed(
  ledger: Ledger,
  { consumer, taken, ...destination }: Passage,
  { position, relayed }: Extent,
  before: PartitionReport | null,
  known: readonly Gap[],
): Promise<Passed> {
  const { partition } = destination;
  const at = { consumer, ...destination };
  if (taken.position > position) {
    const report = { partition, position: taken.position, missing: NO_TALLY, behind: 0 };
    return { report, next: null, gaps: [{ kind: 'ahead-of-log', ...at, passed: taken.position, position }] };
  }
  const due = await ledger.upTo(destination, taken.position);
  const earlier = await ledger.upTo(destination, taken.since);
  const all = await ledger.upTo(destination, relayed);
  const missing = difference(difference(due, earlier), taken);
  const behind = Math.max(0, all.count - due.count);
  const next = behind > 0 ? await ledger.findNext(destination, taken.position) : null;
  const report = { partition, position: taken.position, missing, behind };
  if (missing.count < 0) return { report, next, gaps: [{ kind: 'taken-twice', ...at, surplus: -missing.count }] };
  if (missing.count === 0) return { report, next, gaps: [] };
  const fresh = difference(missing, before?.missing ?? NO_TALLY);
  if (fresh.count <= 0) return { report, next, gaps: known };
  const after = before?.position ?? taken.since;
  const found = await positionsIn(ledger, destination, after, taken.position);
  const positions = found && runOf(found, fresh);
  const gap: Gap = { kind: 'missed', ...at, after, upTo: taken.position, missing: fresh.count, positions };
  return { report, next, gaps: [...known, gap] };
}

async function positionsIn(ledger: Ledger, destination: Destination, after: number, upTo: number): Promise<number[] | null> {
  const positions: number[] = [];
  for (let at = after; positions.length <= MOST_SEARCHED;) {
    const next = await ledger.findNext(destination, at);
    if (!next || next.position > upTo) return positions;
    positions.push((at = next.position));
  }
  return null;
}
