import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { receiptOf } from './receipt';
import { Receipts } from './receipt.jws';

const newKey = () => JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const receipt = receiptOf({
  application: '019aab6f-4c2e-7b52-9c1d-3e8f60a4b711',
  reference: 'QYD-7K2M-9QXA-4ZT1',
  receivedAt: '2026-11-16T08:30:12.345Z',
  channel: 'website',
  office: null,
  daysLate: 0,
});

describe('A receipt', () => {
  const receipts = new Receipts(newKey());
  const token = receipts.sign(receipt);

  it('says when and what was received, and nothing of the person', () => {
    expect(receipts.verify(token)).toEqual({
      iss: 'urn:qeyd:intake',
      jti: '019aab6f-4c2e-7b52-9c1d-3e8f60a4b711',
      sub: 'QYD-7K2M-9QXA-4ZT1',
      iat: 1794817812,
      event: 'application-019aab6f-4c2e-7b52-9c1d-3e8f60a4b711@1',
      receivedAt: '2026-11-16T08:30:12.345Z',
      channel: 'website',
      office: null,
      daysLate: 0,
    });
  });

  it('is the same whenever it is signed', () => expect(receipts.sign(receipt)).toBe(token));

  it('is verified by a stranger with nothing but the published key', async () => {
    const [key] = receipts.keySet.keys;
    const { payload, protectedHeader } = await compactVerify(token, await importJWK(key as { kty: string }, 'EdDSA'));
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: key?.['kid'] });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(receipt);
  });

  it('is known not to be ours when a sign is changed, or another key signed it', () => {
    const [head, body, signature] = token.split('.') as [string, string, string];
    const forged = Buffer.from(JSON.stringify({ ...receipt, daysLate: 3 })).toString('base64url');
    const strange = new Receipts(newKey()).sign(receipt);
    for (const text of [`${head}.${forged}.${signature}`, `${head}.${body}.`, `${head}.${body}`, strange, '', 'a.b.c'])
      expect(receipts.verify(text)).toBeNull();
  });

  it('publishes no private key', () => {
    const [key] = receipts.keySet.keys;
    expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    expect(createPublicKey({ key: key ?? {}, format: 'jwk' }).type).toBe('public');
  });

  it('is not signed with a key of another kind', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    expect(() => new Receipts(JSON.stringify(other))).toThrow('Ed25519');
  });
});
