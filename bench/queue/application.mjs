/** Queue-booking in the process of a subject, over databases and jobs of its own; Kafka is asked for nothing. */
import { built } from '../log/built.mjs';

const nowhere = {
  TEST_KAFKA_BROKERS: '127.0.0.1:1',
  TEST_KAFKA_USERNAME: 'nobody',
  TEST_KAFKA_PASSWORD: 'none',
};

/** `jobs` is the address of their server. */
export async function startApplication({ jobs }) {
  Object.assign(process.env, nowhere, { TEST_REDIS_URL: jobs });
  const { CodeBookCopy } = built('libs/service/index.js');
  const running = await built('apps/queue-booking/test/queue.running.js').startQueue();
  await running.app.get(CodeBookCopy).current(); // where Kafka is away, the first look waits for it
  return { ...running, part: (of) => running.app.get(of) };
}
