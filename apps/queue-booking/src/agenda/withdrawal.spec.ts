import { specify } from '@qeyd/testing';
import { change, id, KEY, NOW as AT, officeWith, party, visitor } from '../../test/specimens';
import { dayOf } from '../office/opening';
import { slotsOf } from '../place/place';
import { agenda, type AgendaCommand } from './agenda';
import type { AgendaEvent, OfferEnd } from './events';

const { given } = specify(agenda);
const slots = slotsOf(dayOf(officeWith(), KEY.on)!, KEY.service);
const UNTIL = '2026-12-01T06:00:00.000Z';
const OFFER = id(500);
const { policy } = change;

const asked = (n: number, slot = 0, people = [n]) => ({
  ...{ agenda: KEY, party: party(n), visitors: people.map(visitor), startsAt: slots[slot]!.startsAt, slots },
});
const hold = (n: number, slot = 0, people = [n], at = AT): AgendaCommand => ({
  ...{ type: 'Hold', asked: asked(n, slot, people), at, heldUntil: '2026-12-01T00:00:00.000Z' },
});
const confirm = (n: number): AgendaCommand => ({ type: 'Confirm', booking: id(n), at: AT });
const offered = {
  ...KEY,
  offer: OFFER,
  on: '2026-12-03',
  startsAt: '2026-12-03T05:00:00.000Z',
  endsAt: '2026-12-03T06:00:00.000Z',
};
const withdraw = (offer: typeof offered | null = offered, instead: string | null = null): AgendaCommand => ({
  ...{
    type: 'Withdraw',
    booking: id(1),
    reason: 'A burst pipe',
    offer: offer && { ...offer, until: UNTIL },
    instead,
    at: AT,
    policy,
  },
});
const offer = (n = 1, slot = 1, people = [n]): AgendaCommand => ({
  ...{ type: 'Offer', offer: OFFER, asked: asked(n, slot, people), at: AT, until: UNTIL },
});
const end = (reason: OfferEnd, at = AT): AgendaCommand => ({ type: 'EndOffer', offer: OFFER, reason, at });
const decline: AgendaCommand = { type: 'DeclineOffer', booking: id(1), at: AT };
const restore: AgendaCommand = { type: 'Restore', booking: id(1), at: AT };
const inform = (reached: boolean, at = AT): AgendaCommand => ({ type: 'Inform', booking: id(1), reached, at });
const vacate = (at = AT, sequence = 1): AgendaCommand => ({
  ...{ type: 'Vacate', booking: id(1), seen: { status: 'confirmed', sequence }, to: KEY, at, change },
});
const cancel = (at = AT): AgendaCommand => ({ type: 'Cancel', booking: id(1), at, change });

/** What commands make of a history. */
const after = (history: readonly AgendaEvent[], ...commands: readonly AgendaCommand[]): AgendaEvent[] =>
  commands.reduce<AgendaEvent[]>(
    (events, command) => [...events, ...(given(...events).when(command).decision as readonly AgendaEvent[])],
    [...history],
  );
const confirmed = after([], hold(1), confirm(1));
const withdrawn = after(confirmed, withdraw());

describe('A place that the office cannot keep', () => {
  it('is withdrawn with what is offered instead, and the booking stands', () => {
    given(...confirmed)
      .when(withdraw())
      .thenLike({
        type: 'PlaceWithdrawn',
        data: { booking: id(1), sequence: 1, reason: 'A burst pipe', offer: { offer: OFFER, until: UNTIL } },
      });
    expect(
      given(...withdrawn)
        .state()
        .bookings.get(id(1)),
    ).toMatchObject({ status: 'confirmed', withdrawn: { declined: false } });
  });
  it('is withdrawn once, however many find it', () =>
    given(...withdrawn)
      .when(withdraw({ ...offered, offer: id(501) }))
      .thenRefused('already-withdrawn'));
  it('for which nothing was found is told again only when something is', () => {
    const events = after(confirmed, withdraw(null));
    given(...events)
      .when(withdraw(null))
      .thenRefused('already-withdrawn');
    given(...events)
      .when(withdraw())
      .thenLike({ type: 'PlaceWithdrawn', data: { offer: { offer: OFFER } } });
  });
  it('gets another offer, or none, when the one that it had cannot be kept either', () => {
    for (const other of [{ ...offered, offer: id(501) }, null])
      given(...withdrawn)
        .when(withdraw(other, OFFER))
        .thenLike({ type: 'PlaceWithdrawn', data: { sequence: 2 } });
  });
  it('is left or given back at any time: the two hours are not for whom the office sent away', () => {
    const late = '2026-12-01T04:59:59.000Z';
    given(...confirmed)
      .when(vacate(late))
      .thenRefused('too-late-to-change');
    given(...withdrawn)
      .when(vacate(late))
      .thenLike({ type: 'PlaceVacated', data: {} });
    given(...withdrawn)
      .when(cancel(late))
      .thenLike({ type: 'BookingCancelled', data: {} });
  });
  it('is not left by whoever has not seen that it was withdrawn: two changes would be told as the same one', () =>
    given(...withdrawn)
      .when(vacate(AT, 0))
      .thenRefused('booking-changed'));
  it('can be exchanged after its own time, as long as the offer stands', () => {
    const past = '2026-12-01T06:00:00.000Z';
    const long = after(confirmed, { ...withdraw(), offer: { ...offered, until: '2026-12-01T09:00:00.000Z' } } as AgendaCommand);
    given(...long)
      .when(vacate(past))
      .thenLike({ type: 'PlaceVacated', data: {} });
    given(...after(long, decline))
      .when(vacate(past))
      .thenRefused('booking-ended');
  });
  it('is kept after all when it can be, as if nothing had been', () => {
    const events = after(withdrawn, restore);
    expect(events.at(-1)).toMatchObject({ type: 'PlaceRestored', data: { booking: id(1), sequence: 2 } });
    expect(
      given(...events)
        .state()
        .bookings.get(id(1)),
    ).toMatchObject({ status: 'confirmed', withdrawn: null, party: { sequence: 2 } });
  });
});

describe('An offered place', () => {
  it('is taken for everybody else, and is not its person’s booking yet', () => {
    const events = after(confirmed, offer());
    given(...events)
      .when({ ...hold(2, 1), asked: asked(2, 1, [2, 3]) } as AgendaCommand)
      .thenLike({ type: 'PlaceHeld', data: { seat: 2 } }, { type: 'PlaceHeld', data: { startsAt: slots[2]!.startsAt } });
    given(...after([], offer()))
      .when(hold(7, 3, [1]))
      .thenLike({ type: 'PlaceHeld', data: { person: visitor(1).person } });
  });
  it('is offered to a family side by side, or not at all', () => {
    given()
      .when(offer(1, 1, [1, 2, 3]))
      .thenLike(
        ...[1, 2, 3].map((n) => ({ type: 'PlaceOffered' as const, data: { person: visitor(n).person, booking: id(1) } })),
      );
    given(...after([], hold(8, 7), hold(9, 7)))
      .when(offer(1, 7))
      .thenRefused('place-taken');
  });
  it('becomes the booking’s when it is accepted: it ends, and the booking moves in', () => {
    const history = after(confirmed, withdraw(), offer());
    const from = given(...history)
      .state()
      .bookings.get(id(1));
    const moveIn = {
      type: 'MoveIn',
      asked: { ...asked(1, 1), party: party(1, { sequence: 2 }) },
      from,
      at: AT,
      change,
    } as AgendaCommand;
    const events = after(history, end('accepted'), vacate(), moveIn);
    expect(events.slice(-4).map(({ type }) => type)).toEqual(['OfferEnded', 'PlaceVacated', 'PlaceHeld', 'BookingMoved']);
    expect(
      given(...events)
        .state()
        .bookings.get(id(1)),
    ).toMatchObject({ status: 'confirmed', withdrawn: null, seats: [{ seat: 1 }] });
  });
  it('can be accepted until the moment before it ends', () => {
    const history = after([], offer());
    given(...history)
      .when(end('accepted', '2026-12-01T05:59:59.999Z'))
      .thenLike({ type: 'OfferEnded', data: { reason: 'accepted' } });
    given(...history)
      .when(end('accepted', UNTIL))
      .thenRefused('offer-expired');
    given(...history)
      .when(end('declined', UNTIL))
      .thenLike({ type: 'OfferEnded', data: { reason: 'expired' } });
  });
  it('gives way when its time is over, and its end is recorded first', () =>
    given(...after([], offer(1, 4), hold(2, 4)))
      .when(hold(3, 4, [3], UNTIL))
      .thenLike({ type: 'OfferEnded', data: { offer: OFFER, reason: 'expired' } }, { type: 'PlaceHeld', data: { seat: 1 } }));
  it('that is declined leaves the booking without a place to come to', () => {
    const events = after(withdrawn, decline);
    expect(events.at(-1)).toMatchObject({ type: 'OfferDeclined', data: { offer: OFFER } });
    expect(
      given(...events)
        .state()
        .bookings.get(id(1)),
    ).toMatchObject({ status: 'confirmed', withdrawn: { declined: true } });
  });
});

it('Whoever cannot be reached is called again, also when the time of the place has passed', () =>
  given(...after(withdrawn, inform(false)))
    .when(inform(true, '2027-01-01T00:00:00.000Z'))
    .thenLike({ type: 'VisitorInformed', data: { booking: id(1), reached: true } }));

describe('Every command about a withdrawal in every state has an outcome', () => {
  const states: Record<string, AgendaEvent[]> = {
    none: [],
    held: after([], hold(1)),
    confirmed,
    withdrawn,
    declined: after(withdrawn, decline),
    restored: after(withdrawn, restore),
    moved: after(withdrawn, vacate()),
    cancelled: after(withdrawn, cancel()),
  };
  const commands = [withdraw(), decline, restore, inform(true), end('accepted'), end('declined')];
  const [no, none, expired] = ['–', 'place-not-withdrawn', 'offer-expired'];
  it.each([
    ['none', 'booking-not-found', none, no, none, expired, no],
    ['held', 'booking-not-confirmed', none, no, none, expired, no],
    ['confirmed', 'PlaceWithdrawn', none, no, none, expired, no],
    ['withdrawn', 'already-withdrawn', 'OfferDeclined', 'PlaceRestored', 'VisitorInformed', expired, no],
    ['declined', 'already-withdrawn', no, 'PlaceRestored', 'VisitorInformed', expired, no],
    ['restored', 'PlaceWithdrawn', none, no, none, expired, no],
    ['moved', 'booking-ended', none, no, none, expired, no],
    ['cancelled', 'booking-ended', none, no, none, expired, no],
  ])(
    '%s: withdraw → %s, decline → %s, restore → %s, inform → %s, accept nothing → %s, end nothing → %s',
    (state, ...expected) => {
      const outcomes = commands.map((command) => {
        const { decision } = given(...(states[state] ?? [])).when(command);
        return 'refused' in decision ? decision.refused : decision.map(({ type }) => type).join() || '–';
      });
      expect(outcomes).toEqual(expected);
    },
  );
});
