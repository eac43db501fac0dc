/** Checks the chain of commits: each one's hash follows from the one before, its time and the hashes of its events in their order. */
import { createHash, type Hash } from 'node:crypto';
import type { Cursor } from './cursor';
import type { Findings } from './findings';
import type { Commit, Row } from '../proof/rows';

/** A commit whose events are being read. */
interface Open {
  readonly first: number;
  readonly commit: Commit;
  readonly hash: Hash;
  isTimeSaid: boolean;
}

export class CommitCheck {
  /** The newest commit that was read to its end. */
  newest: Commit = { last: 0, recordedAt: new Date(0).toISOString(), hash: Buffer.alloc(0) };
  count = 0;
  private open: Open | null = null;
  private isEndSaid = false;

  constructor(
    private readonly commits: Cursor<Commit>,
    private readonly findings: Findings,
  ) {}

  async see({ position, recordedAt, hash }: Row): Promise<void> {
    const open = this.open && position <= this.open.commit.last ? this.open : await this.openAt(position);
    if (!open) return;
    const { first, commit } = open;
    open.hash.update(hash);
    if (recordedAt !== commit.recordedAt && !open.isTimeSaid) {
      open.isTimeSaid = true;
      const times = `the event says that it was recorded at ${recordedAt}, its commit says ${commit.recordedAt}`;
      this.findings.add(position, position, times);
    }
    if (position !== commit.last) return;
    if (!open.hash.digest().equals(commit.hash)) {
      const chain = 'the hash of the commit does not follow from the commit before it, its time and its events in their order';
      this.findings.add(first, commit.last, chain);
    }
    this.close(commit);
  }

  /** The commit of the event; those before it lost their last event, which is said where it is missing. */
  private async openAt(position: number): Promise<Open | null> {
    if (this.open) this.close(this.open.commit);
    let commit = await this.commits.current();
    for (; commit && commit.last < position; commit = await this.commits.current()) this.close(commit);
    if (!commit) {
      if (!this.isEndSaid) this.findings.add(position, position, 'no commit holds this event');
      this.isEndSaid = true;
      return null;
    }
    const hash = createHash('sha256').update(this.newest.hash).update(commit.recordedAt);
    return (this.open = { first: position, commit, hash, isTimeSaid: false });
  }

  private close(commit: Commit): void {
    this.count += 1;
    this.newest = commit;
    this.open = null;
    this.commits.pass();
  }
}
