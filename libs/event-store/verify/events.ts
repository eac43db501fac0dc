/** Checks events one by one: each at its place, fitting its hash, and its own evidence genuine. */
import { hashOf } from '../stored/codec';
import type { Findings } from './findings';
import type { Row } from '../proof/rows';

/** What a service can prove of an event beyond its hash: the receipt in it, for example. */
export interface Evidence {
  /** In the plural, as it is reported. */
  readonly name: string;
  /** The public keys (RFC 7517) by which anyone checks it. */
  readonly keySet: { readonly keys: readonly object[] };
  /** By event type: what is wrong with the clear data, in plain words, or `null`. */
  readonly on: Readonly<Record<string, (data: object) => string | null>>;
}

export class EventCheck {
  count = 0;
  private last = 0;
  /** How many events bore evidence. */
  evident = 0;

  constructor(
    private readonly evidence: Evidence | null,
    private readonly findings: Findings,
  ) {}

  see(row: Row): void {
    const { position } = row;
    this.count += 1;
    if (position > this.last + 1) {
      this.findings.add(this.last + 1, position - 1, `the log goes from ${this.last} to ${position}: what stood between is gone`);
    } else if (position <= this.last) {
      this.findings.add(position, position, 'this position stands in the log twice');
    }
    this.last = position;
    if (hashOf(row).equals(row.hash)) this.look(row);
    else
      this.findings.add(
        position,
        position,
        `${nameOf(row)} does not fit its hash: header, cause, body or sealed part was changed`,
      );
  }

  private look(row: Row): void {
    const check = this.evidence?.on[row.type];
    if (!check) return;
    this.evident += 1;
    const wrong = check(JSON.parse(row.body) as object);
    if (wrong) this.findings.add(row.position, row.position, `${nameOf(row)}: ${wrong}`);
  }
}

export const nameOf = ({ type, category, id, version }: Row): string => `${type} (${category}-${id}@${version})`;
