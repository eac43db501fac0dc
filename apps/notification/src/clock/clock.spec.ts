import { specify } from '@qeyd/testing';
import fc from 'fast-check';
import { isRefused } from '@qeyd/core';
import { clockDecider, type ClockCommand, type ClockEvent } from './clock';

const application = '019aaaaa-0000-7000-8000-000000000002';
/** A Friday; the first working day after it is Monday. */
const startedAt = '2026-11-20T06:30:00.000Z';
const dueAt = '2026-11-23T20:00:00.000Z';
const about = { application, startedAt, dueAt };

const started: ClockEvent = { type: 'ConfirmationClockStarted', data: about };
const atRisk: ClockEvent = { type: 'ConfirmationClockAtRisk', data: { ...about, at: '2026-11-23T05:00:00.000Z' } };
const missed: ClockEvent = { type: 'ConfirmationClockMissed', data: { ...about, at: dueAt } };
const met = (metAt: string): ClockEvent => ({ type: 'ConfirmationClockMet', data: { ...about, metAt, notice: null } });

const { given } = specify(clockDecider);

describe('The clock of one working day', () => {
  it('ends with the first working day after the day of receipt', () => {
    given().when({ type: 'Start', application, receivedAt: startedAt }).then(started);
    given()
      .when({ type: 'Start', application, receivedAt: '2026-03-19T08:00:00.000Z' })
      .thenLike({ type: 'ConfirmationClockStarted', data: { dueAt: '2026-03-31T20:00:00.000Z' } });
  });

  it('starts once, whichever message about the application arrives first', () => {
    given(started).when({ type: 'Start', application, receivedAt: startedAt }).thenNothing();
  });

  it('is met by the evidence of a delivery, once', () => {
    const meet: ClockCommand = { type: 'Meet', at: '2026-11-20T06:30:01.000Z', notice: null };
    given(started).when(meet).then(met(meet.at));
    given(started, met(meet.at)).when(meet).thenNothing();
  });

  it('is at risk from nine in the morning of its last day, and says so once', () => {
    given(started).when({ type: 'Watch', at: '2026-11-23T04:59:59.999Z' }).thenNothing();
    given(started).when({ type: 'Watch', at: '2026-11-23T05:00:00.000Z' }).then(atRisk);
    given(started, atRisk).when({ type: 'Watch', at: '2026-11-23T06:00:00.000Z' }).thenNothing();
  });

  it('is missed at the end of its last day, and says so once', () => {
    given(started).when({ type: 'Watch', at: dueAt }).then(missed);
    given(started, atRisk, missed).when({ type: 'Watch', at: '2026-11-24T20:00:00.000Z' }).thenNothing();
  });

  it('that was missed is still met by a late delivery', () => {
    const metAt = '2026-11-24T05:00:00.000Z';
    given(started, missed).when({ type: 'Meet', at: metAt, notice: null }).then(met(metAt));
  });

  it('that was met is not watched any more', () => {
    given(started, met(startedAt)).when({ type: 'Watch', at: dueAt }).thenNothing();
  });

  it('keeps the earlier of two due times when the calendar changes while it runs', () => {
    const lastYearsCalendar = { ...about, dueAt: '2026-11-24T20:00:00.000Z' };
    given({ type: 'ConfirmationClockStarted', data: lastYearsCalendar })
      .when({ type: 'Watch', at: '2026-11-23T04:00:00.000Z' })
      .then({ type: 'ConfirmationClockBroughtForward', data: { ...about, broughtForwardAt: '2026-11-23T04:00:00.000Z' } });
    const earlier = { ...about, dueAt: '2026-11-22T20:00:00.000Z' };
    given({ type: 'ConfirmationClockStarted', data: earlier })
      .when({ type: 'Watch', at: earlier.dueAt })
      .then({ type: 'ConfirmationClockMissed', data: { ...earlier, at: earlier.dueAt } });
  });

  it('cannot be met or watched before it starts', () => {
    given().when({ type: 'Meet', at: startedAt, notice: null }).thenRefused('clock-not-started');
    given().when({ type: 'Watch', at: startedAt }).thenRefused('clock-not-started');
  });

  it('is met at most once and missed at most once, whatever happens in whatever order', () => {
    const times = fc.constantFrom(startedAt, '2026-11-23T05:00:00.000Z', dueAt, '2026-11-25T00:00:00.000Z');
    const command = fc.oneof(
      fc.constant<ClockCommand>({ type: 'Start', application, receivedAt: startedAt }),
      times.map((at): ClockCommand => ({ type: 'Watch', at })),
      times.map((at): ClockCommand => ({ type: 'Meet', at, notice: null })),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const events: ClockEvent[] = [];
        for (const next of commands) {
          const decision = clockDecider.decide(next, given(...events).state());
          if (!isRefused(decision)) events.push(...decision);
        }
        const types = events.map(({ type }) => type);
        expect(new Set(types).size).toBe(types.length);
        if (types.includes('ConfirmationClockMet')) expect(types.at(-1)).toBe('ConfirmationClockMet');
        expect(JSON.parse(JSON.stringify(events))).toEqual(events);
      }),
    );
  });
});
