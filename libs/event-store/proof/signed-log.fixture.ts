/** A small log with checkpoints, and a superuser who stops at nothing: what the proofs are tested on. */
import { createHash, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { counter, CounterMigration, counterView } from '../counter.fixture';
import { makeKey } from '../key.fixture';
import { CheckpointMigration, EventLog, EventLogMigration, newId, SigningKeys } from '../index';
import { hashOf } from '../stored/codec';
import { Notary, type SignedCheckpoint } from './notary';
import { rowsBetween } from './rows';
import { verifyLog, type Verified, type VerifyOptions } from '../verify/verify';

export const origin = 'urn:qeyd:counter';
export const newKey = (): JsonWebKey => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
export const publicHalf = ({ d: _, ...jwk }: JsonWebKey): JsonWebKey => jwk;
export const keysOf = (jwk: object): SigningKeys => new SigningKeys(JSON.stringify(jwk), 'checkpoints');

const TABLES = ['event', 'commit_chain', 'head', 'checkpoint'];

export class SignedLog {
  readonly key = newKey();
  /** What went out to Kafka. */
  readonly published: SignedCheckpoint[] = [];
  readonly faults: unknown[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly log: EventLog,
    private readonly superuser: Client,
  ) {}

  static async open(): Promise<SignedLog> {
    const database = await testDatabase('proof', [EventLogMigration, CheckpointMigration, CounterMigration]);
    const box = makeKey();
    const keysOf = (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, box])));
    const keys = { keysOf, onErased: () => undefined };
    const log = new EventLog({ name: 'counter', connectionString: database.url, views: [counterView], keys });
    const url = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
    url.pathname = new URL(database.url).pathname;
    const superuser = new Client({ connectionString: url.href });
    await superuser.connect();
    await superuser.query('SET session_replication_role = replica'); // no trigger fires
    return new SignedLog(database, log, superuser);
  }

  /** Commits of four events: one with a sealed box, three without. */
  async append(commits: number): Promise<void> {
    for (let i = 0; i < commits; i++) {
      const cause = { id: newId(), correlation: 'c-1', actor: 'officer:1' };
      const open = { decider: counter, id: newId(), command: { type: 'Open', owner: newId(), nickname: 'Anna Maria' }, cause };
      const raise = { decider: counter, id: newId(), command: { type: 'Raise', by: 1, times: 3 }, cause };
      await this.log.executeMany([open, raise]);
    }
  }

  notary(more: { readonly key?: object; readonly publish?: (all: readonly SignedCheckpoint[]) => Promise<void> } = {}): Notary {
    return new Notary({
      connectionString: this.database.url,
      origin,
      keys: keysOf(more.key ?? this.key),
      everySeconds: 1,
      publish: more.publish ?? ((all) => Promise.resolve(void this.published.push(...all))),
      onFault: (fault) => this.faults.push(fault),
    });
  }

  async sign(key?: object): Promise<void> {
    await this.notary(key ? { key } : {}).attest(new AbortController().signal);
  }

  /** With public keys alone, as whoever verifies has them. */
  verify(more: Partial<VerifyOptions> = {}): Promise<Verified> {
    return verifyLog({
      connectionString: this.database.url,
      origin,
      keys: keysOf(publicHalf(this.key)),
      evidence: null,
      published: async (see) => {
        for (const { note } of this.published) await see(note);
      },
      excerpt: null,
      onProgress: () => undefined,
      ...more,
    });
  }

  async query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.superuser.query<Row>(sql, values)).rows;
  }

  /** What a superuser without the key can do: an event changed, and every hash from there on made anew. */
  async forge(position: number, change: string): Promise<void> {
    await this.query(`UPDATE event SET ${change} WHERE position = ${position}`);
    const hashes: Buffer[] = [];
    for (const row of await rowsBetween(this.superuser, 0, await this.log.position())) hashes.push(hashOf(row));
    await this.query('UPDATE event SET hash = $1 WHERE position = $2', [hashes[position - 1], position]);
    let [chain, from] = [Buffer.alloc(0), 0];
    const commits = await this.query<{ last: string; at: Date }>(
      'SELECT last, recorded_at AS at FROM commit_chain ORDER BY last',
    );
    for (const { last, at } of commits) {
      const joined = Buffer.concat(hashes.slice(from, (from = Number(last))));
      chain = createHash('sha256').update(chain).update(at.toISOString()).update(joined).digest();
      await this.query('UPDATE commit_chain SET hash = $1 WHERE last = $2', [chain, last]);
    }
    await this.query('UPDATE head SET hash = $1', [chain]);
  }

  /** Remembers all tables as they are. */
  async keep(): Promise<void> {
    for (const table of TABLES) await this.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  }

  /** Brings back what was kept. */
  async restore(): Promise<void> {
    await this.query(`TRUNCATE ${TABLES.join()}`);
    for (const table of TABLES) await this.query(`INSERT INTO ${table} TABLE kept_${table}`);
  }

  async close(): Promise<void> {
    await this.superuser.end();
    await this.log.close();
    await this.database.drop();
  }
}
