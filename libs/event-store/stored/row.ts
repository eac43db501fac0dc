/** Rows of the log in COPY's binary format (PostgreSQL, "COPY: File Formats"): what nobody looks at is never decoded. */
import type { Cause, Recorded } from '@qeyd/core';

/** An event as the database gives it back. */
export interface Stored {
  readonly position: number;
  readonly id: string;
  readonly version: number;
  readonly category: string;
  readonly type: string;
  readonly schema: number;
  /** What is stored in clear; its text is `body`. */
  readonly data: object;
  readonly body: string;
  readonly subject: string | null;
  readonly sealed: Buffer | null;
  readonly meta: Cause;
  readonly recordedAt: string;
}

/** What is selected for a row: first what has a fixed length, of which nothing is null. */
export const COLUMNS = 'position, stream, version, schema, recorded_at, subject, sealed, category, type, meta, data';
/** The same with the box left where it is. */
export const CLEAR_COLUMNS = COLUMNS.replace('sealed', 'NULL::bytea');

/** Lengths and counts stand before what they count. */
const LENGTH = 4;
const COUNT = 2;
/** Behind a signature and flags: the length of an extension, which nobody uses. */
const HEADER = 11 + 4 + LENGTH;

/** Where the fixed cells of a row are, counted from its start. */
const POSITION = LENGTH;
const STREAM = POSITION + 8 + LENGTH;
const VERSION = STREAM + 16 + LENGTH;
const SCHEMA = VERSION + 4 + LENGTH;
const RECORDED_AT = SCHEMA + 2 + LENGTH;
const SUBJECT = RECORDED_AT + 8;

/** Times are counted from here, in microseconds. */
const EPOCH = Date.UTC(2000, 0, 1);

/** The rows of a COPY that has come whole. */
export function rowsOf(copy: Buffer): StoredRow[] {
  const rows: StoredRow[] = [];
  for (let at = HEADER; copy.readInt16BE(at) >= 0;) {
    const row = new StoredRow(copy, at + COUNT);
    rows.push(row);
    at = row.end;
  }
  return rows;
}

export class StoredRow implements Stored {
  // Where the cells begin whose place depends on those before them: each with its length.
  private readonly box: number;
  private readonly kind: number;
  private readonly name: number;
  private readonly why: number;
  private readonly facts: number;
  readonly end: number;
  private parsedCategory: string | null = null;
  private parsedType: string | null = null;
  private parsedMeta: Cause | null = null;
  private parsedData: object | null = null;

  constructor(
    private readonly copy: Buffer,
    private readonly start: number,
  ) {
    this.box = this.behind(start + SUBJECT);
    this.kind = this.behind(this.box);
    this.name = this.behind(this.kind);
    this.why = this.behind(this.name);
    this.facts = this.behind(this.why);
    this.end = this.behind(this.facts);
  }

  get position(): number {
    return this.int64(this.start + POSITION);
  }

  get id(): string {
    return this.uuid(this.start + STREAM);
  }

  get version(): number {
    return this.copy.readInt32BE(this.start + VERSION);
  }

  get schema(): number {
    return this.copy.readInt16BE(this.start + SCHEMA);
  }

  get recordedAt(): string {
    return instantOf(this.int64(this.start + RECORDED_AT));
  }

  get subject(): string | null {
    const cell = this.start + SUBJECT;
    return this.lengthAt(cell) < 0 ? null : this.uuid(cell + LENGTH);
  }

  get sealed(): Buffer | null {
    return this.lengthAt(this.box) < 0 ? null : this.copy.subarray(this.box + LENGTH, this.kind);
  }

  get category(): string {
    return (this.parsedCategory ??= this.text(this.kind));
  }

  get type(): string {
    return (this.parsedType ??= this.text(this.name));
  }

  get meta(): Cause {
    return (this.parsedMeta ??= JSON.parse(this.text(this.why)) as Cause);
  }

  get data(): object {
    return (this.parsedData ??= JSON.parse(this.body) as object);
  }

  get body(): string {
    return this.text(this.facts);
  }

  /** The length of a cell; below zero when it is null. */
  private lengthAt(cell: number): number {
    return this.copy.readInt32BE(cell);
  }

  private behind(cell: number): number {
    return cell + LENGTH + Math.max(0, this.lengthAt(cell));
  }

  /** Exact up to 2^53, as positions and times are. */
  private int64(start: number): number {
    return this.copy.readInt32BE(start) * 2 ** 32 + this.copy.readUInt32BE(start + 4);
  }

  private text(cell: number): string {
    return this.copy.toString('utf8', cell + LENGTH, this.behind(cell));
  }

  private uuid(start: number): string {
    const hex = this.copy.toString('hex', start, start + 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}

let last = { micros: 0, text: new Date(EPOCH).toISOString() };

/** The events of a commit have the same time. */
function instantOf(micros: number): string {
  if (micros !== last.micros) last = { micros, text: new Date(EPOCH + micros / 1000).toISOString() };
  return last.text;
}

/** An event whose data is that of its row. Reads as any other; take fields from it, do not spread it. */
export class RecordedRow implements Recorded {
  private named: string | null = null;

  constructor(private readonly row: Stored) {}

  get position(): number {
    return this.row.position;
  }

  get category(): string {
    return this.row.category;
  }

  get stream(): string {
    return (this.named ??= `${this.row.category}-${this.row.id}`);
  }

  get version(): number {
    return this.row.version;
  }

  get type(): string {
    return this.row.type;
  }

  get data(): object {
    return this.row.data;
  }

  get cause(): Cause {
    return this.row.meta;
  }

  get recordedAt(): string {
    return this.row.recordedAt;
  }
}
