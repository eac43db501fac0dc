/** Every shape in which a service has ever stored an event has a committed sample, and today's program reads it. */
import { contractOf, validate } from '@qeyd/contracts';
import type { DomainEvent, Recorded } from '@qeyd/core';
import type { AnyDecider, Publication, Publisher, View } from '@qeyd/event-store';

/** An event as a program of some time recorded it, its personal fields among the others; kept for ever. */
export interface StoredShape {
  readonly type: string;
  readonly version: number;
  readonly data: object;
}

interface Service {
  readonly deciders: readonly AnyDecider[];
  readonly publishers: readonly Publisher<never>[];
  readonly views: readonly View<never>[];
}

const ID = '01900000-0000-7000-8000-000000000001';

/** Declares the tests. The publishers are total, so they name every type; its upcasts tell how many shapes it has had. */
export function testStoredShapes({ deciders, publishers, views }: Service, shapes: readonly StoredShape[]): void {
  const typesOf = ({ category }: AnyDecider): string[] =>
    Object.keys(publishers.find((publisher) => publisher.category === category)?.on ?? {});
  const known = deciders.flatMap((decider) => typesOf(decider).map((type) => ({ decider, type })));
  const upcastsOf = ({ decider, type }: (typeof known)[number]) => decider.upcasts?.[type] ?? [];

  it('A sample is kept of every shape, from version 1 to that of today', () => {
    const wanted = known.flatMap((each) => Array.from({ length: upcastsOf(each).length + 1 }, (_, i) => `${each.type}.${i + 1}`));
    expect(shapes.map(({ type, version }) => `${type}.${version}`).sort()).toEqual(wanted.sort());
  });

  it.each(shapes.map((shape) => [`${shape.type}.${shape.version}`, shape] as const))(
    '%s is read, shown and published',
    (_, shape) => {
      const each = known.find(({ type }) => type === shape.type);
      if (!each) throw new Error(`No publisher knows ${shape.type}`);
      const data = upcastsOf(each)
        .slice(shape.version - 1)
        .reduce<object>((old, lift) => lift(old as never), shape.data);
      const event = recorded(each.decider, shape.type, data);
      expect(each.decider.evolve(each.decider.initial, event)).toBeDefined();

      const { subject = '', fields = [] } = each.decider.personal?.[shape.type] ?? {};
      expect(fields.filter((field) => !(field in data))).toEqual([]);
      if (fields.length > 0) expect(data).toHaveProperty(subject);
      const clear = Object.fromEntries(Object.entries(data).filter(([name]) => !fields.includes(name)));

      for (const view of views.filter(({ category }) => category === each.decider.category)) {
        const projection = (view as View<DomainEvent>).on[shape.type];
        const row = projection?.row({ ...event, data: clear });
        if (row) expect(Object.keys(projection?.columns ?? {}).filter((column) => row[column] === undefined)).toEqual([]);
      }
      for (const publication of published(publishers, each.decider, { ...event, data: clear })) {
        const contract = contractOf(publication.topic, publication.type, publication.version);
        expect(contract && validate(contract, publication.data, 'clear')).toEqual([]);
        if (publication.personal) expect(Object.keys(contract?.personal?.properties ?? {}).sort()).toEqual([...fields].sort());
      }
    },
  );
}

function published(publishers: Service['publishers'], { category }: AnyDecider, event: Recorded): Publication[] {
  const on = publishers.find((publisher) => publisher.category === category)?.on as Publisher<DomainEvent>['on'] | undefined;
  return [on?.[event.type]?.(event as never) ?? []].flat();
}

const recorded = ({ category }: AnyDecider, type: string, data: object): Recorded => ({
  ...{ type, data, position: 1, version: 1, stream: `${category}-${ID}` },
  cause: { id: 'c-1', correlation: 'c-1', actor: 'service:test' },
  recordedAt: '2026-11-22T09:30:00.000Z',
});
