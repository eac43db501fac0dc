/** Signs receipts as compact JWS (RFC 7515, Ed25519): the same receipt always gets the same text. */
import { isSignedBy, isTooLate, SigningKeys } from '@qeyd/event-store';
import type { Receipt } from './receipt';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const headerOf = ({ kid }: { readonly kid: string }): string => encode({ alg: 'EdDSA', kid, typ: 'qeyd-receipt+jwt' });

export class Receipts {
  private readonly keys: SigningKeys;

  /** `key` as `SigningKeys` takes it; throws when it is not. */
  constructor(key: string) {
    this.keys = new SigningKeys(key, 'receipts');
  }

  /** The public keys (RFC 7517) by which anyone verifies a receipt. */
  get keySet(): SigningKeys['keySet'] {
    return this.keys.keySet;
  }

  sign(receipt: Receipt): string {
    const content = `${headerOf(this.keys.current)}.${encode(receipt)}`;
    return `${content}.${this.keys.sign(content).toString('base64url')}`;
  }

  /** The receipt, or `null` when we never signed this text. */
  verify(token: string): Receipt | null {
    const [header = '', payload = '', signature = '', ...more] = token.split('.');
    const key = this.keys.all.find((known) => headerOf(known) === header);
    if (!key || more.length > 0) return null;
    if (!isSignedBy(key, `${header}.${payload}`, Buffer.from(signature, 'base64url'))) return null;
    const receipt = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Receipt;
    return isTooLate(key, receipt.receivedAt) ? null : receipt;
  }
}
