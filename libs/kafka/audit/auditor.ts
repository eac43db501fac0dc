/** Compares a log with its relay, its topics and everyone who consumes them, again and again: "no event lost" as a number. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Instant } from '@qeyd/core';
import { Ledger, NO_TALLY, type EventLog, type Publishing } from '@qeyd/event-store';
import { Partitioners, type Admin } from 'kafkajs';
import { kafkaOf, reasonOf, RETRY, type KafkaAccess } from '../client';
import { show } from './metrics';
import { passed, type Extent, type Passed } from './passage';
import type { AuditReport, ConsumerReport, Gap, TopicReport } from './report';
import { heard } from './told';

export interface AuditorOptions {
  /** The name of the log. */
  readonly name: string;
  /** The CloudEvents source that names it in Kafka. */
  readonly source: string;
  readonly access: KafkaAccess;
  readonly log: Pick<EventLog, 'query' | 'position' | 'between'>;
  readonly publishing: Publishing;
  /** Which services consume each topic that this log publishes to. */
  readonly readers: Readonly<Record<string, readonly string[]>>;
  readonly now: () => Instant;
}

/** What the broker knows of one topic. */
interface TopicState {
  readonly partitions: readonly { readonly low: number; readonly high: number }[];
  /** What each consumer has told, by partition. */
  readonly told: Readonly<Record<string, ReadonlyMap<number, string | null>>>;
}

/** As often as consumers tell how far they are. */
const EVERY_MS = 5000;
const partition = Partitioners.DefaultPartitioner();

export class Auditor {
  private readonly logger = new Logger(Auditor.name);
  private readonly admin: Admin;
  private readonly ledger: Ledger;
  private readonly sizes = new Map<string, number>();
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: AuditorOptions) {
    this.admin = kafkaOf(options.access).admin({ retry: RETRY });
    this.ledger = new Ledger({
      log: options.log,
      publishing: options.publishing,
      partitionOf: (topic, key) => this.partitionOf(topic, key),
    });
  }

  /** Audits every few seconds while `isOn`: one process per log is enough. */
  start(isOn: () => boolean): void {
    this.running = this.run(isOn);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
    await this.admin.disconnect();
  }

  /** The last report, whichever process made it; `null` before the first. */
  async findReport(): Promise<AuditReport | null> {
    const [row] = await this.options.log.query<{ report: AuditReport }>('SELECT report FROM audit WHERE log = $1', [
      this.options.name,
    ]);
    return row?.report ?? null;
  }

  /**
   * One audit. The figures are read in the order against the flow, consumers after topics after relay, and the log last, so that
   * whatever moves meanwhile cannot look like a gap.
   */
  async audit(): Promise<AuditReport> {
    const { name, log, readers, now } = this.options;
    const before = await this.findReport();
    await this.admin.connect();
    const [relay] = await log.query<{ position: string }>('SELECT position FROM relay WHERE name = $1', [name]);
    const relayed = Number(relay?.position ?? 0);
    const states = await Promise.all(
      Object.entries(readers).map(async ([topic, all]) => [topic, await this.state(topic, all)] as const),
    );
    const { position, holes } = await this.ledger.follow();
    const extent = { position, relayed: Math.min(relayed, position) };
    const gaps: Gap[] = [
      ...kept(
        before,
        holes.map((hole) => ({ kind: 'not-in-log', ...hole })),
      ),
      ...(relayed > position ? [{ kind: 'relay-ahead', relayed, position } as const] : []),
    ];
    const topics: TopicReport[] = [];
    for (const [topic, state] of states) topics.push(await this.compare(topic, state, extent, before, gaps));
    const report = { log: name, at: now(), position, relayed, topics, gaps };
    await log.query('INSERT INTO audit VALUES ($1, $2) ON CONFLICT (log) DO UPDATE SET report = excluded.report', [
      name,
      JSON.stringify(report),
    ]);
    return report;
  }

  private async run(isOn: () => boolean): Promise<void> {
    const { signal } = this.ending;
    let gaps = 0;
    while (!signal.aborted) {
      try {
        const report = isOn() ? await this.audit() : null;
        show(report);
        if (report && report.gaps.length > gaps) this.logger.error(`Something is lost: ${JSON.stringify(report.gaps)}`);
        gaps = report?.gaps.length ?? 0;
      } catch (error) {
        this.logger.warn(`Not audited: ${reasonOf(error)}`);
      }
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async state(topic: string, consumers: readonly string[]): Promise<TopicState> {
    const { prefix } = this.options.access;
    const offsets = await this.admin.fetchTopicOffsets(prefix + topic);
    const partitions = offsets
      .sort((a, b) => a.partition - b.partition)
      .map(({ low, high }) => ({ low: Number(low), high: Number(high) }));
    const size = this.sizes.get(topic) ?? partitions.length;
    if (size !== partitions.length) throw new Error(`${topic} had ${size} partitions: streams are not in order any more`);
    this.sizes.set(topic, size);
    const told = consumers.map(async (consumer) => {
      const [found] = await this.admin.fetchOffsets({ groupId: prefix + consumer, topics: [prefix + topic] });
      return [consumer, new Map(found?.partitions.map(({ partition: number, metadata }) => [number, metadata]))] as const;
    });
    return { partitions, told: Object.fromEntries(await Promise.all(told)) };
  }

  private async compare(
    topic: string,
    { partitions, told }: TopicState,
    extent: Extent,
    before: AuditReport | null,
    gaps: Gap[],
  ): Promise<TopicReport> {
    let published = 0;
    for (const [number, { low, high }] of partitions.entries()) {
      const { count } = await this.ledger.upTo({ topic, partition: number }, extent.relayed);
      published += count;
      if (high < count) gaps.push({ kind: 'not-in-topic', topic, partition: number, missing: count - high });
      if (low > 0) gaps.push({ kind: 'gone-from-topic', topic, partition: number, beforeOffset: low });
    }
    const consumers: ConsumerReport[] = [];
    for (const [consumer, texts] of Object.entries(told)) {
      const earlier = before?.topics.find((one) => one.topic === topic)?.consumers.find((one) => one.consumer === consumer);
      const passages: Passed[] = [];
      for (const number of partitions.keys()) {
        const taken = heard(texts.get(number) ?? null, this.options.source) ?? { position: 0, since: 0, ...NO_TALLY };
        const known = (before?.gaps ?? []).filter(
          (gap) => gap.kind === 'missed' && gap.consumer === consumer && gap.topic === topic && gap.partition === number,
        );
        const passage = { consumer, topic, partition: number, taken };
        passages.push(await passed(this.ledger, passage, extent, earlier?.partitions[number] ?? null, known));
      }
      gaps.push(...passages.flatMap((passage) => passage.gaps));
      consumers.push(summed(consumer, passages, extent, this.options.now()));
    }
    return { topic, published, consumers };
  }

  private partitionOf(topic: string, key: string): number | null {
    const size = this.sizes.get(topic);
    if (size === undefined) return null;
    const partitionMetadata = Array.from({ length: size }, (_, partitionId) => ({ partitionId, leader: 0 }));
    return partition({ topic, partitionMetadata: partitionMetadata as never, message: { key, value: null } });
  }
}

function summed(consumer: string, passages: readonly Passed[], { relayed }: Extent, now: Instant): ConsumerReport {
  const waiting = passages.flatMap(({ next }) => next ?? []);
  const oldest = Math.min(Date.parse(now), ...waiting.map(({ recordedAt }) => Date.parse(recordedAt)));
  return {
    consumer,
    upTo: Math.min(relayed, ...waiting.map(({ position }) => position - 1)),
    missing: passages.reduce((sum, { report }) => sum + Math.max(0, report.missing.count), 0),
    behind: passages.reduce((sum, { report }) => sum + report.behind, 0),
    behindSeconds: (Date.parse(now) - oldest) / 1000,
    partitions: passages.map(({ report }) => report),
  };
}

/** A hole in the log stays one: it is found once, when the log is counted. */
function kept(before: AuditReport | null, found: readonly Extract<Gap, { kind: 'not-in-log' }>[]): Gap[] {
  const known = (before?.gaps ?? []).filter((gap) => gap.kind === 'not-in-log');
  return [...known, ...found.filter((hole) => !known.some(({ after }) => after === hole.after))];
}
