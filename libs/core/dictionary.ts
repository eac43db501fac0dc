/** An immutable map by text that stays cheap to extend: what follows from it shares all but a few nodes with it. */

type Entry<V> = readonly [key: string, value: V];
/** A few entries, or sixteen nodes by the next four bits of the hash (Bagwell, "Ideal Hash Trees", 2001). */
type Node<V> = { readonly entries: readonly Entry<V>[] } | { readonly nodes: readonly Node<V>[] };

const BITS = 4;
const WIDTH = 2 ** BITS;
const DEPTH = 32 / BITS;
const FEW = 8;

export class Dictionary<V> {
  private constructor(private readonly root: Node<V>) {}

  static empty<V>(): Dictionary<V> {
    return new Dictionary<V>({ entries: [] });
  }

  get(key: string): V | undefined {
    let node = this.root;
    for (let hash = hashOf(key); 'nodes' in node; hash >>>= BITS) node = node.nodes[hash % WIDTH] as Node<V>;
    return node.entries.find(([known]) => known === key)?.[1];
  }

  /** This one stays as it is. */
  with(key: string, value: V): Dictionary<V> {
    return new Dictionary(extended(this.root, [key, value], hashOf(key), 0));
  }

  /** In an order of its own. */
  values(): V[] {
    return valuesOf(this.root);
  }
}

function extended<V>(node: Node<V>, entry: Entry<V>, hash: number, depth: number): Node<V> {
  if ('nodes' in node) {
    const at = hash % WIDTH;
    return { nodes: node.nodes.with(at, extended(node.nodes[at] as Node<V>, entry, hash >>> BITS, depth + 1)) };
  }
  const entries = [...node.entries.filter(([key]) => key !== entry[0]), entry];
  return entries.length <= FEW || depth === DEPTH ? { entries } : split(entries, depth);
}

function split<V>(entries: readonly Entry<V>[], depth: number): Node<V> {
  const parts = Array.from({ length: WIDTH }, (): Entry<V>[] => []);
  for (const entry of entries) parts[(hashOf(entry[0]) >>> (depth * BITS)) % WIDTH]?.push(entry);
  return { nodes: parts.map((part) => ({ entries: part })) };
}

const valuesOf = <V>(node: Node<V>): V[] =>
  'nodes' in node ? node.nodes.flatMap(valuesOf) : node.entries.map(([, value]) => value);

/** FNV-1a over UTF-16 units, 32 bits, the high bits folded into the low ones that are looked at first. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
