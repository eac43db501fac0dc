/** Which public events follow from a stored one: the publishers' rules over the clear fields, the box left shut. */
import { decodeClear, type AnyDecider } from './codec';
import type { Stored } from './row';
import type { Publication, Publisher } from '../types';

/** A public event on its way out, with all that its envelope needs. */
export interface Outgoing {
  readonly topic: string;
  readonly type: string;
  readonly schema: number;
  readonly data: object;
  /** The sealed personal fields, as they stand in the log. */
  readonly box: Buffer | null;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly time: string;
  readonly correlation: string;
  readonly causation: string;
}

type Rule = (event: never) => Publication | readonly Publication[];

export class Publishing {
  /** By category. */
  private readonly rules: ReadonlyMap<
    string,
    { readonly on: Readonly<Record<string, Rule | null>>; readonly decider: AnyDecider | undefined }
  >;

  /** The deciders lift old shapes before they are published. */
  constructor(publishers: readonly Publisher<never>[], deciders: readonly AnyDecider[]) {
    const deciderOf = new Map(deciders.map((decider) => [decider.category, decider]));
    this.rules = new Map(publishers.map(({ category, on }) => [category, { on, decider: deciderOf.get(category) }]));
  }

  deciderOf(category: string): AnyDecider | undefined {
    return this.rules.get(category)?.decider;
  }

  /**
   * At most one per topic, because a consumer takes a position of a log once. `lifted` is the box to send where that of the row has
   * an older shape. Throws when nobody says whether it is public.
   */
  of(row: Stored, lifted?: Buffer | null): Outgoing[] {
    const { on, decider } = this.rules.get(row.category) ?? {};
    const publish = on?.[row.type];
    if (publish === undefined || !decider) throw new Error(`No publisher says whether ${row.type} of ${row.category} is public`);
    if (publish === null) return [];
    const event = decodeClear(row, decider);
    return listOf(publish(event as never)).map(({ topic, type, version, data, personal }) => ({
      topic,
      type,
      schema: version,
      data,
      box: personal ? (lifted ?? row.sealed) : null,
      stream: event.stream,
      version: row.version,
      position: row.position,
      time: row.recordedAt,
      correlation: row.meta.correlation,
      causation: row.meta.id,
    }));
  }
}

const listOf = (published: Publication | readonly Publication[]): readonly Publication[] =>
  'topic' in published ? [published] : published;
