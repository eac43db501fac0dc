/** BullMQ on Redis: one connection that fails fast for those who add, one that never gives up for the workers. */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { holding, type Engine } from './engine';

const retryStrategy = (attempt: number): number => Math.min(100 * attempt, 1_000);

export function redisEngine(url: string, prefix: string, logger: { warn(message: string): void }): Engine {
  const common = { connectionName: prefix, lazyConnect: true, retryStrategy };
  const adding = new Redis(url, { ...common, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const working = new Redis(url, { ...common, maxRetriesPerRequest: null });
  // Without a listener ioredis prints each failed attempt; queues and workers report the loss themselves.
  for (const client of [adding, working]) client.on('error', () => undefined);
  return {
    async ready() {
      if (adding.status === 'wait') await adding.connect();
      const policy = await adding.config('GET', 'maxmemory-policy').then(String, () => '');
      if (policy === '') logger.warn('Redis does not tell its maxmemory-policy: it must be noeviction');
      else if (!policy.endsWith('noeviction'))
        throw new Error(`Redis runs with ${policy}: jobs would vanish; set it to noeviction`);
    },
    queue: (name) => new Queue(name, { connection: adding, prefix }),
    worker: (name, process, concurrency) => new Worker(name, process, { connection: working, prefix, concurrency, ...holding }),
    close: () => {
      adding.disconnect();
      working.disconnect();
      return Promise.resolve();
    },
  };
}
