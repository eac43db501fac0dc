import { specify } from '@qeyd/testing';
import { change, id, KEY, officeWith, party, visitor } from '../../test/specimens';
import { dayOf } from '../office/opening';
import { slotsOf } from '../place/place';
import { agenda, type AgendaCommand, type Asked } from './agenda';
import type { Booking, Confirmed } from './booking';
import type { AgendaEvent, AgendaKey } from './events';

const { given } = specify(agenda);
const slots = slotsOf(dayOf(officeWith(), KEY.on)!, KEY.service);
const AT = '2026-11-30T06:00:00.000Z';
const UNTIL = '2026-11-30T06:10:00.000Z';
const LATER: AgendaKey = { ...KEY, on: '2026-12-02' };

/** The booking `n` asks for one person, or several, in the slot with this index. */
const asked = (n: number, slot = 0, people = [n], sequence = 0): Asked => ({
  agenda: KEY,
  party: party(n, { sequence }),
  visitors: people.map(visitor),
  startsAt: slots[slot]!.startsAt,
  slots,
});
const hold = (n: number, slot = 0, people = [n], at = AT): AgendaCommand => ({
  type: 'Hold',
  asked: asked(n, slot, people),
  at,
  heldUntil: UNTIL,
});
const confirm = (n: number, at = AT): AgendaCommand => ({ type: 'Confirm', booking: id(n), at });
const cancel = (n: number, at = AT): AgendaCommand => ({ type: 'Cancel', booking: id(n), at, change });
const vacate = (n: number, at = AT, status: Booking['status'] = 'confirmed'): AgendaCommand => ({
  ...{ type: 'Vacate', booking: id(n), seen: { status, sequence: 0 }, to: LATER, at, change },
});
const lapse = (n: number, at = AT): AgendaCommand => ({ type: 'Lapse', booking: id(n), at });
const pause = { value: 10, policy: { name: 'booking-link', version: '2020-01-01', act: 'sample' } };
const late = { value: 10, policy: { name: 'booking-late', version: '2020-01-01', act: 'sample' } };
const giveUp = (n: number, at = '2026-12-01T05:10:00.001Z'): AgendaCommand => ({ type: 'GiveUp', booking: id(n), at, late });
const sendLink = (n: number, at = AT): AgendaCommand => ({ type: 'SendLink', booking: id(n), at, pause });

const held = (n: number, slot = 0, seat = 1, person = n): AgendaEvent => ({
  type: 'PlaceHeld',
  data: {
    ...KEY,
    ...party(n),
    ...visitor(person),
    startsAt: slots[slot]!.startsAt,
    endsAt: slots[slot]!.endsAt,
    seat,
    heldAt: AT,
    heldUntil: UNTIL,
  },
});
/** What a command makes of a history. */
const after = (history: readonly AgendaEvent[], ...commands: readonly AgendaCommand[]): AgendaEvent[] =>
  commands.reduce<AgendaEvent[]>(
    (events, command) => [...events, ...(given(...events).when(command).decision as readonly AgendaEvent[])],
    [...history],
  );
const confirmed = (n: number, slot = 0, seat = 1): AgendaEvent[] => after([held(n, slot, seat)], confirm(n));
const expired = (n: number, at: string): AgendaEvent => ({ type: 'HoldEnded', data: { booking: id(n), reason: 'expired', at } });

describe('A place', () => {
  it('is held for the one who asks first', () => given().when(hold(1)).then(held(1)));
  it('is another seat for the next one', () =>
    given(held(1))
      .when(hold(2))
      .then(held(2, 0, 2)));
  it('is taken when all seats are', () =>
    given(held(1), held(2, 0, 2))
      .when(hold(3))
      .thenRefused('place-taken'));
  it('is not given when its time has come', () =>
    given()
      .when(hold(1, 0, [1], slots[0]!.startsAt))
      .thenRefused('place-past'));
  it('begins when a slot begins', () => {
    given()
      .when({ type: 'Hold', asked: { ...asked(1), startsAt: '2026-12-01T05:01:00.000Z' }, at: AT, heldUntil: UNTIL })
      .thenRefused('no-such-place');
  });
  it('is one for a person, whatever the time of day', () =>
    given(held(1))
      .when(hold(2, 3, [1]))
      .thenRefused('already-booked'));
  it('is held once when it is asked for twice', () => given(held(1)).when(hold(1)).thenNothing());
});

describe('A family', () => {
  it('gets all its places in one step', () => {
    given(held(9))
      .when(hold(1, 0, [1, 2, 3]))
      .then(held(1, 0, 2, 1), held(1, 1, 1, 2), held(1, 1, 2, 3));
  });
  it('gets none when there are not enough', () =>
    given(held(8, 1), held(9, 1, 2))
      .when(hold(1, 0, [1, 2, 3]))
      .thenRefused('no-adjacent-places'));
  it('is confirmed as one, and told through the first of them', () => {
    given(held(1, 0, 1, 1), held(1, 0, 2, 2))
      .when(confirm(1))
      .thenLike({
        type: 'BookingConfirmed',
        data: { booking: id(1), person: visitor(1).person, people: 2, startsAt: slots[0]!.startsAt, endsAt: slots[0]!.endsAt },
      });
  });
  it('leaves together', () => {
    const events = after([held(1, 0, 1, 1), held(1, 0, 2, 2)], confirm(1), cancel(1));
    given(...events)
      .when(hold(3, 0, [3, 4]))
      .thenLike(held(3, 0, 1, 3), held(3, 0, 2, 4));
  });
});

describe('A hold', () => {
  const lastMoment = '2026-11-30T06:09:59.999Z';
  it('can be confirmed until the moment before it ends', () => {
    given(held(1))
      .when(confirm(1, lastMoment))
      .thenLike({ type: 'BookingConfirmed', data: { confirmedAt: lastMoment } });
  });
  it('that ends in the moment of its confirmation has ended', () =>
    given(held(1)).when(confirm(1, UNTIL)).thenRefused('hold-expired'));
  it('that has ended gives way, and its end is recorded first', () => {
    given(held(1), held(2, 0, 2))
      .when(hold(3, 0, [3], UNTIL))
      .then(expired(1, UNTIL), { ...held(3), data: { ...held(3).data, heldAt: UNTIL } } as AgendaEvent);
  });
  it('that has ended and is in nobody’s way is left as it is', () => {
    given(held(1))
      .when(hold(2, 3, [2], UNTIL))
      .thenLike({ type: 'PlaceHeld', data: { booking: id(2) } });
  });
  it('that has ended does not keep its person from another place', () => {
    given(held(1))
      .when(hold(2, 3, [1], UNTIL))
      .thenLike(expired(1, UNTIL), { type: 'PlaceHeld', data: { booking: id(2), person: visitor(1).person } });
  });
  it('that was given up frees the place at once', () => {
    given(...after([held(1), held(2, 0, 2)], cancel(2)))
      .when(hold(3))
      .then(held(3, 0, 2));
  });
});

describe('A booking', () => {
  const until = '2026-12-01T03:00:00.000Z';
  const tooLate = '2026-12-01T03:00:00.001Z';
  it('can be cancelled until two hours before', () => {
    given(...confirmed(1))
      .when(cancel(1, until))
      .thenLike({ type: 'BookingCancelled', data: { booking: id(1), sequence: 1, policy: change.policy } });
    given(...confirmed(1))
      .when(cancel(1, tooLate))
      .thenRefused('too-late-to-change', { minutes: 120, until });
  });
  it('can be moved until two hours before', () => {
    given(...confirmed(1))
      .when(vacate(1, until))
      .thenLike({ type: 'PlaceVacated', data: { to: LATER } });
    given(...confirmed(1))
      .when(vacate(1, tooLate))
      .thenRefused('too-late-to-change');
  });
  it('is not moved as a hold by whoever has not seen that it was confirmed', () =>
    given(...confirmed(1))
      .when(vacate(1, AT, 'held'))
      .thenRefused('booking-changed'));
  it('frees its place by moving away', () => {
    const events = after(confirmed(1), vacate(1));
    given(...events)
      .when(hold(2))
      .then(held(2));
    given(...events)
      .when(confirm(1))
      .thenRefused('booking-ended');
  });
  it('is moved within its day onto a place that overlaps its own', () => {
    const events = after([held(1, 0, 1, 1), held(1, 0, 2, 2), held(1, 1, 1, 3)], confirm(1));
    const from = given(...events)
      .state()
      .bookings.get(id(1)) as Confirmed;
    const move: AgendaCommand = { type: 'MoveIn', asked: asked(1, 1, [1, 2, 3], 1), from, at: AT, change };
    given(...after(events, vacate(1)))
      .when(move)
      .thenLike(
        ...[1, 2, 3].map((n) => ({
          type: 'PlaceHeld' as const,
          data: { person: visitor(n).person, startsAt: slots[n < 3 ? 1 : 2]!.startsAt },
        })),
        {
          type: 'BookingMoved',
          data: {
            sequence: 1,
            from: { ...KEY, startsAt: slots[0]!.startsAt, endsAt: slots[1]!.endsAt },
            startsAt: slots[1]!.startsAt,
          },
        },
      );
  });
  it('that was only held stays a hold where it is moved to', () => {
    const from = given(held(1)).state().bookings.get(id(1));
    const move = { type: 'MoveIn', asked: asked(1, 2), from, at: AT, change } as AgendaCommand;
    given(...after([held(1)], vacate(1, AT, 'held')))
      .when(move)
      .then(held(1, 2));
  });
  it('is over when its last place is, and does not keep its person from another one', () => {
    const over = slots[0]!.endsAt;
    given(...confirmed(1))
      .when(lapse(1, over))
      .then({ type: 'BookingOver', data: { booking: id(1), at: over } });
    given(...confirmed(1))
      .when(lapse(1))
      .thenNothing();
    given(...confirmed(1))
      .when(hold(2, 3, [1], over))
      .thenLike({ type: 'BookingOver', data: {} }, { type: 'PlaceHeld', data: {} });
  });
});

it('The link of a booking is sent again, but not one letter after the other, and not when all is over', () => {
  const asked = after(confirmed(1), sendLink(1));
  expect(asked.at(-1)).toMatchObject({
    type: 'LinkRequested',
    data: { booking: id(1), email: visitor(1).email, requestedAt: AT, policy: pause.policy },
  });
  given(...asked)
    .when(sendLink(1, '2026-11-30T06:09:59.999Z'))
    .thenNothing();
  given(...asked)
    .when(sendLink(1, UNTIL))
    .thenLike({ type: 'LinkRequested', data: { requestedAt: UNTIL } });
  given(...confirmed(1))
    .when(sendLink(1, slots[0]!.endsAt))
    .thenNothing();
});

describe('A place for which nobody came', () => {
  const FIRST = '2026-12-01T05:10:00.000Z';
  it('is given up when it is too late to come, in the words of the policy, and not before', () => {
    given(...confirmed(1))
      .when(giveUp(1, FIRST))
      .thenNothing();
    given(...confirmed(1))
      .when(giveUp(1))
      .thenLike({ type: 'BookingMissed', data: { booking: id(1), people: 1, surname: 'ERIKSSON', policy: late.policy } });
  });
  it('is free for others where it has not begun, and its visitors may have another one', () => {
    const family = after([], hold(1, 0, [1, 2, 3]), confirm(1), giveUp(1));
    const now = '2026-12-01T05:11:00.000Z';
    given(...family)
      .when({ ...hold(7, 1, [3, 4], now), heldUntil: '2026-12-01T05:21:00.000Z' } as AgendaCommand)
      .thenLike({ type: 'PlaceHeld', data: { seat: 1 } }, { type: 'PlaceHeld', data: { seat: 2 } });
  });
});

describe('Every command in every state has an outcome', () => {
  const states: Record<string, AgendaEvent[]> = {
    none: [],
    held: [held(1)],
    expired: [held(1), expired(1, UNTIL)],
    'given up': after([held(1)], cancel(1)),
    confirmed: confirmed(1),
    moved: after(confirmed(1), vacate(1)),
    cancelled: after(confirmed(1), cancel(1)),
    over: after(confirmed(1), lapse(1, '2026-12-02T00:00:00.000Z')),
    missed: after(confirmed(1), giveUp(1)),
  };
  const commandsOn = (state: string) => ({
    hold: hold(1),
    confirm: confirm(1),
    cancel: cancel(1),
    vacate: vacate(1, AT, state === 'held' ? 'held' : 'confirmed'),
    lapse: lapse(1),
    link: sendLink(1),
    giveUp: giveUp(1),
  });
  it.each([
    ['none', 'PlaceHeld', 'booking-not-found', 'booking-not-found', 'booking-not-found', '–', '–', '–'],
    ['held', '–', 'BookingConfirmed', 'HoldEnded', 'PlaceVacated', '–', '–', '–'],
    ['expired', 'booking-ended', 'hold-expired', 'hold-expired', 'hold-expired', '–', '–', '–'],
    ['given up', 'booking-ended', 'booking-ended', '–', 'booking-ended', '–', '–', '–'],
    ['confirmed', '–', '–', 'BookingCancelled', 'PlaceVacated', '–', 'LinkRequested', 'BookingMissed'],
    ['moved', 'booking-ended', 'booking-ended', 'booking-ended', 'booking-ended', '–', '–', '–'],
    ['cancelled', 'booking-ended', 'booking-ended', '–', 'booking-ended', '–', '–', '–'],
    ['over', 'booking-ended', 'booking-ended', 'booking-ended', 'booking-ended', '–', '–', '–'],
    ['missed', 'booking-ended', 'booking-ended', 'booking-ended', 'booking-ended', '–', '–', '–'],
  ])(
    '%s: hold → %s, confirm → %s, cancel → %s, move → %s, lapse → %s, send the link → %s, give up → %s',
    (state, ...expected) => {
      const outcomes = Object.values(commandsOn(state)).map((command) => {
        const { decision } = given(...(states[state] ?? [])).when(command);
        return 'refused' in decision ? decision.refused : decision.map(({ type }) => type).join() || '–';
      });
      expect(outcomes).toEqual(expected);
    },
  );
});
