import { specify } from '@qeyd/testing';
import { change, id, KEY, party, visitor } from '../../test/specimens';
import { agenda, type AgendaCommand } from './agenda';
import type { AgendaEvent, PlaceHeld } from './events';
import type { ReminderTerms } from './reminder';

const { given } = specify(agenda);
const policyOf = (name: string) => ({ name, version: '2020-01-01', act: 'sample' });
const terms: ReminderTerms = [
  { reminder: 'day', term: { value: 1440, policy: policyOf('booking-reminder-day') } },
  { reminder: 'hours', term: { value: 150, policy: policyOf('booking-reminder-hours') } },
];

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
    const vacate: AgendaCommand = { type: 'Vacate', booking: id(1), to: { ...KEY, on: '2026-12-02' }, at: A_DAY_BEFORE, change };
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
    const vacated = after(once, { type: 'Vacate', booking: id(1), to: KEY, at: '2026-11-30T07:00:00.000Z', change });
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
