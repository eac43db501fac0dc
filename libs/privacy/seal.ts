/** The sealed box: AES-256-GCM as `version 1 · nonce of 12 bytes · tag of 16 bytes · ciphertext`, bound to a context. */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { SubjectKey } from '@qeyd/event-store';

const VERSION = 1;
const TAG = 13;
const TEXT = 29;

/** The box was changed, cut or made under another key, or it belongs to another context. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal';
}

/** One key; it hides its bytes from logs and debuggers. A nonce is random: good for 2^32 boxes under one key. */
export class Seal implements SubjectKey {
  readonly #key: KeyObject;

  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  seal(aad: string, clear: Buffer): Buffer {
    const nonce = randomBytes(TAG - 1);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(aad));
    const text = Buffer.concat([cipher.update(clear), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text]);
  }

  open(aad: string, box: Buffer): Buffer {
    if (box.length < TEXT || box[0] !== VERSION) throw new BrokenSeal(`Not a sealed box of version ${VERSION}`);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, box.subarray(1, TAG), { authTagLength: TEXT - TAG });
    decipher.setAAD(Buffer.from(aad)).setAuthTag(box.subarray(TAG, TEXT));
    const clear = decipher.update(box.subarray(TEXT));
    try {
      return Buffer.concat([clear, decipher.final()]);
    } catch (cause) {
      throw new BrokenSeal('The box was changed, or was sealed by another key or for another context', { cause });
    }
  }
}
