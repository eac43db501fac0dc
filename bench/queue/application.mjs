/** Queue-booking in the process of a subject, over databases of its own; neither Kafka nor Redis is asked for anything. */
import { built } from '../log/built.mjs';

const nowhere = {
  TEST_KAFKA_BROKERS: '127.0.0.1:1',
  TEST_KAFKA_USERNAME: 'nobody',
  TEST_KAFKA_PASSWORD: 'none',
  TEST_REDIS_URL: 'redis://127.0.0.1:1',
};

export async function startApplication() {
  Object.assign(process.env, nowhere);
  const running = await built('apps/queue-booking/test/queue.running.js').startQueue();
  return { ...running, part: (of) => running.app.get(of) };
}
