/** Checkpoints as signed notes: the formats tlog-checkpoint and signed-note of C2SP, which other logs' tools can read. */
import { createHash } from 'node:crypto';
import type { Instant } from '@qeyd/core';
import { isSignedBy, isTooLate, type PublicKey, type SigningKeys } from './keys';

/** The log as it stood: its first `size` events can never be others. */
export interface Checkpoint {
  /** The log, as the `source` of its events names it. */
  readonly origin: string;
  readonly size: number;
  /** The root of the Merkle tree. */
  readonly root: Buffer;
  /** The hash of the commit that ends at `size`. */
  readonly chain: Buffer;
  readonly at: Instant;
}

/** A text that no known key signed as it stands, or that is not a checkpoint of this log. */
export class NotGenuine extends Error {
  override readonly name = 'NotGenuine';
}

/** The type of a plain Ed25519 signature in the format's register. */
const ED25519 = 1;

/** The four bytes by which a signature names its key. */
function keyIdOf(name: string, { bytes }: PublicKey): Buffer {
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), bytes]))
    .digest()
    .subarray(0, 4);
}

/** The key in one line, as tools for signed notes take it: `<name>+<key id>+<type and key>`. */
export const verifierKey = (name: string, key: PublicKey): string =>
  `${name}+${keyIdOf(name, key).toString('hex')}+${Buffer.concat([Buffer.of(ED25519), key.bytes]).toString('base64')}`;

/** Signs with the current key. The lines `chain` and `time` are extensions that the format allows. */
export function signNote({ origin, size, root, chain, at }: Checkpoint, keys: SigningKeys): string {
  const text = `${[origin, size, root.toString('base64'), `chain ${chain.toString('base64')}`, `time ${at}`].join('\n')}\n`;
  const signature = Buffer.concat([keyIdOf(origin, keys.current), keys.sign(text)]).toString('base64');
  return `${text}\n— ${origin} ${signature}\n`;
}

const HASH = '([A-Za-z0-9+/]{43}=)';
const NOTE = new RegExp(
  `^((\\S+)\\n([1-9]\\d{0,15})\\n${HASH}\\nchain ${HASH}\\ntime (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\\n)\\n((?:— \\S+ \\S+\\n)+)$`,
);

/** The checkpoint, and the key that signed it; a signature by a stranger is passed over. Throws `NotGenuine`. */
export function openNote(note: string, origin: string, keys: SigningKeys): Checkpoint & { readonly key: PublicKey } {
  const [, text = '', name = '', size, root = '', chain = '', at = '', signatures = ''] = NOTE.exec(note) ?? [];
  if (text === '') throw new NotGenuine('it does not have the form of a checkpoint');
  if (name !== origin) throw new NotGenuine(`it is of the log ${name}`);
  const key = signerOf(text, signatures, name, keys);
  if (isTooLate(key, at)) throw new NotGenuine(`its key ${key.kid} was retired before ${at}`);
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), chain: Buffer.from(chain, 'base64'), at, key };
}

function signerOf(text: string, signatures: string, name: string, keys: SigningKeys): PublicKey {
  for (const line of signatures.split('\n')) {
    const [, signer, base64 = ''] = line.split(' ');
    const bytes = Buffer.from(base64, 'base64');
    const key = keys.all.find((known) => signer === name && keyIdOf(name, known).equals(bytes.subarray(0, 4)));
    if (!key) continue;
    if (bytes.toString('base64') === base64 && isSignedBy(key, text, bytes.subarray(4))) return key;
    throw new NotGenuine(`the signature of the key ${key.kid} does not fit the text`);
  }
  throw new NotGenuine('no known key signed it');
}
