/** Only the owner of a topic is heard on it, and only about what it signed. */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Attributes } from './cloudevent';
import { Unusable } from './unusable';
import { sign, verifierOf, type Verify } from './signature';

const now = '2026-11-22T09:30:00.000Z';
const value = Buffer.from('{"office":"asan-baku-1","surname":"ERIKSSON"}');
const attributes: Attributes = {
  ...{ id: '7', source: 'urn:asan', type: 'StaySubmitted', time: '2026-11-22T09:29:59Z' },
  ...{ version: 1, position: null, correlation: null, causation: null },
};
const made = async (kid: string): Promise<{ own: JWK; shown: JWK }> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { own: { ...(await exportJWK(privateKey)), kid }, shown: { ...(await exportJWK(publicKey)), kid } };
};
const reasonOf = (checked: Promise<void>): Promise<string | null> =>
  checked.then(
    () => null,
    (error: unknown) => (error instanceof Unusable ? error.reason : String(error)),
  );

let own: JWK;
let old: JWK;
let stranger: JWK;
let verify: Verify;
beforeAll(async () => {
  const [first, second, other] = await Promise.all([made('asan-1'), made('asan-0'), made('asan-1')]);
  [own, old, stranger] = [first.own, second.own, other.own];
  verify = verifierOf({ source: 'urn:asan', offices: [], keys: [first.shown, second.shown] });
});

describe('A signed message', () => {
  it('is taken when it was signed with any key of its sender', async () => {
    expect(await reasonOf(verify(attributes, value, await sign(attributes, value, own), now))).toBeNull();
    expect(await reasonOf(verify(attributes, value, await sign(attributes, value, old), now))).toBeNull();
  });

  it('is refused when a byte of it, or its id, type or time, is not what was signed', async () => {
    const signature = await sign(attributes, value, own);
    const changed = Buffer.from(value.toString().replace('1', '2'));
    expect(await reasonOf(verify(attributes, changed, signature, now))).toBe('wrong-signature');
    for (const one of [{ id: '8' }, { type: 'DepartureSubmitted' }, { time: now }])
      expect(await reasonOf(verify({ ...attributes, ...one }, value, signature, now))).toBe('wrong-signature');
  });

  it('is refused when someone else signed it, or nobody', async () => {
    expect(await reasonOf(verify(attributes, value, await sign(attributes, value, stranger), now))).toBe('wrong-signature');
    const unknown = await sign(attributes, value, { ...stranger, kid: 'asan-9' });
    expect(await reasonOf(verify(attributes, value, unknown, now))).toBe('unknown-key');
    expect(await reasonOf(verify(attributes, value, undefined, now))).toBe('missing-signature');
    for (const nonsense of ['', 'x', 'a.b.c', '..', 'a..b.c', 'a..b'])
      expect(await reasonOf(verify(attributes, value, nonsense, now))).toBe('wrong-signature');
  });

  it('is refused in the name of another source', async () => {
    const other = { ...attributes, source: 'urn:regional' };
    expect(await reasonOf(verify(other, value, await sign(other, value, own), now))).toBe('wrong-source');
  });

  it('may be five minutes ahead of our clock, and not more', async () => {
    const at = async (time: string) => {
      const one = { ...attributes, time };
      return reasonOf(verify(one, value, await sign(one, value, own), now));
    };
    expect(await at('2026-11-22T09:35:00Z')).toBeNull();
    expect(await at('2026-11-22T09:35:00.001Z')).toBe('time-ahead');
    expect(await at('2026-11-22T13:30:00+04:00')).toBeNull();
  });
});
