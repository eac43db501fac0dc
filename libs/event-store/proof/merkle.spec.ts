import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { MerkleTree, type Span } from './merkle';
import { consistencyPath, inclusionPath, Picked } from './paths';

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (entry: Uint8Array): Buffer => sha256(Buffer.of(0), entry);
const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** MTH of RFC 9162, 2.1.1, word by word. */
function naiveRoot(entries: readonly Uint8Array[]): Buffer {
  if (entries.length === 0) return sha256();
  if (entries.length === 1) return leaf(entries[0]!);
  const half = 2 ** Math.ceil(Math.log2(entries.length) - 1);
  return node(naiveRoot(entries.slice(0, half)), naiveRoot(entries.slice(half)));
}

/** The algorithm by which a stranger verifies inclusion: RFC 9162, 2.1.3.2. */
function follows(index: number, size: number, hash: Buffer, path: readonly Buffer[], root: Buffer): boolean {
  let [fn, sn, r] = [index, size - 1, hash];
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = node(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else r = node(r, p);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 && r.equals(root);
}

/** The algorithm by which a stranger verifies consistency: RFC 9162, 2.1.4.2. */
function continues(old: number, size: number, path: readonly Buffer[], oldRoot: Buffer, root: Buffer): boolean {
  if (old === size) return path.length === 0 && oldRoot.equals(root);
  const [first, ...rest] = Number.isInteger(Math.log2(old)) ? [oldRoot, ...path] : path;
  if (!first) return false;
  let [fn, sn, fr, sr] = [old - 1, size - 1, first, first];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  for (const c of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [node(c, fr), node(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else sr = node(sr, c);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 && fr.equals(oldRoot) && sr.equals(root);
}

const grown = (entries: readonly Uint8Array[], tree = new MerkleTree()): MerkleTree => {
  for (const entry of entries) tree.add(entry);
  return tree;
};
const hashesAlong = (path: readonly Span[], entries: readonly Uint8Array[]): Buffer[] => {
  const picked = new Picked([path]);
  grown(entries, new MerkleTree(picked.see));
  return picked.along(path);
};
const entries = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 70 });
const place = fc.nat(1000);

describe('The Merkle tree', () => {
  it('has the root that the RFC defines, at every size', () => {
    fc.assert(fc.property(entries, (all) => grown(all).root().equals(naiveRoot(all))));
    expect(new MerkleTree().root()).toEqual(naiveRoot([]));
  });

  it('has the roots of the test vectors of Certificate Transparency', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const tree = new MerkleTree();
    expect(inputs.map((hex) => (tree.add(Buffer.from(hex, 'hex')), tree.root().toString('hex')))).toEqual(roots);
  });

  it('goes on from its peaks as if it had never stopped', () => {
    fc.assert(
      fc.property(entries, place, (all, at) => {
        const stop = at % (all.length + 1);
        const { size, peaks } = grown(all.slice(0, stop));
        const tree = grown(all.slice(stop), MerkleTree.continued(size, peaks));
        expect([tree.size, tree.root(), tree.peaks]).toEqual([all.length, naiveRoot(all), grown(all).peaks]);
      }),
    );
  });

  it('does not go on from peaks of another size', () => {
    const { peaks } = grown([Buffer.of(1), Buffer.of(2), Buffer.of(3)]);
    for (const size of [0, 1, 2, 4, 7]) expect(() => MerkleTree.continued(size, peaks)).toThrow('not the peaks');
  });
});

describe('A proof', () => {
  it('of inclusion convinces a stranger, of this leaf at this place and of no other', () => {
    const different = entries.map((all) => all.map((entry, i) => Buffer.of(i, ...entry))); // the same leaf can truly be at two places
    fc.assert(
      fc.property(different, place, place, (all, one, other) => {
        const [index, elsewhere, size] = [one % all.length, other % all.length, all.length];
        const path = hashesAlong(inclusionPath(index, size), all);
        const holds = (at: number, hash: Buffer): boolean => follows(at, size, hash, path, naiveRoot(all));
        expect(holds(index, leaf(all[index]!))).toBe(true);
        if (elsewhere !== index) expect(holds(elsewhere, leaf(all[index]!))).toBe(false);
        expect(holds(index, leaf(Buffer.concat([all[index]!, Buffer.of(0)])))).toBe(false);
      }),
    );
  });

  it('of consistency convinces a stranger, unless the past was changed', () => {
    fc.assert(
      fc.property(entries, place, place, (all, to, which) => {
        const [old, size] = [1 + (to % all.length), all.length];
        const before = all.slice(0, old);
        const path = hashesAlong(consistencyPath(old, size), all);
        expect(continues(old, size, path, naiveRoot(before), naiveRoot(all))).toBe(true);
        const forged = before.map((entry, i) => (i === which % old ? Buffer.concat([entry, Buffer.of(0)]) : entry));
        expect(continues(old, size, path, naiveRoot(forged), naiveRoot(all))).toBe(false);
      }),
    );
  });

  it('is not made up from leaves that were not read', () => {
    const path = inclusionPath(0, 4);
    const picked = new Picked([path]);
    grown([Buffer.of(1), Buffer.of(2)], new MerkleTree(picked.see));
    expect(() => picked.along(path)).toThrow('were not read');
  });
});
