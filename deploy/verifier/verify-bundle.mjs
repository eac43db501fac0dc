/** Checks a bundle of events with nothing but Node: `node verify-bundle.mjs bundle.json --key KEY [--receipt-key X] [--kept FILE]`.
 * From elsewhere, not from the bundle: KEY, the log's public key in one line; X, the `x` of the receipts' public key; FILE, a
 * checkpoint that you kept. Formats: checkpoints c2sp.org/tlog-checkpoint, proofs RFC 9162 (section 2.1), receipts RFC 7515. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const list = { type: 'string', multiple: true, default: [] };
const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: list, 'receipt-key': list, kept: list } });
const { log, checkpoints, consistency, events } = JSON.parse(readFileSync(positionals[0], 'utf8'));
const check = (what, holds) => {
  console.log(`${holds ? 'holds' : 'WRONG'}  ${what}`);
  if (!holds) process.exitCode = 1;
};
const bytes = (base64) => Buffer.from(base64, 'base64');
const publicKey = (x) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);
const half = (size, k = 1) => (2 * k < size ? half(size, 2 * k) : k); // the largest power of two below the size
/** Log, size, root, more lines, a blank line, signatures: 4 bytes that name the key, 64 that sign. */
const open = (note) => {
  const [text, signatures = ''] = note.split('\n\n');
  const [name, size, root, ...more] = text.split('\n');
  const keys = values.key.map((line) => publicKey(bytes(line.split('+').slice(2).join('+')).subarray(1).toString('base64url')));
  const all = signatures.split('\n').map((line) => bytes(line.split(' ')[2] ?? '').subarray(4));
  const isSigned = keys.some((key) => all.some((signature) => verify(null, Buffer.from(`${text}\n`), key, signature)));
  check(`checkpoint of ${size} events, ${more.join(', ')}: signed for ${log} by a key of yours`, isSigned && name === log);
  return { size: Number(size), root: bytes(root) };
};
/** The root that follows from a leaf and its path, which is used up from its end. */
const rootOf = (leaf, index, size, path) => {
  if (size === 1) return leaf;
  const [k, other] = [half(size), bytes(path.pop())];
  return index < k ? node(rootOf(leaf, index, k, path), other) : node(other, rootOf(leaf, index - k, size - k, path));
};
/** The older and the newer root that follow from a proof that the one tree begins the other; `known` is the older root. */
const rootsOf = (old, size, path, known) => {
  if (old === size) return Array(2).fill(known ?? bytes(path.pop()));
  const [k, other] = [half(size), bytes(path.pop())];
  const [older, newer] = old <= k ? rootsOf(old, k, path, known) : rootsOf(old - k, size - k, path);
  return old <= k ? [older, node(newer, other)] : [node(other, older), node(other, newer)];
};
const trees = checkpoints.map(open);
const [{ size, root }] = trees.slice(-1);
trees.slice(1).forEach((next, i) => {
  const [older, newer] = rootsOf(trees[i].size, next.size, consistency[i], trees[i].root);
  check(`that of ${next.size} goes on from that of ${trees[i].size}`, older.equals(trees[i].root) && newer.equals(next.root));
});
const keeps = (kept) => trees.some((tree) => tree.size === kept.size && tree.root.equals(kept.root));
for (const file of values.kept) check(`${file} is one of these checkpoints`, keeps(open(readFileSync(file, 'utf8'))));
for (const { position, recordedAt, header, cause, body, sealed, path } of events) {
  const hash = sha256(Buffer.from(`${header}\n${cause}\n${body}\n`), bytes(sealed ?? ''));
  const leaf = sha256(Buffer.of(0), Buffer.from(recordedAt), hash);
  const isPlace = Number.isInteger(position) && position >= 1 && position <= size;
  const isThere = isPlace && rootOf(leaf, position - 1, size, path).equals(root);
  check(`position ${position}, recorded at ${recordedAt}: ${header}`, isThere);
  const [, content, signature = ''] = /"receipt":"([\w.-]+)\.([\w-]+)"/.exec(body) ?? [];
  const isOurs = (x) => verify(null, Buffer.from(content), publicKey(x), Buffer.from(signature, 'base64url'));
  if (content && values['receipt-key'].length > 0) check(`position ${position}: its receipt`, values['receipt-key'].some(isOurs));
}
