import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { receiptOf } from './receipt';
import { Receipts } from './receipt.jws';
import { receiptEvidence } from './receipt.proof';

const newKey = (): JsonWebKey => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const publicHalf = ({ d: _, ...jwk }: JsonWebKey): JsonWebKey => jwk;

const accepted = {
  application: '019aab6f-4c2e-7b52-9c1d-3e8f60a4b711',
  reference: 'QYD-7K2M-9QXA-4ZT1',
  receivedAt: '2026-11-16T08:30:12.345Z',
  channel: 'website',
  office: null,
  daysLate: 0,
} as const;

describe('The receipt in an application', () => {
  const key = newKey();
  const receipt = new Receipts(JSON.stringify(key)).sign(receiptOf(accepted));
  const filed = { ...accepted, person: '019aab6f-4c00-7a11-8e21-5f0c9a2b7d10', receipt };
  const wrongWith = (data: object, jwk: object = publicHalf(key)): string | null | undefined =>
    receiptEvidence({ RECEIPT_KEY: JSON.stringify(jwk) }).on['ApplicationFiled']?.(data);

  it('proves it to whoever has the public key', () => expect(wrongWith(filed)).toBeNull());

  it.each(Object.keys(accepted))('does not prove another %s than it states', (field) => {
    expect(wrongWith({ ...filed, [field]: 'another' })).toContain('states something else');
  });

  it('is not genuine when one sign of it is another, or a stranger signed it', () => {
    const at = receipt.lastIndexOf('.') + 5;
    const changed = `${receipt.slice(0, at)}${receipt[at] === 'A' ? 'B' : 'A'}${receipt.slice(at + 1)}`;
    expect(wrongWith({ ...filed, receipt: changed })).toContain('not signed');
    expect(wrongWith(filed, newKey())).toContain('not signed');
  });

  it('still proves it when the key was replaced, but not if it is dated after that', () => {
    const retiredAt = (time: string) => ({ keys: [newKey(), { ...publicHalf(key), exp: Date.parse(time) / 1000 }] });
    expect(wrongWith(filed, retiredAt('2026-11-16T09:00:00Z'))).toBeNull();
    expect(wrongWith(filed, retiredAt('2026-11-16T08:00:00Z'))).toContain('not signed');
  });
});
