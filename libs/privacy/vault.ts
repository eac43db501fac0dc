/** The vault: who has which key. Its database knows neither the people nor, without the master key, their keys. */
import { randomBytes } from 'node:crypto';
import { gather, type ErasureNews, type KeyRing, type SubjectKey } from '@qeyd/event-store';
import { v7 } from 'uuid';
import { canonical, type Identity } from './identity';
import { BlindKey, MasterKey, type VaultKeys } from './keys';
import { Recent } from './recent';
import { VaultPool } from './vault.pool';

export interface VaultConfig extends VaultKeys {
  readonly connectionString: string;
}

interface SubjectRow {
  readonly person: string;
  readonly identity: Buffer;
  readonly wrapped_key: Buffer;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The bound on how long a process that missed the news of an erasure may go on using the key. */
const REMEMBERED_MS = 5_000;
const REMEMBERED = 10_000;
const BATCH = 1_000;

/** Known identities and, for the others, new rows; inserted in one order everywhere, so that vaults do not deadlock. */
const IDENTIFY = `
  WITH wanted AS (
    SELECT * FROM unnest($1::bytea[], $2::uuid[], $3::bytea[]) AS w (identity, person, wrapped_key)
  ), known AS (
    SELECT s.identity, s.person, s.wrapped_key FROM wanted w JOIN subject s ON s.identity = w.identity
  ), made AS (
    INSERT INTO subject (identity, person, wrapped_key)
    SELECT identity, person, wrapped_key FROM wanted WHERE identity NOT IN (SELECT identity FROM known) ORDER BY identity
    ON CONFLICT (identity) DO NOTHING
    RETURNING identity, person, wrapped_key
  )
  SELECT * FROM known UNION ALL SELECT * FROM made`;

const KEYS_OF = 'SELECT person, wrapped_key FROM subject WHERE person = ANY ($1::uuid[]) AND erased_at IS NULL';

/** The row stays, so that the id is never given again; what could tie it to a person or open a box is gone. */
const ERASE = `
  WITH erased AS (
    UPDATE subject SET identity = NULL, wrapped_key = NULL, erased_at = now()
    WHERE person = $1 AND erased_at IS NULL
    RETURNING person
  )
  SELECT pg_notify('subject_erased', person::text) FROM erased`;

/** The first process to open the vault leaves the marks of its keys; a statement of its own, so that all later ones see them. */
const LEAVE_MARKS = 'INSERT INTO key_mark SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING';

export class Vault implements KeyRing, ErasureNews {
  readonly #master: MasterKey;
  readonly #blind: BlindKey;
  readonly #pool: VaultPool;
  readonly #keys = new Recent<SubjectKey>(REMEMBERED, REMEMBERED_MS);
  readonly #listeners: (() => void)[] = [];
  readonly #identify = gather(BATCH, (hashes: readonly Buffer[]) => this.#peopleOf(hashes));
  readonly #find = gather(BATCH, (people: readonly string[]) => this.#keysFor(people));

  private constructor({ connectionString, masterKey, blindKey }: VaultConfig) {
    this.#master = new MasterKey(masterKey);
    this.#blind = new BlindKey(blindKey);
    this.#pool = new VaultPool(connectionString);
  }

  /** Throws when the database cannot be reached, or was made with other keys. */
  static async open(config: VaultConfig): Promise<Vault> {
    const vault = new Vault(config);
    try {
      await vault.#checkKeys();
      await vault.#pool.listen((person) => vault.#forget(person));
      return vault;
    } catch (error) {
      await vault.close();
      throw error;
    }
  }

  /**
   * The person behind each identity, in order: a uuid that is the data subject everywhere. One seen for the first time
   * gets its id and key here. Calls at the same time share a statement.
   */
  async identify(identities: readonly Identity[]): Promise<string[]> {
    if (identities.length === 0) return [];
    return [...(await this.#identify(identities.map((identity) => this.#blind.hash('identity', canonical(identity)))))];
  }

  /** A subject without an entry was erased or never existed. An erased key is gone from every process within 5 seconds. */
  async keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    const keys = new Map<string, SubjectKey>();
    const missing: string[] = [];
    for (const subject of new Set(subjects)) {
      const key = this.#keys.find(subject);
      if (key) keys.set(subject, key);
      else if (UUID.test(subject)) missing.push(subject);
    }
    if (missing.length === 0) return keys;
    for (const [index, key] of (await this.#find(missing)).entries()) if (key) keys.set(missing[index] ?? '', key);
    return keys;
  }

  /** The key of a service itself, for bytes whose subject is not known (yet). */
  async ownKey(service: string): Promise<SubjectKey> {
    const [subject = ''] = await this.#identify([this.#blind.hash('service', service)]);
    const key = (await this.keysOf([subject])).get(subject);
    if (!key) throw new Error(`The own key of ${service} was destroyed while it was asked for`);
    return key;
  }

  /**
   * Destroys the person's key and identity for ever; false when there was nothing left to destroy. The same document seen
   * again is a new person. Backups and the write-ahead log of this one database still bear the wrapped key: how long they
   * are kept is how long an erasure takes to be complete.
   */
  async erase(person: string): Promise<boolean> {
    if (!UUID.test(person)) return false;
    const erased = await this.#pool.query('erase', ERASE, [person]);
    this.#forget(person);
    return erased.length > 0;
  }

  onErased(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Whether this person was ever made, erased or not. */
  async knows(person: string): Promise<boolean> {
    if (!UUID.test(person)) return false;
    return (await this.#pool.query('knows', 'SELECT FROM subject WHERE person = $1', [person])).length > 0;
  }

  /** A keyed hash, 43 characters of base64url; the text is taken as it is, so normalise it first. */
  blindIndex(domain: string, text: string): string {
    return this.#blind.hash(`index:${domain}`, text).toString('base64url');
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /** `null`: some erasures may have been missed. */
  #forget(person: string | null): void {
    if (person === null) this.#keys.forgetAll();
    else this.#keys.forget(person);
    for (const listener of this.#listeners) listener();
  }

  async #checkKeys(): Promise<void> {
    const marks = new Map([
      ['masterKey', this.#master.mark],
      ['blindKey', this.#blind.mark],
    ]);
    await this.#pool.query('leave-marks', LEAVE_MARKS, [[...marks.keys()], [...marks.values()]]);
    const kept = await this.#pool.query<{ name: string; mark: Buffer }>('marks', 'SELECT name, mark FROM key_mark', []);
    for (const { name, mark } of kept)
      if (!marks.get(name)?.equals(mark)) throw new Error(`The ${name} is not the one that this vault was made with`);
  }

  /** A row that another vault inserts at this moment is neither known nor made: it is known when asked again. */
  async #peopleOf(hashes: readonly Buffer[]): Promise<string[]> {
    const people = new Map<string, string>();
    const nameOf = (hash: Buffer) => hash.toString('base64');
    let unknown = new Map(hashes.map((hash) => [nameOf(hash), hash]));
    while (unknown.size > 0) {
      const fresh = Array.from(unknown.values(), () => v7());
      const wrapped = fresh.map((person) => this.#master.wrap(person, randomBytes(32)));
      for (const row of await this.#pool.query<SubjectRow>('identify', IDENTIFY, [[...unknown.values()], fresh, wrapped])) {
        people.set(nameOf(row.identity), row.person);
        this.#keys.keep(row.person, this.#master.unwrap(row.person, row.wrapped_key));
      }
      unknown = new Map([...unknown].filter(([name]) => !people.has(name)));
    }
    return hashes.map((hash) => people.get(nameOf(hash)) ?? '');
  }

  async #keysFor(subjects: readonly string[]): Promise<(SubjectKey | undefined)[]> {
    const rows = await this.#pool.query<SubjectRow>('keys-of', KEYS_OF, [[...new Set(subjects)]]);
    const found = new Map(rows.map((row) => [row.person, this.#master.unwrap(row.person, row.wrapped_key)]));
    for (const [person, key] of found) this.#keys.keep(person, key);
    return subjects.map((subject) => found.get(subject));
  }
}
