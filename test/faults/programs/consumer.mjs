/** A process that consumes: notes every message and answers it on a log of its own, in one commit. */
import { causeOf, EventLog, idFrom, keys, QeydConsumer, reader, settings, tray } from './product.mjs';

const { url, access } = settings();
const log = new EventLog({ name: reader, connectionString: url, views: [] });
const end = (error) => {
  console.error('The consumer is gone for good', error);
  process.exit(1);
};
const consumer = new QeydConsumer({
  ...{ name: reader, access, log, keys },
  subscriptions: [{ topic: 'intake', ignores: ['ApplicationFiled', 'DepartureReported'] }],
  own: { seal: (_, clear) => clear, open: (_, box) => box },
  now: () => new Date().toISOString(),
  within: (_, work) => work(),
  onFatal: end,
});

const effects = (message) => [
  {
    text: 'INSERT INTO note (partition, stream, version, position) VALUES ($1, $2, $3, $4)',
    values: [message.partition, message.stream, message.streamVersion, message.position],
    expectRows: 1,
  },
  {
    decider: tray,
    id: idFrom(message.stream.slice('departure-'.length), 'tray'),
    command: { type: 'Take', what: message.id },
    cause: causeOf(message),
  },
];
consumer.addHandler('DepartureWithdrawn', (message) => Promise.resolve(effects(message)), true);
process.once('SIGTERM', async () => {
  await consumer.close();
  await log.close();
  process.exit(0);
});
await consumer.listen((error) => error && end(error));
