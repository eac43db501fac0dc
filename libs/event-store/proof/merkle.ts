/** The Merkle tree of RFC 9162 (section 2.1): it grows leaf by leaf and keeps only the roots of its full subtrees. */
import { hash } from 'node:crypto';

const BYTES = 32;
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');
const leafHash = (entry: Uint8Array): Buffer => sha256(LEAF, entry);
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(NODE, left, right);

/** The root over neighbouring subtrees, the largest of which is the leftmost. */
export const rootOver = (subtrees: readonly Buffer[]): Buffer =>
  subtrees.length > 0 ? subtrees.reduceRight((right, left) => nodeHash(left, right)) : sha256();

/** Leaves `from`, `from` + 1, … `to` - 1, counted from 0. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Hears of every full subtree as it is completed, single leaves among them. */
export type SubtreeListener = (span: Span, root: Buffer) => void;

export class MerkleTree {
  private count = 0;
  /** The full subtrees from left to right; their widths are the binary digits of the size. */
  private readonly subtrees: { readonly width: number; readonly root: Buffer }[] = [];

  constructor(private readonly onSubtree?: SubtreeListener) {}

  /** The tree that had this size and these peaks. Throws when the peaks are too many or too few for the size. */
  static continued(size: number, peaks: Buffer): MerkleTree {
    const tree = new MerkleTree();
    tree.count = size;
    for (let width = 2 ** 52; width >= 1; width /= 2) {
      if (Math.floor(size / width) % 2 === 0) continue;
      const start = tree.subtrees.length * BYTES;
      tree.subtrees.push({ width, root: peaks.subarray(start, start + BYTES) });
    }
    if (peaks.length !== tree.subtrees.length * BYTES) throw new Error(`These are not the peaks of a tree of ${size} leaves`);
    return tree;
  }

  /** The number of leaves. */
  get size(): number {
    return this.count;
  }

  /** The roots of the full subtrees, joined: all that must be kept to go on from here. */
  get peaks(): Buffer {
    return Buffer.concat(this.subtrees.map(({ root }) => root));
  }

  root(): Buffer {
    return rootOver(this.subtrees.map(({ root }) => root));
  }

  add(entry: Uint8Array): void {
    const to = (this.count += 1);
    let width = 1;
    let root = leafHash(entry);
    this.onSubtree?.({ from: to - width, to }, root);
    for (let left = this.subtrees.at(-1); left?.width === width; left = this.subtrees.at(-1)) {
      this.subtrees.pop();
      root = nodeHash(left.root, root);
      width *= 2;
      this.onSubtree?.({ from: to - width, to }, root);
    }
    this.subtrees.push({ width, root });
  }
}
