/** An aggregate with a past: today's program, and those that wrote the older shapes of its event. */
import type { Decider, Upcast } from '@qeyd/core';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../grant';
import type { Publisher, View } from '../types';
import { bulk } from '../view';

export interface GuestNoted {
  readonly type: 'GuestNoted';
  readonly data: {
    readonly guest: string;
    readonly nights: number;
    readonly language: string;
    readonly givenNames: string;
    readonly surname: string;
    readonly phone: string | null;
  };
}
interface Note {
  readonly type: 'Note';
  /** In the shape of the program that gets it. */
  readonly data: object;
}
type Guests = readonly GuestNoted['data'][];
export type GuestDecider = Decider<Guests, Note, GuestNoted>;

/** Nights were a text; then a name was one field; then nobody asked for the language and the phone. */
const upcasts: readonly Upcast[] = [
  ({ nights, ...rest }: { nights: string }) => ({ ...rest, nights: Number(nights) }),
  ({ name, ...rest }: { name: string }) => {
    const words = name.split(' ');
    return { ...rest, givenNames: words.slice(0, -1).join(' '), surname: words.at(-1) };
  },
  (data: object) => ({ language: 'az', ...data, phone: null }),
];
const former = [['name'], ['name'], ['givenNames', 'surname']];
const fields = ['givenNames', 'surname', 'phone'];

/** The program of the n-th shape: it knows the upcasts to its own, and its own personal fields. */
export const programOf = (shape: number): GuestDecider => ({
  category: 'guest',
  initial: [],
  decide: ({ data }) => [{ type: 'GuestNoted', data: data as GuestNoted['data'] }],
  evolve: (guests, { data }) => [...guests, data],
  personal: { GuestNoted: { subject: 'guest', fields: former[shape - 1] ?? fields, former: former.slice(0, shape - 1) } },
  upcasts: { GuestNoted: upcasts.slice(0, shape - 1) },
});

export const TODAY = upcasts.length + 1;
/** Reads what a later program would write no better than this one may: not at all. */
export const tomorrow: GuestDecider = { ...programOf(TODAY), upcasts: { GuestNoted: [...upcasts, (data: object) => data] } };

/** The same fact in each shape, the first one first. */
export const shapesOf = (first: object): object[] =>
  upcasts.reduce<object[]>((shapes, lift) => [...shapes, lift(shapes.at(-1) as never)], [first]);

export const guestView: View<GuestNoted> = {
  table: 'guest_view',
  category: 'guest',
  on: {
    GuestNoted: bulk(
      'INSERT INTO guest_view (id, n, nights) SELECT id, n, nights FROM $rows',
      { id: 'uuid', n: 'int', nights: 'int' },
      ({ stream, version, data }) => ({ id: stream.slice('guest-'.length), n: version, nights: data.nights }),
    ),
  },
};

export const guestPublisher: Publisher<GuestNoted> = {
  category: 'guest',
  on: { GuestNoted: ({ data }) => ({ topic: 'guest', type: 'GuestNoted', version: TODAY, data, personal: true }) },
};

export class GuestMigration implements MigrationInterface {
  readonly name = 'Guest1763800000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE guest_view (id uuid, n int, nights int NOT NULL, PRIMARY KEY (id, n))');
    await runner.query(grant('SELECT, INSERT', 'guest_view'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE guest_view');
  }
}
