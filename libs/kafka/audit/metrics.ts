/** What Prometheus sees of the last audit; the default label `service` names the log. */
import { Gauge } from 'prom-client';
import { kinds, type AuditReport } from './report';

const gauge = (name: string, help: string, ...labelNames: string[]) =>
  new Gauge({ name: `qeyd_audit_${name}`, help, labelNames });

const gauges = {
  at: gauge('at_seconds', 'When the log was audited last, in seconds since the epoch'),
  position: gauge('position', 'How far the log reaches, and how far it was handed on', 'at'),
  published: gauge('published', 'Events that belong in a topic and were handed on', 'topic'),
  missing: gauge(
    'missing',
    'Published events that a consumer passed and never took: 0, or something is lost',
    'topic',
    'consumer',
  ),
  behind: gauge('behind', 'Published events that a consumer has yet to take', 'topic', 'consumer'),
  behindSeconds: gauge('behind_seconds', 'The age of the oldest event that a consumer has yet to take', 'topic', 'consumer'),
  gaps: gauge('gaps', 'Gaps by kind: 0 of each, or something is lost', 'kind'),
};

/** Without a report this process audits nothing any more, and says nothing. */
export function show(report: AuditReport | null): void {
  for (const one of Object.values(gauges)) one.reset();
  if (!report) {
    gauges.at.remove(); // without labels a reset one would say 0
    return;
  }
  gauges.at.set(Date.parse(report.at) / 1000);
  gauges.position.set({ at: 'log' }, report.position);
  gauges.position.set({ at: 'relay' }, report.relayed);
  for (const kind of kinds) gauges.gaps.set({ kind }, report.gaps.filter((gap) => gap.kind === kind).length);
  for (const { topic, published, consumers } of report.topics) {
    gauges.published.set({ topic }, published);
    for (const { consumer, missing, behind, behindSeconds } of consumers) {
      gauges.missing.set({ topic, consumer }, missing);
      gauges.behind.set({ topic, consumer }, behind);
      gauges.behindSeconds.set({ topic, consumer }, behindSeconds);
    }
  }
}
