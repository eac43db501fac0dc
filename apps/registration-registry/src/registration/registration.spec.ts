/** The laws that hold whatever is filed, reported and swept, in whatever order. */
import fc from 'fast-check';
import { addDays } from '@qeyd/calendar';
import type { RegistrationEvent } from './events';
import { registration, type RegistrationCommand } from './registration';
import { application, idOf, person, policies, register } from '../../test/specimens';
import { allOf } from './stays';

const day = (from: string, days: number) => fc.integer({ min: 0, max: days }).map((n) => addDays(from, n));
const instant = (from: string, days: number) => day(from, days).map((date) => `${date}T21:00:00.000Z`);
const visa = fc.record({
  days: fc.option(fc.integer({ min: 1, max: 120 })),
  validUntil: fc.option(day('2026-02-01', 200)),
});

const filed = fc
  .record({
    n: fc.integer({ min: 100, max: 130 }),
    place: fc.constantFrom('place-a', 'place-b', 'place-c'),
    owner: fc.constantFrom(null, 'owner-1'),
    company: fc.boolean(),
    basis: fc.constantFrom('visa', 'visa-free', 'other'),
    visa: fc.option(visa),
    enteredOn: day('2026-03-01', 5),
    stayed: fc.integer({ min: 0, max: 60 }),
    receivedAt: instant('2026-03-06', 120),
  })
  .map(({ n, stayed, ...changes }) => register(application({ ...changes, movedInOn: addDays(changes.enteredOn, stayed) }, n)));
const departure = fc.integer({ min: 500, max: 505 }).map(idOf);
const command: fc.Arbitrary<RegistrationCommand> = fc.oneof(
  filed,
  fc
    .record({ departure, leavesOn: day('2026-02-20', 140), receivedAt: instant('2026-03-06', 120) })
    .map((notice) => ({ type: 'ReportDeparture', notice: { ...notice, person, reportedBy: 'host' }, policies }) as const),
  fc
    .record({ departure, receivedAt: instant('2026-03-06', 120) })
    .map((withdrawal) => ({ type: 'WithdrawDeparture', withdrawal: { ...withdrawal, person } }) as const),
  fc
    .record({ registration: fc.integer({ min: 100, max: 130 }), today: day('2026-03-01', 200) })
    .map(
      ({ registration: n, today }) =>
        ({ type: 'Expire', registration: register(application({}, n)).registration, today }) as const,
    ),
  instant('2026-03-01', 200).map((at) => ({ type: 'Erase', person, reason: 'court', caseNumber: null, at }) as const),
);
const commands = fc.array(command, { maxLength: 30 });

/** Plays the commands one after the other and returns all events. */
function play(given: readonly RegistrationCommand[]): RegistrationEvent[] {
  const events: RegistrationEvent[] = [];
  let state = registration.initial;
  for (const each of given) {
    const decided = registration.decide(each, state) as readonly RegistrationEvent[];
    events.push(...decided);
    state = decided.reduce(registration.evolve, state);
  }
  return events;
}

const count = (events: readonly RegistrationEvent[], type: RegistrationEvent['type']): number =>
  events.filter((event) => event.type === type).length;

describe('Whatever is filed for one person', () => {
  it('there is never more than one active registration, and each ends at most once', () => {
    fc.assert(
      fc.property(commands, (given) => {
        let active = 0;
        const ended = new Set<string>();
        for (const event of play(given)) {
          if (event.type === 'StayRegistered') expect(++active).toBe(1);
          if (event.type !== 'StayDeregistered') continue;
          expect(--active).toBe(0);
          expect(ended.has(event.data.registration)).toBe(false);
          ended.add(event.data.registration);
        }
      }),
    );
  });

  it('each application has exactly one answer, and each departure notice too', () => {
    fc.assert(
      fc.property(filed, commands, (last, given) => {
        const events = play(given);
        const state = events.reduce(registration.evolve, registration.initial);
        const known = allOf(state).some(({ stay }) => stay.registration === last.registration);
        const answers = registration.decide(last, state) as readonly RegistrationEvent[];
        expect(answers.filter((event) => event.type !== 'StayDeregistered')).toHaveLength(known ? 0 : 1);
      }),
    );
  });

  it('a registration never ends after its period, nor outlives a sweep', () => {
    fc.assert(
      fc.property(commands, (given) => {
        const state = play(given).reduce(registration.evolve, registration.initial);
        for (const { stay, effectiveOn } of state.ended) expect(effectiveOn <= stay.toExclusive).toBe(true);
        if (!state.active) return;
        const { registration: id, toExclusive } = state.active.stay;
        const sweep = { type: 'Expire', registration: id, today: toExclusive } as const;
        expect(count(registration.decide(sweep, state) as readonly RegistrationEvent[], 'StayDeregistered')).toBe(1);
      }),
    );
  });
});

describe('The rule itself', () => {
  it('decides without changing what it was given', () => {
    const freeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
      Object.freeze(value);
      Object.values(value).forEach(freeze);
    };
    fc.assert(
      fc.property(command, commands, (last, given) => {
        const state = play(given).reduce(registration.evolve, registration.initial);
        freeze(state);
        freeze(last);
        expect(() => registration.decide(last, state)).not.toThrow();
      }),
    );
  });

  it('records one erasure at most', () => {
    fc.assert(fc.property(commands, (given) => count(play(given), 'PersonErased') <= 1));
  });

  it('records only what survives JSON', () => {
    fc.assert(
      fc.property(commands, (given) => {
        const events = play(given);
        expect(JSON.parse(JSON.stringify(events))).toEqual(events);
      }),
    );
  });

  it('can fold any events in any order', () => {
    fc.assert(
      fc.property(commands, fc.infiniteStream(fc.nat()), (given, order) => {
        const shuffled = play(given)
          .map((event) => ({ event, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at);
        const state = shuffled.reduce((stays, { event }) => registration.evolve(stays, event), registration.initial);
        expect(allOf(state).length).toBeLessThanOrEqual(given.length);
      }),
    );
  });

  it('seals the personal fields of every event that has any, under the person', () => {
    fc.assert(
      fc.property(commands, (given) => {
        for (const { type, data } of play(given)) {
          const declared = registration.personal?.[type];
          expect('surname' in data).toBe(declared !== undefined);
          for (const field of declared?.fields ?? []) expect(data).toHaveProperty(field);
        }
      }),
    );
  });
});
