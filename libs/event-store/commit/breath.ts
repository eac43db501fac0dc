/** One transaction in one breath: its statements leave together and the server answers once, so that a commit costs one round trip. */
import type { ClientBase, Connection, Submittable } from 'pg';
import type { Cell, Parameter, Statement } from '../types';

/** A constant of the code: only its values differ. */
export type Constant = Pick<Statement, 'text' | 'values'>;

/** Cells as text, in the order of the columns; empty where no statement answered a row. */
type Row = readonly (string | null)[];

const names = new Map<string, string>();

/** Each text has a name, by which a connection parses and plans it once. */
export function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return name;
}

/** The names that a connection knows. */
const parsed = new WeakMap<ClientBase, Set<string>>();

/**
 * Sends the statements as one transaction, or as a part of the one that is open, and answers the first row that came back. Rejects
 * with what the first of them that failed was told; then none is kept.
 */
export function inOneBreath(client: ClientBase, statements: readonly Constant[]): Promise<Row> {
  const known = parsed.get(client) ?? new Set();
  parsed.set(client, known);
  return new Promise((done, failed) => client.query(new Breath(statements, known, done, failed)));
}

/**
 * A pipeline of the extended query protocol: outside of a transaction block the statements before the one `Sync` are a transaction of
 * their own, which that `Sync` commits or the first error ends (PostgreSQL, "Message Flow: Pipelining").
 */
class Breath implements Submittable {
  private readonly statements: readonly {
    readonly name: string;
    readonly text: string;
    readonly values: (string | Buffer | null)[];
  }[];
  private first: Row = [];

  constructor(
    statements: readonly Constant[],
    private readonly parsed: Set<string>,
    private readonly done: (row: Row) => void,
    private readonly failed: (fault: unknown) => void,
  ) {
    this.statements = statements.map(({ text, values }) => ({ name: nameOf(text), text, values: values.map(parameterOf) }));
  }

  submit(connection: Connection): void {
    const known = new Set(this.parsed);
    connection.stream.cork();
    for (const { name, text, values } of this.statements) {
      if (!known.has(name)) {
        // An earlier breath may have parsed it and then failed.
        connection.close({ type: 'S', name }, true);
        connection.parse({ name, text, types: [] }, true);
        known.add(name);
      }
      connection.bind({ statement: name, values }, true);
      connection.execute({}, true);
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleDataRow({ fields }: { fields: Row }): void {
    if (this.first.length === 0) this.first = fields;
  }

  handleCommandComplete(): void {
    // Only the answer to Sync says that something is kept.
  }

  handleReadyForQuery(): void {
    for (const { name } of this.statements) this.parsed.add(name);
    this.done(this.first);
  }

  handleError(fault: unknown): void {
    this.failed(fault);
  }
}

function parameterOf(value: Parameter): string | Buffer | null {
  if (value === null || Buffer.isBuffer(value)) return value;
  return typeof value === 'object' ? `{${value.map(elementOf).join()}}` : String(value);
}

function elementOf(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell ?? 'NULL');
  return `"${/["\\]/.test(cell) ? cell.replace(/["\\]/g, '\\$&') : cell}"`;
}
