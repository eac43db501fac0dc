/** The waiting lists in memory, at most a second behind the log: whoever looks for places must know who comes first. */
import { Injectable } from '@nestjs/common';
import { EventLog } from '@qeyd/event-store';
import type { AgendaKey } from '../agenda/events';
import { waiting, type Listed } from './wait.view';

const FRESH_MS = 1000;

export type ListKey = Pick<AgendaKey, 'office' | 'service'>;

const nameOf = ({ office, service }: ListKey): string => `${office}/${service}`;

@Injectable()
export class WaitingLists {
  private lists: ReadonlyMap<string, readonly Listed[]> = new Map();
  private checkedAt = -Infinity;
  private checking: Promise<void> | null = null;
  /** How often this process has changed them. */
  private changes = 0;

  constructor(private readonly log: EventLog) {
    log.onAppended((events) => {
      if (!events.some(({ stream }) => stream.startsWith('wait-'))) return;
      this.changes += 1;
      this.checkedAt = -Infinity;
    });
  }

  /** In the order of their turn. */
  async of(key: ListKey): Promise<readonly Listed[]> {
    await this.fresh();
    return this.lists.get(nameOf(key)) ?? [];
  }

  /** Those on which somebody is. */
  async all(): Promise<ListKey[]> {
    await this.fresh();
    return [...this.lists.values()].flatMap(([first]) => (first ? [{ office: first.office, service: first.service }] : []));
  }

  private async fresh(): Promise<void> {
    if (performance.now() - this.checkedAt < FRESH_MS) return;
    this.checking ??= this.check().finally(() => (this.checking = null));
    await this.checking;
  }

  private async check(): Promise<void> {
    const { changes } = this;
    const startedAt = performance.now();
    const lists = new Map<string, Listed[]>();
    for (const one of await waiting(this.log)) {
      const list = lists.get(nameOf(one));
      if (list) list.push(one);
      else lists.set(nameOf(one), [one]);
    }
    if (changes !== this.changes) return this.check();
    this.lists = lists;
    this.checkedAt = startedAt;
  }
}
