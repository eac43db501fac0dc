/** Compares the live table of a view with its shadow: row counts and checksums by key ranges, row by row where these differ. */
import { escapeIdentifier, type ClientBase } from 'pg';
import type { Definition } from './definition';
import { live, shadow } from './shadow';

/** A row that is not what the log says; of a changed one the columns that differ. */
export interface Difference {
  readonly key: readonly string[];
  readonly how: 'missing' | 'added' | 'changed';
  readonly columns: readonly string[];
}

export interface Comparison {
  /** Rows that the log leads to. */
  readonly rows: number;
  /** Sum of their hashes modulo 2^64, in hexadecimal: the order does not matter. */
  readonly checksum: string;
  readonly differing: number;
  /** The first of them. */
  readonly first: readonly Difference[];
}

/** Rows of a range: enough that asking costs little, few enough to be compared one by one. */
const RANGE = 20_000;
const NAMED = 20;

interface Sums {
  readonly live_rows: string;
  readonly live_sum: string;
  readonly rows: string;
  readonly sum: string;
}

interface DifferenceRow extends Difference {
  readonly total: string;
}

/** The keys that the session has noted while it replayed. */
export const TOUCHED = 'touched';

export class Compare {
  private readonly key: string;
  private readonly columns: Definition['columns'];

  constructor(
    private readonly client: ClientBase,
    private readonly view: string,
    private readonly definition: Definition,
  ) {
    this.key = definition.key.map(({ name }) => escapeIdentifier(name)).join(', ');
    this.columns = definition.columns;
  }

  /** All rows of both, range by range of the primary key; `told` hears how many are done. */
  async whole(told: (rows: number) => void): Promise<Comparison> {
    let [rows, sum, differing] = [0, 0n, 0];
    const first: Difference[] = [];
    let from: readonly string[] | null = null;
    do {
      const to = await this.boundary(from);
      const sums = await this.sums(from, to);
      if (sums.live_rows !== sums.rows || sums.live_sum !== sums.sum) {
        const [where, values] = this.within(from, to);
        const found = await this.differences(
          `SELECT ${this.key} FROM ${live(this.view)} WHERE ${where}
          UNION SELECT ${this.key} FROM ${shadow(this.view)} WHERE ${where}`,
          values,
        );
        differing += found.differing;
        first.push(...found.first.slice(0, NAMED - first.length));
      }
      told((rows += Number(sums.rows)));
      sum += BigInt(sums.sum);
      from = to;
    } while (from !== null);
    return { rows, checksum: BigInt.asUintN(64, sum).toString(16).padStart(16, '0'), differing, first };
  }

  /** Only the rows whose keys were noted in the table `touched`. */
  touched(): Promise<Pick<Comparison, 'differing' | 'first'>> {
    return this.differences(`SELECT DISTINCT ${this.key} FROM ${TOUCHED}`, []);
  }

  /** The key with which a range ends that begins after `from`; `null` for the last range. A text named like its column would be sorted by. */
  private async boundary(from: readonly string[] | null): Promise<readonly string[] | null> {
    const [where, values] = this.within(from, null);
    const texts = this.definition.key.map(({ name }, i) => `${escapeIdentifier(name)}::text AS k${i}`).join(', ');
    const text = `SELECT ${texts} FROM ${shadow(this.view)} WHERE ${where} ORDER BY ${this.key} OFFSET ${RANGE - 1} LIMIT 1`;
    const { rows } = await this.client.query<string[]>({ text, values, rowMode: 'array' });
    return rows[0] ?? null;
  }

  private async sums(from: readonly string[] | null, to: readonly string[] | null): Promise<Sums> {
    const [where, values] = this.within(from, to);
    const hash = `hash_record_extended(ROW (${this.columns.map(({ value }) => value).join(', ')}), 0)`;
    const of = (table: string) => `(SELECT count(*) AS n, coalesce(sum(${hash}), 0) AS sum FROM ${table} WHERE ${where})`;
    const { rows } = await this.client.query<Sums>(
      `SELECT l.n AS live_rows, l.sum AS live_sum, s.n AS rows, s.sum AS sum
       FROM ${of(live(this.view))} AS l, ${of(shadow(this.view))} AS s`,
      values,
    );
    return rows[0] as Sums;
  }

  /** The rows with the keys that a query gives. */
  private async differences(keys: string, values: string[]): Promise<Pick<Comparison, 'differing' | 'first'>> {
    const [anchor] = this.definition.key.map(({ name }) => escapeIdentifier(name));
    const column = ({ name, value }: Definition['columns'][number]): string =>
      `CASE WHEN l.${value} IS DISTINCT FROM s.${value} THEN '${name}' END`;
    const differing = `array_remove(ARRAY[${this.columns.map(column).join(', ')}], NULL)`;
    const { rows } = await this.client.query<DifferenceRow>(
      `WITH k AS (${keys}), d AS (
         SELECT ARRAY[${this.definition.key.map(({ name }) => `k.${escapeIdentifier(name)}::text`).join(', ')}] AS key,
           CASE WHEN l.${anchor} IS NULL THEN 'missing' WHEN s.${anchor} IS NULL THEN 'added' ELSE 'changed' END AS how,
           CASE WHEN l.${anchor} IS NULL OR s.${anchor} IS NULL THEN '{}' ELSE ${differing} END AS columns
         FROM k LEFT JOIN ${live(this.view)} AS l USING (${this.key}) LEFT JOIN ${shadow(this.view)} AS s USING (${this.key}))
       SELECT key, how, columns, count(*) OVER () AS total FROM d
       WHERE how <> 'changed' OR columns <> '{}' ORDER BY key LIMIT ${NAMED}`,
      values,
    );
    return {
      differing: Number(rows[0]?.total ?? 0),
      first: rows.map(({ key, how, columns }) => ({ key, how, columns })),
    };
  }

  /** `from` is excluded, `to` included; without them the range is open on that side. */
  private within(from: readonly string[] | null, to: readonly string[] | null): [string, string[]] {
    const values = [...(from ?? []), ...(to ?? [])];
    const bound = (sign: string, offset: number): string =>
      `(${this.key}) ${sign} (${this.definition.key.map(({ type }, i) => `$${offset + i + 1}::${type}`).join(', ')})`;
    const bounds = [...(from ? [bound('>', 0)] : []), ...(to ? [bound('<=', from?.length ?? 0)] : [])];
    return [bounds.join(' AND ') || 'true', values];
  }
}
