/** Checks checkpoints against the tree as it grows: signed by a known key, and the root, the chain and the peaks those of the log. */
import type { Cursor } from './cursor';
import type { Findings } from './findings';
import type { SigningKeys } from '../proof/keys';
import { MerkleTree, type SubtreeListener } from '../proof/merkle';
import { NotGenuine, openNote, type Checkpoint } from '../proof/note';
import { entryOf, type Commit, type Row, type Signed } from '../proof/rows';

export interface CheckpointOptions {
  /** The log, as the `source` of its events names it. */
  readonly origin: string;
  readonly keys: SigningKeys;
}

export class CheckpointCheck {
  /** How many stand in the database, and the newest genuine one of them. */
  count = 0;
  newest: Checkpoint | null = null;
  private readonly tree: MerkleTree;
  private reached = 0;
  /** Up to here the tree is the one that was signed. */
  private agreed = 0;
  private isRootSaid = false;

  /** `strays` were published and do not stand in the database as they are, in order of size. */
  constructor(
    private readonly options: CheckpointOptions,
    private readonly stored: Cursor<Signed>,
    private readonly strays: Checkpoint[],
    private readonly findings: Findings,
    onSubtree?: SubtreeListener,
  ) {
    this.tree = new MerkleTree(onSubtree);
  }

  async see(row: Row, newestCommit: Commit): Promise<void> {
    this.reached = row.position;
    if (row.position === this.tree.size + 1) this.tree.add(entryOf(row));
    for (let next = await this.stored.current(); next && next.size <= row.position; next = await this.stored.current()) {
      const checkpoint = this.opened(next);
      if (checkpoint) this.compare(checkpoint, newestCommit, next.peaks);
    }
    for (let [next] = this.strays; next && next.size <= row.position; [next] = this.strays) {
      this.strays.shift();
      this.compare(next, newestCommit, null);
    }
  }

  /** What was signed beyond the end of the log. */
  async end(): Promise<void> {
    for (let next = await this.stored.current(); next; next = await this.stored.current()) {
      const checkpoint = this.opened(next);
      if (checkpoint) this.tellEnd(checkpoint, 'the checkpoint');
    }
    for (const checkpoint of this.strays) this.tellEnd(checkpoint, 'the published checkpoint');
  }

  private tellEnd({ size, at }: Checkpoint, name: string): void {
    this.findings.add(this.reached + 1, size, `${name} of ${at} signed ${size} events, and the log ends at ${this.reached}`);
  }

  private opened({ size, note }: Signed): Checkpoint | null {
    this.stored.pass();
    this.count += 1;
    const checkpoint = openedOrWhy(note, this.options);
    if (typeof checkpoint === 'string') this.findings.add(size, size, `the checkpoint of this size was changed: ${checkpoint}`);
    else if (checkpoint.size !== size)
      this.findings.add(size, size, `the checkpoint of this size signed ${checkpoint.size} events`);
    else return (this.newest = checkpoint);
    return null;
  }

  /** Where positions are missing there is no tree to compare with. */
  private compare({ size, root, chain, at }: Checkpoint, newestCommit: Commit, peaks: Buffer | null): void {
    if (size !== this.tree.size) return;
    if (this.tree.root().equals(root)) {
      this.agreed = size;
      if (peaks && !peaks.equals(this.tree.peaks))
        this.findings.add(size, size, 'the peaks stored with the checkpoint were changed');
    } else if (!this.isRootSaid) {
      this.isRootSaid = true; // and so is every later one
      this.findings.add(Math.min(this.agreed + 1, size), size, `these events are not those that the checkpoint of ${at} signed`);
    }
    if (newestCommit.last !== size || !newestCommit.hash.equals(chain))
      this.findings.add(size, size, `the checkpoint of ${at} signed another hash of the commit that ends here`);
  }
}

/** The checkpoint in a note, or why there is none. */
export function openedOrWhy(note: string, { origin, keys }: CheckpointOptions): Checkpoint | string {
  try {
    return openNote(note, origin, keys);
  } catch (error) {
    if (error instanceof NotGenuine) return error.message;
    throw error;
  }
}
