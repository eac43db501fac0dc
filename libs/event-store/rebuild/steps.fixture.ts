/** A view with all that a table may have: a key of two columns, indexes, options, `json`; every step of a counter is a row. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { CounterEvent } from '../counter.fixture';
import { grant } from '../grant';
import type { View } from '../types';
import { bulk } from '../view';

const idOf = (stream: string): string => stream.slice('counter-'.length);

export const stepsView: View<CounterEvent> = {
  table: 'steps_view',
  category: 'counter',
  on: {
    CounterOpened: bulk(`UPDATE steps_view v SET opened = true FROM $rows WHERE v.id = x.id`, { id: 'uuid' }, ({ stream }) => ({
      id: idOf(stream),
    })),
    CounterRaised: bulk(
      `INSERT INTO steps_view (id, n, step) SELECT id, n, step FROM $rows`,
      { id: 'uuid', n: 'int', step: 'json' },
      ({ stream, version, data }) => ({ id: idOf(stream), n: version, step: JSON.stringify(data) }),
    ),
  },
};

export class StepsMigration implements MigrationInterface {
  readonly name = 'Steps1763800000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE steps_view (
        id uuid,
        n int,
        step json NOT NULL,
        opened bool NOT NULL DEFAULT false,
        CONSTRAINT steps_key PRIMARY KEY (id, n),
        CONSTRAINT steps_from_one CHECK (n > 0)
      ) WITH (fillfactor = 70);
      CREATE INDEX steps_opened ON steps_view (opened, id) WHERE opened;
      CREATE UNIQUE INDEX steps_once ON steps_view (n, id);`);
    await runner.query(grant('SELECT, INSERT, UPDATE', 'steps_view'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE steps_view');
  }
}
