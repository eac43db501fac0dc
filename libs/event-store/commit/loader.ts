/** Opens streams for decisions: what is known of them already, and what came after that. */
import type { Recorded } from '@qeyd/core';
import { newer } from './plan';
import type { RecentTails } from './recent-tails';
import type { StreamReader } from '../stored/streams';
import { foldedOn, newTail, openedOf, type Span, type Tail } from './tail';
import type { KeyRing, Request } from '../types';

type Wanted = Pick<Request, 'id' | 'decider'>;

/** A stream on its way; whoever comes before it is asked for shares it. */
interface Reading {
  readonly tail: Promise<Tail>;
  waits: boolean;
}

export class TailLoader {
  /** The last reading of each stream. A stream is read once at a time: whoever comes meanwhile has little left to read, however long it is. */
  private readonly readings = new Map<string, Reading>();
  /** Counts the times when somebody was erased: what was opened before the last one must not be used. */
  private erasures = 0;

  constructor(
    private readonly streams: Pick<StreamReader, 'read'>,
    private readonly recent: RecentTails,
    private readonly keys: KeyRing | null,
  ) {}

  get generation(): number {
    return this.erasures;
  }

  /** The streams as they are stored now. Throws `LogUnavailable`. */
  async load(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, Tail>> {
    const tails = await Promise.all(wanted.map((each) => this.reading(each).tail));
    return new Map(wanted.map(({ id }, i) => [id, tails[i] as Tail]));
  }

  /** What a stream has recorded, from one version to another. Throws `LogUnavailable`. */
  async eventsOf({ id, decider }: Wanted, [first, last]: Span): Promise<readonly Recorded[]> {
    const rows = (await this.streams.read([[id, first - 1]])).get(id) ?? [];
    const wanted = rows.filter(({ version }) => version <= last);
    return openedOf(decider, wanted, this.keys, first - 1);
  }

  /** Nothing is known of any stream. */
  forget(): void {
    this.erasures += 1;
    this.recent.forget();
  }

  private reading(wanted: Wanted): Reading {
    const stream = `${wanted.decider.category}-${wanted.id}`;
    const last = this.readings.get(stream);
    if (last?.waits) return last;
    const read = async (): Promise<Tail> => {
      await last?.tail.catch(() => null);
      reading.waits = false;
      try {
        return await this.read(wanted);
      } finally {
        if (this.readings.get(stream) === reading) this.readings.delete(stream);
      }
    };
    const reading: Reading = { waits: true, tail: read() };
    this.readings.set(stream, reading);
    return reading;
  }

  /** Only what came after its recent tail is read. */
  private async read(wanted: Wanted): Promise<Tail> {
    const { id, decider } = wanted;
    const { erasures } = this;
    const known = this.recent.begun(id, decider.category);
    const rows = await this.streams.read([[id, known?.version ?? 0]]);
    // More may have become known meanwhile, and need not be opened again.
    const latest = newer(known, this.recent.begun(id, decider.category)) ?? newTail(decider);
    const events = await openedOf(decider, rows.get(id) ?? [], this.keys, latest.version);
    if (erasures !== this.erasures) return this.read(wanted);
    const tail = foldedOn(latest, decider, events);
    this.recent.keep(new Map([[id, tail]]));
    return tail;
  }
}
