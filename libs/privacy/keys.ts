/** The two keys of a vault's configuration and what is derived from them; neither is ever in the database. */
import { createHmac } from 'node:crypto';
import { BrokenSeal, Seal } from './seal';

/** Both are 32 random bytes in base64, the same for every process that uses the vault. */
export interface VaultKeys {
  /** Wraps the keys of the subjects. */
  readonly masterKey: string;
  /** Keys the hashes by which a person is found again. */
  readonly blindKey: string;
}

const bytesOf = (name: string, base64: string): Buffer => {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new Error(`The ${name} of the vault must be 32 bytes in base64`);
  return key;
};

/** Wraps one subject's key; the person's id is bound in, so that rows cannot be exchanged. */
export class MasterKey {
  readonly #seal: Seal;
  readonly #id: Buffer;
  /** Says nothing about the key, but tells whether it is the same one. */
  readonly mark: Buffer;

  constructor(base64: string) {
    const key = bytesOf('masterKey', base64);
    this.#seal = new Seal(key);
    this.mark = createHmac('sha256', key).update('qeyd vault masterKey').digest();
    this.#id = this.mark.subarray(0, 4);
  }

  /** `id of the master key, 4 bytes · sealed box`: the id tells which rows a change of the master key still has to wrap anew. */
  wrap(person: string, key: Buffer): Buffer {
    return Buffer.concat([this.#id, this.#seal.seal(person, key)]);
  }

  unwrap(person: string, wrapped: Buffer): Seal {
    if (!wrapped.subarray(0, 4).equals(this.#id)) throw new BrokenSeal('The key was wrapped by another master key');
    return new Seal(this.#seal.open(person, wrapped.subarray(4)));
  }
}

export class BlindKey {
  readonly #key: Buffer;
  readonly mark: Buffer;

  constructor(base64: string) {
    this.#key = bytesOf('blindKey', base64);
    this.mark = this.hash('qeyd vault', 'blindKey');
  }

  /** Equal texts of one domain have equal hashes, and nothing can be read from a hash without the key. */
  hash(domain: string, text: string): Buffer {
    return createHmac('sha256', this.#key).update(`${domain}\0${text}`).digest();
  }
}
