/** A subject's key for tests: AES-256-GCM as `nonce · tag · ciphertext`. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ErasureNews, KeyRing, SubjectKey } from './types';

export function makeKey(): SubjectKey {
  const key = randomBytes(32);
  return {
    seal(aad, clear) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
      const box = Buffer.concat([cipher.update(clear), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), box]);
    },
    open(aad, box) {
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12))
        .setAAD(Buffer.from(aad))
        .setAuthTag(box.subarray(12, 28));
      return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]);
    },
  };
}

/** Keys that a test adds, and destroys by deleting them. */
export class KeysInHand extends Map<string, SubjectKey> implements KeyRing, ErasureNews {
  private readonly listeners: (() => void)[] = [];

  keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    return Promise.resolve(new Map([...this].filter(([id]) => subjects.includes(id))));
  }

  onErased(listener: () => void): void {
    this.listeners.push(listener);
  }

  override delete(subject: string): boolean {
    const had = super.delete(subject);
    for (const listener of this.listeners) listener();
    return had;
  }
}
