/** A row of the log as PostgreSQL writes it out, in text: what nobody looks at is never parsed. */
import type { Cause, Recorded } from '@qeyd/core';
import type { Stored } from './codec';

/** What is selected, in this order; the time in milliseconds since the epoch. Boxes are asked for where they are needed. */
export const columns = (sealed: string): string =>
  `position, stream, version, category, type, schema, subject, ${sealed}, date_part('epoch', recorded_at) * 1000, meta, data`;

export const WITH_BOX = "encode(sealed, 'hex')";
export const WITHOUT_BOX = 'NULL';

export type Cells = readonly (string | null)[];

export class StoredRow implements Stored {
  readonly position: number;
  readonly id: string;
  readonly version: number;
  readonly category: string;
  readonly type: string;
  readonly schema: number;
  readonly subject: string | null;
  private parsedMeta: Cause | null = null;
  private parsedData: object | null = null;

  constructor(private readonly cells: Cells) {
    this.position = Number(cells[0]);
    this.id = cells[1] ?? '';
    this.version = Number(cells[2]);
    this.category = cells[3] ?? '';
    this.type = cells[4] ?? '';
    this.schema = Number(cells[5]);
    this.subject = cells[6] ?? null;
  }

  get sealed(): Buffer | null {
    const box = this.cells[7];
    return typeof box === 'string' ? Buffer.from(box, 'hex') : null;
  }

  get recordedAt(): string {
    return new Date(Math.round(Number(this.cells[8]))).toISOString();
  }

  get meta(): Cause {
    return (this.parsedMeta ??= JSON.parse(this.cells[9] ?? '') as Cause);
  }

  get data(): object {
    return (this.parsedData ??= JSON.parse(this.cells[10] ?? '') as object);
  }
}

/** An event whose data is that of its row. Reads as any other; take fields from it, do not spread it. */
export class RecordedRow implements Recorded {
  readonly position: number;
  readonly category: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;

  constructor(private readonly row: Stored) {
    this.position = row.position;
    this.category = row.category;
    this.stream = `${row.category}-${row.id}`;
    this.version = row.version;
    this.type = row.type;
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
