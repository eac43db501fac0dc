/** How events of every age are read: by today's program, with the person's key and without. */
import fc from 'fast-check';
import { ERASED } from '@qeyd/core';
import { UnknownShape } from '../faults';
import { programOf, shapesOf, TODAY, tomorrow, type GuestDecider } from './guest.fixture';
import { makeKey } from '../key.fixture';
import { decode, decodeClear, encode, liftedBox, type AnyDecider } from './codec';
import type { Stored } from './row';

const guest = '01900000-0000-7000-8000-000000000001';
const keys = new Map([[guest, makeKey()]]);
const today = programOf(TODAY) as unknown as AnyDecider;
const shapes = Array.from({ length: TODAY }, (_, i) => i + 1);
const first = { guest, nights: '3', name: 'ANNA MARIA ERIKSSON' };
const fact = fc
  .record({ nights: fc.nat(400).map(String), words: fc.array(fc.stringMatching(/^[A-Z]{1,8}$/), { minLength: 1, maxLength: 4 }) })
  .map(({ nights, words }) => ({ guest, nights, name: words.join(' ') }));

/** The event as the program of that shape left it in the log. */
function stored(program: GuestDecider, data: object, version = 1): Stored {
  const cause = { id: 'c-1', correlation: 'c-1', actor: 'officer:1' };
  const pending = {
    decider: program as unknown as AnyDecider,
    category: 'guest',
    id: guest,
    version,
    type: 'GuestNoted',
    data,
    cause,
  };
  const { schema, subject, box, body } = encode(pending, keys);
  const row = { position: version, id: guest, version, category: 'guest', type: 'GuestNoted', schema, subject, sealed: box };
  return { ...row, body, data: JSON.parse(body) as object, meta: cause, recordedAt: '2026-11-22T09:30:00.000Z' };
}
const inEveryShape = (data: object): Stored[] => shapesOf(data).map((shape, i) => stored(programOf(i + 1), shape, i + 1));
const clear = (data: object): object =>
  Object.fromEntries(Object.entries(data).filter(([name]) => ['guest', 'nights', 'language'].includes(name)));

describe('An event stored in any of its shapes', () => {
  it('has the number of its upcasts + 1 as its version, and none of its personal fields in clear', () => {
    expect(inEveryShape(first).map(({ schema }) => schema)).toEqual(shapes);
    for (const { data } of inEveryShape(first)) expect(JSON.stringify(data)).not.toContain('ERIKSSON');
  });

  it('reads as the same fact, and folds to the same state', () =>
    fc.assert(
      fc.property(fact, (data) => {
        const read = inEveryShape(data).map((row) => decode(row, today, keys).data);
        expect(read).toEqual(shapes.map(() => shapesOf(data).at(-1)));
        const states = read.map((each) => today.evolve([], { type: 'GuestNoted', data: each }));
        expect(states).toEqual(shapes.map(() => states[0]));
      }),
    ));

  it('reads as erased in all personal fields of today, and in no other, once the key is destroyed', () =>
    fc.assert(
      fc.property(fact, (data) => {
        const erased = { givenNames: ERASED, surname: ERASED, phone: ERASED };
        const expected = { ...clear(shapesOf(data).at(-1) ?? {}), ...erased };
        for (const row of inEveryShape(data)) {
          expect(decode(row, today, new Map()).data).toEqual(expected);
          expect(decode({ ...row, sealed: null }, today, keys).data).toEqual(expected);
        }
      }),
    ));

  it('shows views and publishers exactly its clear part, with nothing opened', () =>
    fc.assert(
      fc.property(fact, (data) => {
        for (const row of inEveryShape(data)) {
          const seen = decodeClear(row, today).data;
          expect(seen).toEqual(clear(decode(row, today, keys).data));
        }
      }),
    ));

  it('travels with a box in the shape of today, which opens for this event alone', () => {
    for (const row of inEveryShape(first)) {
      const box = liftedBox(row, today, keys) ?? Buffer.alloc(0);
      const opened = keys.get(guest)?.open(`guest-${guest}@${row.version}:GuestNoted`, box).toString();
      expect(JSON.parse(opened ?? '')).toEqual({ givenNames: 'ANNA MARIA', surname: 'ERIKSSON', phone: null });
      expect(() => keys.get(guest)?.open(`guest-${guest}@99:GuestNoted`, box)).toThrow();
      expect(liftedBox(row, today, new Map())).toBe(row.sealed);
    }
  });
});

describe('A fact that became personal later', () => {
  it('is read as it stands in the log, and is not shown in clear any more', () => {
    const before = { ...programOf(1), personal: {} };
    const row = stored(before, first);
    expect(row.subject).toBeNull();
    expect(decode(row, today, new Map()).data).toMatchObject({ surname: 'ERIKSSON' });
    expect(Object.keys(decodeClear(row, today).data).sort()).toEqual(['guest', 'language', 'nights']);
  });
});

describe('A shape that only a newer program knows', () => {
  it('is a fault that names the event and the version, never a guess', () => {
    const row = stored(tomorrow, shapesOf(first).at(-1) ?? {});
    expect(() => decode(row, today, keys)).toThrow(UnknownShape);
    expect(() => decodeClear(row, today)).toThrow(`guest-${guest}@1 is a GuestNoted of version ${TODAY + 1}`);
    expect(decode(row, tomorrow as unknown as AnyDecider, keys).data).toMatchObject({ surname: 'ERIKSSON' });
  });
});
