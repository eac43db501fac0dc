/** Relays the log to Kafka, as every service does; says in a file whether this process is the active one. */
import { writeFileSync } from 'node:fs';
import { departure, encode, keys, publisher, QeydProducer, Relay, source } from './product.mjs';

export function startRelay({ url, access, activeFile }) {
  const producer = new QeydProducer(access);
  const relay = new Relay({
    ...{ connectionString: url, log: 'faults', publishers: [publisher], deciders: [departure], keys },
    sink: (events, signal) =>
      producer.send(
        events.map((event) => encode(event, source)),
        signal,
      ),
    onFault: (fault) => console.error('The relay stopped and tries again', fault),
  });
  relay.start();
  setInterval(() => writeFileSync(activeFile, relay.active ? 'active' : 'waiting'), 50);
  return relay;
}
