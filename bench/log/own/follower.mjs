/** Those who follow the log of Qeyd from its beginning: a fold, the relay, a rebuild. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../../deploy/local/servers/databases.mjs';
import { built } from '../built.mjs';
import { rateOf } from '../hammer.mjs';
import { openTopic, topic } from '../topic.mjs';
import { stay, stayPublisher, stayView } from '../stay.mjs';

const { Relay, rebuild } = built('libs/event-store/index.js');
const { readAfter } = built('libs/event-store/stored/reader.js');
const { decode } = built('libs/event-store/stored/codec.js');
const { QeydProducer } = built('libs/kafka/producer.js');
const { encode } = built('libs/kafka/cloudevent.js');

const BATCH = 5000;
const noKeys = new Map();

export async function open({ laid, kafka }) {
  const client = await connect(laid.ownerUrl);

  /** Hands on so many events from the first one; the relay's own steps, batches and records. */
  async function relayed(count, sink) {
    await client.query("INSERT INTO relay VALUES ('bench', 0) ON CONFLICT (name) DO UPDATE SET position = 0");
    let seen = 0;
    const counting = async (events, signal) => {
      await sink(events, signal);
      seen += events.length;
    };
    const keys = { keysOf: async () => noKeys };
    const onFault = (fault) => console.error(fault);
    const given = { connectionString: laid.url, log: 'bench', publishers: [stayPublisher], deciders: [stay], keys };
    const relay = new Relay({ ...given, sink: counting, onFault });
    relay.start();
    while (seen === 0) await sleep(1);
    const [first, start] = [seen, performance.now()];
    while (seen < count) await sleep(5);
    const rate = ((seen - first) / (performance.now() - start)) * 1000;
    await relay.stop();
    return rate;
  }

  return {
    /** Reads and opens every event and folds it; the next batch is on its way meanwhile. */
    async fold({ count }) {
      let memory = 0;
      const rate = await rateOf(count, async () => {
        let state = stay.initial;
        let next = readAfter(client, 0, BATCH);
        while (state.count < count) {
          const rows = await next;
          next = readAfter(client, rows.at(-1).position, BATCH);
          for (const row of rows) state = stay.evolve(state, decode(row, stay, noKeys));
          memory = Math.max(memory, process.memoryUsage.rss() / 2 ** 20);
        }
        await next;
      });
      return { rate, memory };
    },
    relay: ({ count }) => relayed(count, async () => undefined),
    async publish({ count }) {
      await openTopic(kafka);
      const producer = new QeydProducer({ ...kafka, security: 'SASL_PLAINTEXT', prefix: '' });
      const source = 'urn:qeyd:bench';
      const send = (events, signal) =>
        producer.send(
          events.map((event) => encode({ ...event, topic }, source)),
          signal,
        );
      const rate = await relayed(count, send);
      await producer.close();
      return rate;
    },
    rebuild: ({ count }) =>
      rateOf(count, async () => {
        const { outcome, reason } = await rebuild({ connectionString: laid.ownerUrl, view: stayView, deciders: [stay] });
        if (outcome !== 'proved') throw new Error(`The rebuild ended ${outcome}: ${reason ?? 'the tables differ'}`);
      }),
    close: () => client.end(),
  };
}
