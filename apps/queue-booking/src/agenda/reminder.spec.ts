import { specify } from '@qeyd/testing';
import { change, id, KEY, party, visitor } from '../../test/specimens';
import { agenda, type AgendaCommand } from './agenda';
import type { AgendaEvent, PlaceHeld } from './events';
import type { ReminderTerms } from './reminder';

const { given } = specify(agenda);
const policyOf = (name: string) => ({ name, version: '2020-01-01', act: 'sample' });
const terms: ReminderTerms = {
  place: [
    { reminder: 'day', term: { value: 1440, policy: policyOf('booking-reminder-day') } },
    { reminder: 'hours', term: { value: 150, policy: policyOf('booking-reminder-hours') } },
  ],
  offer: { value: 240, policy: policyOf('booking-reminder-offer') },
};

/** The place begins on 1 December at 10:00 in Baku. */
const held = (heldAt = '2026-11-25T06:00:00.000Z', changes: Partial<PlaceHeld['data']> = {}): AgendaEvent => ({
  type: 'PlaceHeld',
  data: {
    ...{ ...KEY, ...party(1), ...visitor(1), seat: 1, startsAt: '2026-12-01T06:00:00.000Z', endsAt: '2026-12-01T07:00:00.000Z' },
    ...{ heldAt, heldUntil: new Date(Date.parse(heldAt) + 600_000).toISOString() },
    ...changes,
  },
});
const remind = (at: string): AgendaCommand => ({ type: 'Remind', booking: id(1), at, terms });
const after = (history: readonly AgendaEvent[], ...commands: readonly AgendaCommand[]): AgendaEvent[] =>
  commands.reduce<AgendaEvent[]>(
    (events, command) => [...events, ...(given(...events).when(command).decision as readonly AgendaEvent[])],
    [...history],
  );
const booked = (heldAt?: string) =>
  after([held(heldAt)], { type: 'Confirm', booking: id(1), at: heldAt ?? '2026-11-25T06:00:00.000Z' });
const told = (reminder: 'day' | 'hours') => ({ type: 'BookingReminded', data: { reminder } }) as const;

const A_DAY_BEFORE = '2026-11-30T06:00:00.000Z';
const HOURS_BEFORE = '2026-12-01T03:30:00.000Z';

describe('A visitor', () => {
  it('is reminded once a day before the place and once some hours before, by the policy in force', () => {
    given(...booked())
      .when(remind('2026-11-30T05:59:59.999Z'))
      .thenNothing();
    given(...booked())
      .when(remind(A_DAY_BEFORE))
      .thenLike({
        type: 'BookingReminded',
        data: { reminder: 'day', remindedAt: A_DAY_BEFORE, policy: policyOf('booking-reminder-day'), sequence: 0 },
      });
    const once = after(booked(), remind(A_DAY_BEFORE));
    given(...once)
      .when(remind('2026-11-30T12:00:00.000Z'))
      .thenNothing();
    given(...once)
      .when(remind(HOURS_BEFORE))
      .thenLike(told('hours'));
    given(...after(once, remind(HOURS_BEFORE)))
      .when(remind('2026-12-01T05:59:59.999Z'))
      .thenNothing();
  });

  it('whose reminders are late, as after an outage, gets only the last of those that are due', () => {
    given(...booked())
      .when(remind('2026-12-01T05:00:00.000Z'))
      .thenLike(told('hours'));
  });

  it('is not reminded of a place that was taken when its time had come', () => {
    given(...booked(A_DAY_BEFORE))
      .when(remind('2026-11-30T07:00:00.000Z'))
      .thenNothing();
    given(...booked(A_DAY_BEFORE))
      .when(remind(HOURS_BEFORE))
      .thenLike(told('hours'));
    given(...booked(HOURS_BEFORE))
      .when(remind('2026-12-01T05:00:00.000Z'))
      .thenNothing();
  });

  it('is not reminded of a place that is held, given back, left or begun', () => {
    given(held(A_DAY_BEFORE)).when(remind('2026-11-30T06:01:00.000Z')).thenNothing();
    const cancel: AgendaCommand = { type: 'Cancel', booking: id(1), at: A_DAY_BEFORE, change };
    given(...after(booked(), cancel))
      .when(remind(A_DAY_BEFORE))
      .thenNothing();
    const seen = { status: 'confirmed', sequence: 0 } as const;
    const to = { ...KEY, on: '2026-12-02' };
    const vacate: AgendaCommand = { type: 'Vacate', booking: id(1), seen, to, at: A_DAY_BEFORE, change };
    given(...after(booked(), vacate))
      .when(remind(A_DAY_BEFORE))
      .thenNothing();
    given(...booked())
      .when(remind('2026-12-01T06:00:00.000Z'))
      .thenNothing();
    given().when(remind(A_DAY_BEFORE)).thenNothing();
  });

  it('who moved to another time of the day is reminded of that one anew', () => {
    const once = after(booked(), remind(A_DAY_BEFORE));
    const later = { startsAt: '2026-12-01T10:00:00.000Z', endsAt: '2026-12-01T11:00:00.000Z', sequence: 1 };
    const seen = { status: 'confirmed', sequence: 0 } as const;
    const vacated = after(once, { type: 'Vacate', booking: id(1), seen, to: KEY, at: '2026-11-30T07:00:00.000Z', change });
    const moved = after([...vacated, held('2026-11-30T07:00:00.000Z', later)], {
      type: 'Confirm',
      booking: id(1),
      at: '2026-11-30T07:00:00.000Z',
    });
    given(...moved)
      .when(remind(A_DAY_BEFORE.replace('T06', 'T10')))
      .thenLike({ type: 'BookingReminded', data: { reminder: 'day', sequence: 1, startsAt: later.startsAt } });
  });
});

describe('A visitor whose place was withdrawn', () => {
  const offer = {
    ...{ ...KEY, offer: id(500), on: '2026-12-03', startsAt: '2026-12-03T06:00:00.000Z', endsAt: '2026-12-03T07:00:00.000Z' },
    until: '2026-11-30T06:00:00.000Z',
  };
  const withdraw = (changes: object = {}): AgendaCommand => ({
    ...{ type: 'Withdraw', booking: id(1), reason: 'Repair', offer, instead: null, at: '2026-11-29T06:00:00.000Z' },
    ...{ policy: change.policy, ...changes },
  });
  const withdrawn = after(booked(), withdraw());
  const IN_TIME = '2026-11-30T02:00:00.000Z';
  const TOO_LATE = offer.until;

  it('is reminded once of what is offered, some hours before it is not kept any more, and not of the place', () => {
    given(...withdrawn)
      .when(remind('2026-11-30T01:59:59.999Z'))
      .thenNothing();
    given(...withdrawn)
      .when(remind(IN_TIME))
      .thenLike({
        type: 'OfferReminded',
        data: { offer, reason: 'Repair', remindedAt: IN_TIME, policy: policyOf('booking-reminder-offer') },
      });
    for (const at of ['2026-11-30T05:00:00.000Z', A_DAY_BEFORE])
      given(...after(withdrawn, remind(IN_TIME)))
        .when(remind(at))
        .thenNothing();
    given(...withdrawn)
      .when(remind(TOO_LATE))
      .thenNothing();
  });

  it('is not reminded of an offer that was declined, of none, nor of one that is newer than the time to remind', () => {
    const others = [
      after(withdrawn, { type: 'DeclineOffer', booking: id(1), at: '2026-11-29T07:00:00.000Z' }),
      after(booked(), withdraw({ offer: null })),
      after(booked(), withdraw({ at: IN_TIME })),
    ];
    for (const history of others)
      given(...history)
        .when(remind('2026-11-30T03:00:00.000Z'))
        .thenNothing();
  });

  it('is reminded of the next offer anew', () => {
    const next = { ...offer, offer: id(501), until: '2026-11-30T16:00:00.000Z' };
    const again = after(
      withdrawn,
      remind(IN_TIME),
      withdraw({ offer: next, instead: offer.offer, at: '2026-11-30T03:00:00.000Z' }),
    );
    given(...again)
      .when(remind('2026-11-30T12:00:00.000Z'))
      .thenLike({ type: 'OfferReminded', data: { offer: next } });
  });
});
