/** The one connection that writes: a batch of events, its views and its statements go out in one breath and one commit. */
import { Client } from 'pg';
import type { Encoded } from '../stored/codec';
import { faultOf, LogUnavailable } from '../faults';
import type { Statement } from '../types';
import { inOneBreath, type Constant } from './breath';

/** Where a batch came to stand: its events have the positions `base` + 1, + 2, … */
export interface Committed {
  readonly base: number;
  readonly at: string;
}

const SEPARATOR = String.fromCharCode(30);
const SETTINGS =
  '-c plan_cache_mode=force_generic_plan -c jit=off -c TimeZone=UTC -c statement_timeout=60000 -c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000';

export class Writer {
  private client: Promise<Client> | null = null;

  constructor(
    private readonly connectionString: string,
    private readonly name: string,
  ) {}

  /** Commits one batch. Throws `StreamsMovedOn`, `UnitRefused`, `LogUnavailable` or what the server said of a view or statement. */
  async commit(events: readonly Encoded[], views: readonly Constant[], also: readonly Statement[]): Promise<Committed> {
    const client = await this.connect();
    const statements = [...(events.length > 0 ? [appendOf(events)] : []), ...views, ...also.map(checked)];
    try {
      const [base, at] = await inOneBreath(client, statements);
      return events.length > 0 ? { base: Number(base), at: new Date(at ?? '').toISOString() } : { base: 0, at: '' };
    } catch (error) {
      const fault = faultOf(error);
      if (fault instanceof LogUnavailable) this.drop(client);
      throw fault;
    }
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => null);
    this.client = null;
    await client?.end();
  }

  private connect(): Promise<Client> {
    this.client ??= this.open();
    return this.client;
  }

  private async open(): Promise<Client> {
    const client = new Client({
      connectionString: this.connectionString,
      application_name: `${this.name} writer`,
      options: SETTINGS,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    client.on('error', () => this.drop(client));
    try {
      await client.connect();
    } catch (error) {
      this.client = null;
      throw faultOf(error);
    }
    return client;
  }

  /** Forgets a broken connection; the next batch opens another. */
  private drop(client: Client): void {
    this.client = null;
    client.end().catch(() => undefined);
  }
}

function appendOf(events: readonly Encoded[]): Constant {
  const list = (cell: (event: Encoded) => string | number | boolean): string => `{${events.map(cell).join()}}`;
  const lengths = events.map((event) => event.box?.length ?? 0);
  return {
    text: 'SELECT base, at FROM append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)',
    values: [
      list((event) => event.id),
      list((event) => event.version),
      `{${firstsOf(events).join()}}`,
      list((event) => event.category),
      list((event) => event.type),
      list((event) => event.schema),
      events.map((event) => event.body).join(SEPARATOR),
      list((event) => event.subject ?? 'NULL'),
      Buffer.concat(events.map((event) => event.box ?? Buffer.alloc(0))),
      `{${startsOf(lengths).join()}}`,
      `{${lengths.join()}}`,
      events.map((event) => event.meta).join(SEPARATOR),
      Buffer.concat(events.map((event) => event.hash)),
    ],
  };
}

/** Whether each event is the first of its stream in the batch. */
function firstsOf(events: readonly Encoded[]): boolean[] {
  const seen = new Set<string>();
  return events.map(({ id }) => {
    const first = !seen.has(id);
    seen.add(id);
    return first;
  });
}

/** Where each box begins among the concatenated ones, counted from 1 as the server does. */
function startsOf(lengths: readonly number[]): number[] {
  let next = 1;
  return lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
}

const checked = ({ text, values, expectRows }: Statement): Constant =>
  expectRows === undefined
    ? { text, values }
    : {
        text: `WITH touched AS (${text} RETURNING 1) SELECT expect_rows((SELECT count(*) FROM touched), ${Math.trunc(expectRows)})`,
        values,
      };
