/** The vault's connections: a pool for its statements, and one that hears of every erasure. */
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client, Pool, type QueryResultRow } from 'pg';

/** The vault's database did not answer; nothing is known to have happened. Asking again is safe. */
export class VaultUnavailable extends Error {
  override readonly name = 'VaultUnavailable';
}

const RECONNECT_AFTER = 500;

const settings = (connectionString: string) => ({
  connectionString,
  application_name: 'qeyd-vault',
  connectionTimeoutMillis: 5_000,
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 5_000,
  keepAlive: true,
});

export class VaultPool {
  readonly #log = new Logger('Vault');
  readonly #connectionString: string;
  readonly #pool: Pool;
  #listener: Client | null = null;
  #closed = false;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
    this.#pool = new Pool({ ...settings(connectionString), max: 4 });
    this.#pool.on('error', (error) => this.#log.warn(`An idle connection was lost: ${error.message}`));
  }

  /** `name` prepares the statement once a connection. */
  async query<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.#pool.query<Row>({ name, text, values: [...values] })).rows;
    } catch (cause) {
      throw new VaultUnavailable('The vault did not answer', { cause });
    }
  }

  /** Calls `erased` with the id of each person erased from now on, and with `null` whenever some may have been missed. */
  async listen(erased: (person: string | null) => void): Promise<void> {
    const listener = new Client(settings(this.#connectionString));
    listener.on('error', (error) => this.#log.warn(`The news of erasures was cut: ${error.message}`));
    listener.on('notification', ({ payload }) => erased(payload ?? null));
    try {
      await listener.connect();
      await listener.query('LISTEN subject_erased');
    } catch (cause) {
      await listener.end();
      throw new VaultUnavailable('The vault did not answer', { cause });
    }
    listener.once('end', () => void this.#listenAgain(erased));
    erased(null);
    if (this.#closed) await listener.end();
    else this.#listener = listener;
  }

  async #listenAgain(erased: (person: string | null) => void): Promise<void> {
    erased(null);
    while (!this.#closed) {
      try {
        await this.listen(erased);
        return;
      } catch (error) {
        this.#log.warn(`No news of erasures yet: ${error instanceof VaultUnavailable ? error.message : String(error)}`);
        await pause(RECONNECT_AFTER, null, { ref: false });
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#listener?.end(), this.#pool.end()]);
  }
}
