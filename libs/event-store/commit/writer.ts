/** The one connection that writes: a batch of events, its views and its statements go out in one breath and one commit. */
import { Client, type QueryConfig } from 'pg';
import type { Encoded } from '../stored/codec';
import { faultOf, isAftermath, LogUnavailable } from '../faults';
import type { Statement } from '../types';
import type { BulkStatement } from '../view';

/** Where a batch came to stand: its events have the positions `base` + 1, + 2, … */
export interface Committed {
  readonly base: number;
  readonly at: string;
}

const SEPARATOR = String.fromCharCode(30);
const SETTINGS =
  '-c plan_cache_mode=force_generic_plan -c statement_timeout=60000 -c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000';

export class Writer {
  private client: Promise<Client> | null = null;

  constructor(
    private readonly connectionString: string,
    private readonly name: string,
  ) {}

  /**
   * Commits one batch. The statements are pipelined: the server works while the next ones are on their way.
   * Throws `StreamsMovedOn`, `UnitRefused`, `LogUnavailable` or what the server said of a view or statement.
   */
  async commit(events: readonly Encoded[], views: readonly BulkStatement[], also: readonly Statement[]): Promise<Committed> {
    const client = await this.connect();
    const queries: QueryConfig[] = [
      { name: 'begin', text: 'BEGIN' },
      ...(events.length > 0 ? [appendOf(events)] : []),
      ...views.map((view) => ({ name: view.name, text: view.text, values: [...view.values] })),
      ...also.map(queryOf),
      { name: 'commit', text: 'COMMIT' },
    ];
    const answers = await Promise.allSettled(queries.map((query) => client.query<{ base: string; at: Date }>(query)));
    const failed = answers.filter((answer) => answer.status === 'rejected').map((answer): unknown => answer.reason);
    if (failed.length > 0) {
      const fault = faultOf(failed.find((reason) => !isAftermath(reason)) ?? failed[0]);
      if (fault instanceof LogUnavailable) this.drop(client);
      throw fault;
    }
    const [first, last] = [answers[1], answers.at(-1)];
    if (last?.status !== 'fulfilled' || last.value.command !== 'COMMIT') throw new Error('The batch was rolled back');
    const row = events.length > 0 && first?.status === 'fulfilled' ? first.value.rows[0] : undefined;
    return { base: Number(row?.base ?? 0), at: row?.at.toISOString() ?? '' };
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
      pipeline: true,
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

function appendOf(events: readonly Encoded[]): QueryConfig {
  const list = (cell: (event: Encoded) => string | number | boolean): string => `{${events.map(cell).join()}}`;
  const lengths = events.map((event) => event.box?.length ?? 0);
  return {
    name: 'append',
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

const queryOf = ({ text, values, expectRows }: Statement): QueryConfig => prepared(checked(text, expectRows), values);

const checked = (text: string, rows: number | undefined): string =>
  rows === undefined
    ? text
    : `WITH touched AS (${text} RETURNING 1) SELECT expect_rows((SELECT count(*) FROM touched), ${Math.trunc(rows)})`;

const names = new Map<string, string>();

/** Statements are constants of the code, so each gets a name by which a connection parses and plans it once. */
function prepared(text: string, values: readonly unknown[]): QueryConfig {
  const name = names.get(text) ?? `also-${names.size}`;
  names.set(text, name);
  return { name, text, values: [...values] };
}
