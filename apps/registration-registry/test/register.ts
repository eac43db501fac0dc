/** A register of a test's own: two processes over one real database, with a vault and the seeded code-books. */
import { randomBytes } from 'node:crypto';
import type { Cause } from '@qeyd/core';
import { EventLog, EventLogMigration, newId, type Request } from '@qeyd/event-store';
import { Vault, VaultMigration } from '@qeyd/privacy';
import { testDatabase, type TestDatabase } from '@qeyd/testing';
import { Client } from 'pg';
import { CodeBooks } from '../src/codebook/codebook.cache';
import { RegistryMigration } from '../src/migrations/registry.migration';
import type { Application } from '../src/registration/events';
import { registration, type RegistrationCommand } from '../src/registration/registration';
import { service } from '../src/service';
import { application, register } from './specimens';

export const random = (bytes = 6): string => randomBytes(bytes).toString('hex');
export const cause = (id = newId()): Cause => ({ id, correlation: 'specimen', actor: 'service:test' });

/** An application of its own, filed for this person. */
export const filed = (person: string, changes: Partial<Application> = {}): Application =>
  application({ person, application: newId(), reference: `S-${random()}`, ...changes });

export const registering = (filing: Application) => register(filing, { registration: newId() });

export const request = (person: string, command: RegistrationCommand): Request => ({
  decider: registration,
  id: person,
  command,
  cause: cause(),
});

export class TestRegister {
  private constructor(
    private readonly databases: readonly TestDatabase[],
    readonly vault: Vault,
    readonly log: EventLog,
    /** Another process of the register. */
    readonly other: EventLog,
    readonly codeBooks: CodeBooks,
  ) {}

  static async open(): Promise<TestRegister> {
    const own = await newDatabase('registry');
    const keys = await testDatabase('vault', [VaultMigration]);
    const secret = () => randomBytes(32).toString('base64');
    const vault = await Vault.open({ connectionString: keys.url, masterKey: secret(), blindKey: secret() });
    const log = logOn(own, vault);
    const codeBooks = new CodeBooks(log);
    await codeBooks.prepare();
    return new TestRegister([own, keys], vault, log, logOn(own, vault), codeBooks);
  }

  newPeople(count: number): Promise<string[]> {
    return this.vault.identify(Array.from({ length: count }, () => ({ country: 'UTO', type: 'passport', number: random(8) })));
  }

  /** Registers one person for each application, as many as fit into one commit at a time. */
  async registerAll(filings: readonly Application[]): Promise<void> {
    const requests = filings.map((filing) => request(filing.person, registering(filing)));
    for (let i = 0; i < requests.length; i += 1000) await this.log.executeMany(requests.slice(i, i + 1000));
  }

  /** Makes what is stored of a person claim another version of its shape, behind the log's back. */
  async reshape(person: string, schema: number): Promise<void> {
    const owner = new Client({ connectionString: this.databases[0]?.ownerUrl });
    await owner.connect();
    await owner.query('ALTER TABLE event DISABLE TRIGGER event_is_append_only');
    await owner.query('UPDATE event SET schema = $2 WHERE stream = $1', [person, schema]);
    await owner.query('ALTER TABLE event ENABLE TRIGGER event_is_append_only');
    await owner.end();
  }

  async close(): Promise<void> {
    await Promise.all([this.log.close(), this.other.close(), this.vault.close()]);
    for (const database of this.databases) await database.drop();
  }
}

export const newDatabase = (name: string): Promise<TestDatabase> => testDatabase(name, [EventLogMigration, RegistryMigration]);

export const logOn = ({ url }: TestDatabase, vault: Vault): EventLog =>
  new EventLog({ name: 'test', connectionString: url, views: service.views, keys: vault });
