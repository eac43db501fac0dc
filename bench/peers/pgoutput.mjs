/** A client of PostgreSQL's own logical decoding that counts what it is told; it acknowledges nothing, so that each slice begins anew. */
import { LogicalReplicationService, PgoutputPlugin } from 'pg-logical-replication';
import { adminOf, publication, slotOf } from '../log/database.mjs';

export function open({ laid }) {
  return {
    async relay({ count }) {
      const service = new LogicalReplicationService(
        { connectionString: adminOf(laid.url) },
        { acknowledge: { auto: false, timeoutSeconds: 0 } },
      );
      let [seen, start] = [0, 0];
      const rate = await new Promise((resolve, reject) => {
        service.on('error', reject);
        service.on('data', (_, { tag, new: row }) => {
          if (tag !== 'insert' || !row.data.until) return;
          if (seen === 0) start = performance.now();
          seen += 1;
          if (seen === count) resolve((count / (performance.now() - start)) * 1000);
        });
        service
          .subscribe(new PgoutputPlugin({ protoVersion: 1, publicationNames: [publication] }), slotOf(laid.url))
          .catch(reject);
      });
      await service.destroy();
      return rate;
    },
    close: () => undefined,
  };
}
