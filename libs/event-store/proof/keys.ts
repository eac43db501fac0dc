/** The Ed25519 keys that sign for a service: one at a time; those before stay listed, so that what they signed stays provable. */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A key by which anyone checks. */
export interface PublicKey {
  /** The thumbprint (RFC 7638). */
  readonly kid: string;
  readonly key: KeyObject;
  /** The key itself, 32 bytes. */
  readonly bytes: Buffer;
  /** As it is published (RFC 7517). */
  readonly jwk: JsonWebKey;
  /** When it signed for the last time; `null` while it signs. */
  readonly retiredAt: Date | null;
}

/** RFC 7638. */
const thumbprint = ({ crv, kty, x }: JsonWebKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

export class SigningKeys {
  /** The key that signs comes first. */
  readonly all: readonly [PublicKey, ...PublicKey[]];
  private readonly signer: KeyObject | null;

  /**
   * `text` is a JWK, or a JWK Set whose first key signs; each other one was retired at its `exp` (seconds of the epoch).
   * Whoever only checks needs no private key. Throws when this is something else; `name` says in the message whose keys it is.
   */
  constructor(text: string, name: string) {
    const parsed = JSON.parse(text) as JsonWebKey & { readonly keys?: readonly JsonWebKey[] };
    const [first, ...retired] = parsed.keys ?? [parsed];
    if (!first) throw new Error(`There is no key of ${name}`);
    this.signer = first.d === undefined ? null : createPrivateKey({ key: first, format: 'jwk' });
    const current = this.signer ? createPublicKey(this.signer) : createPublicKey({ key: first, format: 'jwk' });
    this.all = [publicKey(current, name), ...retired.map((jwk) => retiredKey(jwk, name))];
  }

  /** The key that signs now. */
  get current(): PublicKey {
    return this.all[0];
  }

  /** The public key set (RFC 7517); `exp` tells when a retired key signed for the last time. */
  get keySet(): { readonly keys: readonly JsonWebKey[] } {
    return { keys: this.all.map(({ jwk }) => jwk) };
  }

  sign(content: string): Buffer {
    if (!this.signer) throw new Error('Nothing can be signed with a public key');
    return sign(null, Buffer.from(content), this.signer);
  }
}

export const isSignedBy = ({ key }: PublicKey, content: string, signature: Buffer): boolean =>
  verify(null, Buffer.from(content), key, signature);

/** Whether the key had been retired by then. */
export const isTooLate = ({ retiredAt }: PublicKey, at: string): boolean =>
  retiredAt !== null && Date.parse(at) > retiredAt.getTime();

function publicKey(key: KeyObject, name: string, exp?: number): PublicKey {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`The key of ${name} is not an Ed25519 key`);
  const { crv, kty, x } = key.export({ format: 'jwk' });
  const kid = thumbprint({ crv, kty, x } as JsonWebKey);
  const jwk = { crv, kty, x, kid, alg: 'EdDSA', use: 'sig', ...(exp !== undefined && { exp }) } as JsonWebKey;
  const retiredAt = exp === undefined ? null : new Date(exp * 1000);
  return { kid, key, bytes: Buffer.from(x ?? '', 'base64url'), jwk, retiredAt };
}

function retiredKey(jwk: JsonWebKey, name: string): PublicKey {
  const exp = jwk['exp'];
  if (typeof exp !== 'number') throw new Error(`A retired key of ${name} does not say when it was retired (\`exp\`)`);
  if (jwk.d !== undefined) throw new Error(`A retired key of ${name} is still private`);
  return publicKey(createPublicKey({ key: jwk, format: 'jwk' }), name, exp);
}
