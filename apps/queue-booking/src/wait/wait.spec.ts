import { specify } from '@qeyd/testing';
import { change, id, NOW as AT, officeWith, party, visitor } from '../../test/specimens';
import { dayOf } from '../office/opening';
import { slotsOf, type Place } from '../place/place';
import { keptFor, type Waiter } from './turn';
import { wait, type WaitCommand, type WaitEvent, type WaitTerms } from './wait';

const { given } = specify(wait);
const { policy } = change;
const UNTIL = '2026-11-30T06:10:00.000Z';
const { channel, bookedBy, language, contact, reference } = party(1);
const terms: WaitTerms = {
  ...{
    wait: id(1),
    reference,
    office: 'asan-baku-1',
    service: 'work-permit',
    from: '2026-12-01',
    until: '2026-12-05',
    people: 2,
  },
  ...{ channel, bookedBy, language, contact, begunAt: AT },
};
const begin: WaitCommand = { type: 'Begin', terms, visitors: [visitor(1), visitor(2)] };
const place = { office: 'asan-baku-1', service: 'work-permit', on: '2026-12-01' };
const offer = (n = 7, at = AT): WaitCommand => ({
  type: 'Offer',
  offer: {
    booking: id(n),
    reference: `QYD-${String(n)}`,
    ...place,
    startsAt: '2026-12-01T05:00:00.000Z',
    endsAt: '2026-12-01T06:00:00.000Z',
    heldUntil: UNTIL,
  },
  ...{ at, policy },
});
const end = (reason: 'left' | 'booked' | 'over' = 'left'): WaitCommand => ({ type: 'End', reason, at: AT });
const after = (...commands: readonly WaitCommand[]): WaitEvent[] =>
  commands.reduce<WaitEvent[]>(
    (events, command) => [...events, ...(given(...events).when(command).decision as readonly WaitEvent[])],
    [],
  );

describe('Whoever waits', () => {
  it('is named with all who come along, and told of through the first of them', () =>
    given()
      .when(begin)
      .thenLike(
        { type: 'WaiterNamed', data: { person: visitor(1).person } },
        { type: 'WaiterNamed', data: { person: visitor(2).person } },
        { type: 'WaitBegun', data: { wait: id(1), person: visitor(1).person, people: 2 } },
      ));
  it('is offered one place at a time, and the next one when its time is over', () => {
    given(...after(begin, offer()))
      .when(offer(8, '2026-11-30T06:09:59.999Z'))
      .thenRefused('wait-offered');
    given(...after(begin, offer()))
      .when(offer(8, UNTIL))
      .thenLike({ type: 'WaitOffered', data: { offer: { booking: id(8) } } });
  });
});

describe('Every command in every state of a wait has an outcome', () => {
  const states: Record<string, WaitEvent[]> = {
    none: [],
    waiting: after(begin),
    offered: after(begin, offer()),
    ended: after(begin, end()),
  };
  it.each([
    ['none', 'WaiterNamed,WaiterNamed,WaitBegun', 'wait-not-found', 'wait-not-found'],
    ['waiting', '–', 'WaitOffered', 'WaitEnded'],
    ['offered', '–', 'wait-offered', 'WaitEnded'],
    ['ended', '–', 'wait-ended', '–'],
  ])('%s: begin → %s, offer → %s, end → %s', (state, ...expected) => {
    const outcomes = [begin, offer(), end()].map((command) => {
      const { decision } = given(...(states[state] ?? [])).when(command);
      return 'refused' in decision ? decision.refused : decision.map(({ type }) => type).join() || '–';
    });
    expect(outcomes).toEqual(expected);
  });
});

describe('Places are kept for those who wait', () => {
  const slots = slotsOf(dayOf(officeWith(), '2026-12-01')!, 'work-permit');
  const seat = (i: number, n: number): Place => ({ startsAt: slots[i]!.startsAt, endsAt: slots[i]!.endsAt, seat: n });
  const all = slots.flatMap((_, i) => [seat(i, 1), seat(i, 2)]);
  const waiter = (people: number, changes: Partial<Waiter> = {}): Waiter => ({
    ...{ wait: id(people), from: '2026-12-01', until: '2026-12-02', people, since: AT, offeredUntil: null },
    ...changes,
  });
  const but = (...free: readonly Place[]) =>
    all.filter((one) => !free.some((f) => f.startsAt === one.startsAt && f.seat === one.seat));
  const kept = (waiters: readonly Waiter[], taken: readonly Place[], on = '2026-12-01', from = AT) =>
    keptFor(waiters, on, slots, taken, { now: AT, from });

  it('in their turn, each the first that suits', () =>
    expect(kept([waiter(1), waiter(1)], but(seat(3, 2), seat(5, 1), seat(6, 1)))).toEqual([seat(3, 2), seat(5, 1)]));
  it('and not where no place suits: a family is in nobody’s way', () =>
    expect(kept([waiter(3), waiter(1)], but(seat(3, 2), seat(5, 1)))).toEqual([seat(3, 2)]));
  it('on the days that they want', () => expect(kept([waiter(1)], but(seat(3, 2)), '2026-12-03')).toEqual([]));
  it('and not where they could not be in time', () =>
    expect(kept([waiter(1)], but(seat(3, 2), seat(5, 1)), '2026-12-01', slots[3]!.startsAt)).toEqual([seat(5, 1)]));
  it('and not for whoever is offered a place at the moment', () =>
    expect(kept([waiter(1, { offeredUntil: UNTIL })], but(seat(3, 2)))).toEqual([]));
});
