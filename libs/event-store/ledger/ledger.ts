/** How many public events the log has up to any position, per topic and partition, counted from the log itself. */
import type { EventLog } from '../log';
import type { Publishing } from '../stored/publishing';
import { counted, NO_TALLY, type Tally } from './tally';

/** Where public events go. */
export interface Destination {
  readonly topic: string;
  readonly partition: number;
}

/** A public event as it stands in the log. */
export interface Entry extends Destination {
  readonly position: number;
  readonly recordedAt: string;
}

/** The positions between these two, both excluded, are not there. */
export interface Hole {
  readonly after: number;
  readonly before: number;
}

/** How far the log reaches, and the holes found on the way there since the last look. */
export interface Reach {
  readonly position: number;
  readonly holes: readonly Hole[];
}

export interface LedgerOptions {
  readonly log: Pick<EventLog, 'query' | 'position' | 'between'>;
  readonly publishing: Publishing;
  /** Nothing when the topic is not one that is counted; else it never changes, because it keeps streams in order. */
  readonly partitionOf: (topic: string, key: string) => number | null;
}

type Tallies = Readonly<Record<string, readonly (Tally | null)[]>>;

/** What lies between two sums that are kept; the newest window still grows. */
interface Window {
  /** The position up to which `before` counts. */
  readonly base: number;
  readonly before: Tallies;
  readonly entries: Entry[];
  to: number;
}

/** A sum is kept each time the log has grown by so many positions. */
const WINDOW = 5000;
/** So many events are read at once: whoever shares the process waits for a few milliseconds. */
const AT_ONCE = 500;
/** So many windows stay in memory: those that slow consumers and quiet partitions stand in. */
const REMEMBERED = 32;

const KEEP = 'INSERT INTO ledger VALUES ($1, $2) ON CONFLICT DO NOTHING';
const NEXT = `
  SELECT position FROM ledger WHERE position > $1 AND coalesce((tallies->$2::text->$3::int->>'count')::bigint, 0) > $4
  ORDER BY position LIMIT 1`;

/** Ask one thing after the other: a window is filled while it is asked. */
export class Ledger {
  private readonly windows = new Map<number, Window>();
  private reached = 0;

  constructor(private readonly options: LedgerOptions) {}

  /** Counts what was appended since the last call. Each event is read once, and again from the last sum after a start. */
  async follow(): Promise<Reach> {
    const position = await this.options.log.position();
    if (position < this.reached) this.windows.clear(); // the database was restored behind our back
    this.reached = position;
    const holes: Hole[] = [];
    for (let window = await this.newest(); ; window = this.opened(window.to, sumsOf(window))) {
      holes.push(...(await this.fill(window)));
      if (window.to < window.base + WINDOW) return { position, holes: joined(holes) };
      await this.options.log.query(KEEP, [window.to, JSON.stringify(sumsOf(window))]);
    }
  }

  /** The public events of a destination up to a position that was reached. */
  async upTo(destination: Destination, position: number): Promise<Tally> {
    const window = await this.at(position);
    return tallyIn(window, destination, position);
  }

  /** The first public event of a destination after a position. */
  async findNext(destination: Destination, position: number): Promise<Entry | null> {
    const window = await this.at(position);
    const isNext = (entry: Entry): boolean => isFor(entry, destination) && entry.position > position;
    const near = window.entries.find(isNext);
    if (near) return near;
    const { count } = tallyIn(window, destination, position);
    const { topic, partition } = destination;
    const [kept] = await this.options.log.query<{ position: string }>(NEXT, [position, topic, partition, count]);
    const far = await this.at(kept ? Number(kept.position) - 1 : this.reached);
    return far.entries.find(isNext) ?? null;
  }

  private async newest(): Promise<Window> {
    const [kept] = await this.options.log.query<{ position: string | null }>('SELECT max(position) AS position FROM ledger');
    return this.found(Number(kept?.position ?? 0));
  }

  private async at(position: number): Promise<Window> {
    const window = await this.found(position - (position % WINDOW));
    await this.fill(window);
    return window;
  }

  private async found(base: number): Promise<Window> {
    const known = this.windows.get(base);
    if (known) return known;
    const [kept] = await this.options.log.query<{ tallies: Tallies }>('SELECT tallies FROM ledger WHERE position = $1', [base]);
    if (!kept && base > 0) throw new Error(`The ledger has no sums up to ${base}`);
    return this.opened(base, kept?.tallies ?? {});
  }

  private opened(base: number, before: Tallies): Window {
    const window = { base, before, entries: [], to: base };
    this.windows.set(base, window);
    const [oldest = base] = this.windows.keys();
    if (this.windows.size > REMEMBERED) this.windows.delete(oldest);
    return window;
  }

  private async fill(window: Window): Promise<Hole[]> {
    const end = Math.min(this.reached, window.base + WINDOW);
    const holes: Hole[] = [];
    while (window.to < end) holes.push(...(await this.read(window, Math.min(end, window.to + AT_ONCE))));
    return holes;
  }

  private async read(window: Window, end: number): Promise<Hole[]> {
    const rows = await this.options.log.between(window.to, end);
    for (const row of rows) {
      for (const { topic, stream, position, time } of this.options.publishing.of(row)) {
        const partition = this.options.partitionOf(topic, stream);
        if (partition !== null) window.entries.push({ topic, partition, position, recordedAt: time });
      }
    }
    const holes = holesIn(window.to, [...rows.map(({ position }) => position), end + 1]);
    window.to = end;
    return holes;
  }
}

const isFor = (entry: Entry, { topic, partition }: Destination): boolean =>
  entry.partition === partition && entry.topic === topic;

const tallyIn = ({ before, entries }: Window, destination: Destination, position: number): Tally =>
  entries.reduce(
    (tally, entry) => (isFor(entry, destination) && entry.position <= position ? counted(tally, entry.position) : tally),
    before[destination.topic]?.[destination.partition] ?? NO_TALLY,
  );

function sumsOf({ before, entries }: Window): Tallies {
  const sums: Record<string, (Tally | null)[]> = Object.fromEntries(
    Object.entries(before).map(([topic, all]) => [topic, [...all]]),
  );
  for (const { topic, partition, position } of entries) {
    const all = (sums[topic] ??= []);
    all[partition] = counted(all[partition] ?? NO_TALLY, position);
  }
  return sums;
}

function holesIn(start: number, positions: readonly number[]): Hole[] {
  const before = (i: number): number => (i === 0 ? start : (positions[i - 1] ?? start));
  return positions.flatMap((position, i) => (position === before(i) + 1 ? [] : [{ after: before(i), before: position }]));
}

/** A hole that reaches over what was read at once is one hole. */
function joined(holes: readonly Hole[]): Hole[] {
  const whole: Hole[] = [];
  for (const hole of holes) {
    const last = whole.at(-1);
    if (last?.before === hole.after + 1) whole[whole.length - 1] = { ...last, before: hole.before };
    else whole.push(hole);
  }
  return whole;
}
