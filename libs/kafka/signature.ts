/** A partner's signature over its message: a detached compact JWS (EdDSA) in the header `ce_signature`. */
import { compactVerify, CompactSign, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Instant } from '@qeyd/core';
import type { Attributes } from './cloudevent';
import { Unusable } from './unusable';

/** Who may sign on a topic, and for which offices. */
export interface PartnerKeys {
  /** The only CloudEvents source that this partner may name. */
  readonly source: string;
  /** The offices that it may file for: the `office` of the data must be one of them. */
  readonly offices: readonly string[];
  /** Public Ed25519 keys, each with its `kid`. */
  readonly keys: readonly JWK[];
}

/** One entry of the partners' file. */
export interface Partner extends PartnerKeys {
  readonly name: string;
  readonly topic: string;
  readonly replyTopic: string;
}

export const SIGNATURE = 'ce_signature';

/** A signed time may be this much ahead of ours. */
const MOST_AHEAD_MS = 5 * 60_000;

type Signed = Pick<Attributes, 'id' | 'source' | 'type' | 'time'>;

/** `id`, `source`, `type` and `time` as they stand in the headers, each ended by a line feed, then the value. */
const payloadOf = ({ id, source, type, time }: Signed, value: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${id}\n${source}\n${type}\n${time}\n`), value]);

/** Signs with a private Ed25519 key that names its `kid`. */
export async function sign(attributes: Signed, value: Buffer, key: JWK): Promise<string> {
  if (!key.kid) throw new Error('A signing key must name its kid');
  const jws = await new CompactSign(payloadOf(attributes, value))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .sign(await importJWK(key, 'EdDSA'));
  const [header, , signature] = jws.split('.');
  return `${header}..${signature}`;
}

/** Throws `Unusable` unless the message was signed by this partner, about itself, and not in the future. */
export type Verify = (attributes: Attributes, value: Buffer, signature: string | undefined, now: Instant) => Promise<void>;

/** The check for one partner; its keys are imported once. */
export function verifierOf(partner: PartnerKeys): Verify {
  const keys = new Map<string | undefined, Promise<CryptoKey | Uint8Array>>();
  for (const key of partner.keys) keys.set(key.kid, importJWK(key, 'EdDSA'));
  const keyOf = async ({ kid }: { kid?: string }): Promise<CryptoKey | Uint8Array> => {
    const key = kid === undefined ? undefined : await keys.get(kid);
    if (!key)
      throw new Unusable('unknown-key', [{ pointer: '', code: 'wrong-signature', detail: 'kid names no key of the sender' }]);
    return key;
  };
  return async (attributes, value, signature, now) => {
    if (attributes.source !== partner.source) throw wrong('wrong-source', 'ce_source is not that of the owner of this topic');
    if (signature === undefined) throw wrong('missing-signature', `header ${SIGNATURE} is missing`);
    const [header, middle, rest, ...more] = signature.split('.');
    if (!header || middle !== '' || !rest || more.length > 0) throw wrong('wrong-signature', 'is not a detached compact JWS');
    const jws = `${header}.${payloadOf(attributes, value).toString('base64url')}.${rest}`;
    try {
      await compactVerify(jws, keyOf, { algorithms: ['EdDSA'] });
    } catch (error) {
      if (error instanceof Unusable) throw error;
      throw wrong('wrong-signature', 'does not fit the message');
    }
    if (Date.parse(attributes.time) > Date.parse(now) + MOST_AHEAD_MS)
      throw wrong('time-ahead', 'ce_time is more than 5 minutes ahead');
  };
}

const wrong = (reason: string, detail: string): Unusable => new Unusable(reason, [{ pointer: '', code: reason, detail }]);
