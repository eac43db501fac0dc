/** What every subject records: a stay of about 600 bytes, of a stream of its own. */
import { built } from './built.mjs';

const { bulk, grant } = built('libs/event-store/index.js');

export const type = 'StayRegistered';
export const data = { until: '2027-02-20', office: 'baku-1', rest: 'x'.repeat(540) };
export const meta = { correlation: '0191f7c2-7d0a-7c3e-9f6b-2f0d5c0a1b2c', actor: 'bench' };

export const stay = {
  category: 'stay',
  initial: { count: 0 },
  decide: (_, { count }) => [{ type: count === 0 ? type : 'StayProlonged', data }],
  evolve: ({ count }) => ({ count: count + 1 }),
};

const columns = { id: 'uuid', status: 'text', until: 'date', office: 'text' };
const row = ({ stream, data: { until, office } }) => ({ id: stream.slice('stay-'.length), status: 'active', until, office });

/** The inline view of the log, with a partial index as the register's own view has. */
export const stayView = {
  table: 'stay_view',
  category: 'stay',
  on: {
    [type]: bulk(
      'INSERT INTO stay_view (id, status, until, office) SELECT x.id, x.status, x.until, x.office FROM $rows',
      columns,
      row,
    ),
    StayProlonged: bulk('UPDATE stay_view v SET until = x.until FROM $rows WHERE v.id = x.id', columns, row),
  },
};

const leaves = ({ data }) => ({ topic: 'stay', type, version: 1, data });

export const stayPublisher = { category: 'stay', on: { [type]: leaves, StayProlonged: leaves } };

export class StayMigration {
  name = 'Stay1763800000001';

  async up(runner) {
    await runner.query('CREATE TABLE stay_view (id uuid PRIMARY KEY, status text NOT NULL, until date NOT NULL, office text)');
    await runner.query("CREATE INDEX stay_view_due ON stay_view (until) WHERE status = 'active'");
    await runner.query(grant('SELECT, INSERT, UPDATE', 'stay_view'));
  }
}
