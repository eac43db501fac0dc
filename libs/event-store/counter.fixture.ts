/** A small aggregate and its view, on which the log's own promises are tested. */
import { refuse, type Decider } from '@qeyd/core';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grant';
import type { Publisher, View } from './types';
import { bulk } from './view';

export type CounterEvent =
  | { type: 'CounterOpened'; data: { owner: string; nickname: string } }
  | { type: 'CounterRaised'; data: { by: number; total: number } };
export type CounterCommand =
  { type: 'Open'; owner: string; nickname: string } | { type: 'Raise'; by: number; atMost?: number; times?: number };
export interface CounterState {
  readonly open: boolean;
  readonly total: number;
  readonly nickname: string;
}

export const counter: Decider<CounterState, CounterCommand, CounterEvent, 'too-high'> = {
  category: 'counter',
  initial: { open: false, total: 0, nickname: '' },
  decide(command, state) {
    switch (command.type) {
      case 'Open':
        return [{ type: 'CounterOpened', data: { owner: command.owner, nickname: command.nickname } }];
      case 'Raise': {
        const total = state.total + command.by;
        if (total > (command.atMost ?? Infinity)) return refuse('too-high', { total });
        const steps = Array.from({ length: command.times ?? 1 }, (_, i) => state.total + (i + 1) * command.by);
        return steps.map((reached) => ({ type: 'CounterRaised', data: { by: command.by, total: reached } }));
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'CounterOpened':
        return { ...state, open: true, nickname: event.data.nickname };
      case 'CounterRaised':
        return { ...state, total: event.data.total };
    }
  },
  personal: { CounterOpened: { subject: 'owner', fields: ['nickname'] } },
};

export const counterView: View<CounterEvent> = {
  table: 'counter_view',
  category: 'counter',
  on: {
    CounterOpened: null,
    CounterRaised: bulk(
      `INSERT INTO counter_view (id, total, raised) SELECT x.id, x.total, 1 FROM $rows
       ON CONFLICT (id) DO UPDATE SET total = excluded.total, raised = counter_view.raised + 1`,
      { id: 'uuid', total: 'int' },
      (event) => ({ id: event.stream.slice('counter-'.length), total: event.data.total }),
    ),
  },
};

export const counterPublisher: Publisher<CounterEvent> = {
  category: 'counter',
  on: {
    CounterOpened: ({ data }) => ({
      topic: 'counter',
      type: 'CounterOpened',
      version: 1,
      data: { owner: data.owner },
      personal: true,
    }),
    CounterRaised: ({ data }) => ({ topic: 'counter', type: 'CounterRaised', version: 1, data }),
  },
};

/** The view refuses totals of 1,000 and more: the test's way to a statement that fails. */
export class CounterMigration implements MigrationInterface {
  readonly name = 'Counter1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE counter_view (id uuid PRIMARY KEY, total int NOT NULL CHECK (total < 1000), raised int NOT NULL)',
    );
    await runner.query('CREATE TABLE note (text text PRIMARY KEY)');
    await runner.query(grant('SELECT, INSERT, UPDATE, DELETE', 'counter_view, note'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE counter_view, note');
  }
}
