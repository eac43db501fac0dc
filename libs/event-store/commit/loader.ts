/** Opens streams for decisions: what is known of them already, and what came after that. */
import type { Recorded } from '@qeyd/core';
import { newer } from './plan';
import type { RecentTails } from './recent-tails';
import type { StreamReader } from '../stored/streams';
import { openedOf, tailOf, type Span, type Tail } from './tail';
import type { KeyRing, Request } from '../types';

type Wanted = Pick<Request, 'id' | 'decider'>;

export class TailLoader {
  /** The streams of which nothing is known yet, while they are opened: whoever comes meanwhile has little left to read, however long they are. */
  private readonly opening = new Map<string, Promise<unknown>>();
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
    const begun = wanted.flatMap(({ id }) => this.opening.get(id) ?? []);
    if (begun.length > 0) await Promise.allSettled(begun);
    const loading = this.read(wanted);
    const unknown = wanted.filter(({ id, decider }) => !this.opening.has(id) && !this.recent.begun(id, decider.category));
    for (const { id } of unknown) this.opening.set(id, loading);
    try {
      return await loading;
    } finally {
      for (const { id } of unknown) this.opening.delete(id);
    }
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

  /** Only what came after their recent tails is read. */
  private async read(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, Tail>> {
    const { erasures } = this;
    const known = wanted.map(({ id, decider }) => this.recent.begun(id, decider.category));
    const rows = await this.streams.read(wanted.map(({ id }, i) => [id, known[i]?.version ?? 0]));
    if (erasures !== this.erasures) return this.read(wanted); // others share these rows, and what is folded of them
    // More may have become known meanwhile, and need not be opened again.
    const latest = wanted.map(({ id, decider }, i) => {
      return { id, decider, known: newer(known[i], this.recent.begun(id, decider.category)) };
    });
    const found = await Promise.all(latest.map((each) => tailOf(each, rows.get(each.id), this.keys)));
    if (erasures !== this.erasures) return this.read(wanted);
    const tails = new Map(wanted.map(({ id }, i) => [id, found[i] as Tail]));
    this.recent.keep(tails);
    return tails;
  }
}
