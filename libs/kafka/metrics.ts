/** What Prometheus sees of the messages. */
import { Counter, Gauge } from 'prom-client';

/** Ends of a message: `handled`, `ignored`, `duplicate`, `parked`, `refused`. */
export const metrics = {
  sent: new Counter({ name: 'qeyd_kafka_sent_total', help: 'Messages acknowledged by the broker' }),
  sendFailures: new Counter({
    name: 'qeyd_kafka_send_failures_total',
    help: 'Failed attempts to send a batch',
    labelNames: ['reason'],
  }),
  received: new Counter({
    name: 'qeyd_kafka_received_total',
    help: 'Messages by topic and what became of them',
    labelNames: ['topic', 'end'],
  }),
  lag: new Gauge({ name: 'qeyd_kafka_lag', help: 'Messages not yet taken, per partition', labelNames: ['topic', 'partition'] }),
  stopped: new Gauge({ name: 'qeyd_kafka_stopped_partitions', help: 'Partitions that an unknown fault stopped' }),
  faults: new Counter({ name: 'qeyd_kafka_faults_total', help: 'Faults while handling, by kind', labelNames: ['topic', 'kind'] }),
} as const;
