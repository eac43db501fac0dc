/** Signs receipts as compact JWS (RFC 7515, Ed25519): the same receipt always gets the same text. */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Receipt } from './receipt';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const TYPE = 'qeyd-receipt+jwt';

/** RFC 7638. */
const thumbprint = ({ crv, kty, x }: JsonWebKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

export class Receipts {
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private readonly header: string;
  /** The public key set (RFC 7517) by which anyone verifies a receipt. */
  readonly keySet: { readonly keys: readonly JsonWebKey[] };

  /** `key` is a private Ed25519 JWK as JSON text; throws when it is not. */
  constructor(key: string) {
    this.privateKey = createPrivateKey({ key: JSON.parse(key) as JsonWebKey, format: 'jwk' });
    this.publicKey = createPublicKey(this.privateKey);
    const jwk = this.publicKey.export({ format: 'jwk' });
    if (this.privateKey.asymmetricKeyType !== 'ed25519') throw new Error('The key of receipts is not an Ed25519 key');
    const kid = thumbprint(jwk);
    this.header = encode({ alg: 'EdDSA', kid, typ: TYPE });
    this.keySet = { keys: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }] };
  }

  sign(receipt: Receipt): string {
    const content = `${this.header}.${encode(receipt)}`;
    return `${content}.${sign(null, Buffer.from(content), this.privateKey).toString('base64url')}`;
  }

  /** The receipt, or `null` when we never signed this text. */
  verify(token: string): Receipt | null {
    const [header, payload, signature, ...more] = token.split('.');
    if (header !== this.header || !payload || !signature || more.length > 0) return null;
    const genuine = verify(null, Buffer.from(`${header}.${payload}`), this.publicKey, Buffer.from(signature, 'base64url'));
    return genuine ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Receipt) : null;
  }
}
