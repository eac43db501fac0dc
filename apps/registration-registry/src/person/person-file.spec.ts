/** The file of a person: everything that was recorded, in its place. */
import type { Recorded } from '@qeyd/core';
import type { RegistrationEvent } from '../registration/events';
import { registration, type RegistrationCommand } from '../registration/registration';
import {
  application,
  expire,
  idOf,
  person,
  personalFields,
  register,
  reportDeparture,
  withdrawDeparture,
} from '../../test/specimens';
import { personFileOf } from './person-file';

function recorded(...commands: readonly RegistrationCommand[]): Recorded<RegistrationEvent>[] {
  const events: Recorded<RegistrationEvent>[] = [];
  let state = registration.initial;
  for (const [n, command] of commands.entries()) {
    for (const event of registration.decide(command, state) as readonly RegistrationEvent[]) {
      state = registration.evolve(state, event);
      const cause = { id: `cause-${n}`, correlation: 'correlation', actor: 'service:specimen' };
      const version = events.length + 1;
      events.push({
        ...event,
        position: version,
        version,
        stream: `person-${person}`,
        recordedAt: `2026-03-0${version}T08:00:00.000Z`,
        cause,
      });
    }
  }
  return events;
}

const events = recorded(
  register(application()),
  register(application({ channel: 'asan' }, 200)),
  reportDeparture('2026-04-10', '2026-04-01T08:00:00.000Z'),
  withdrawDeparture('2026-04-02T08:00:00.000Z'),
  expire('2026-05-30'),
  reportDeparture('2026-06-10', '2026-06-01T08:00:00.000Z', idOf(501)),
  register(
    application(
      { basis: 'other', enteredOn: '2026-06-10', movedInOn: '2026-06-10', receivedAt: '2026-06-11T08:00:00.000Z' },
      300,
    ),
  ),
);

describe('The file of a person', () => {
  const file = personFileOf(person, events);

  it('shows a registration with its duplicates, departures and end, each with policy and cause', () => {
    expect(file.registrations).toMatchObject([
      {
        status: 'ended',
        reference: 'SPECIMEN-100',
        address: personalFields.address,
        toExclusive: '2026-05-30',
        policy: { name: 'period-visa-free' },
        filing: { name: 'filing-deadline' },
        position: 1,
        cause: { id: 'cause-0' },
        duplicates: [{ reference: 'SPECIMEN-200', channel: 'asan', policy: { name: 'one-registration' }, position: 2 }],
        departures: [{ leavesOn: '2026-04-10', policy: { name: 'departure' }, revoked: { position: 4 } }],
        end: { reason: 'Expired', effectiveOn: '2026-05-30', policy: { name: 'period-visa-free' } },
      },
    ]);
  });

  it('shows what led to no registration', () => {
    expect(file.declined).toMatchObject([{ reference: 'SPECIMEN-300', reason: 'stay-period-unknown' }]);
    expect(file.departuresNotApplied).toMatchObject([{ departure: idOf(501), reason: 'already-ended' }]);
  });

  it('shows the person once, and neither tokens nor hashes of places and owners', () => {
    expect(file.identity).toEqual(personalFields);
    const shown = JSON.stringify({ ...file, identity: null });
    for (const hidden of ['"tokens"', '"place"', '"owner"', 'ERIKSSON', 'example.org']) expect(shown).not.toContain(hidden);
  });

  it('shows the person as of a moment', () => {
    const then = personFileOf(person, events.slice(0, 3));
    expect(then.registrations).toMatchObject([{ status: 'active', departures: [{ revoked: null }], end: null }]);
  });

  it('says so when the person was erased', () => {
    const erased = Object.fromEntries(Object.keys(personalFields).map((field) => [field, '[erased]']));
    const gone = events.map((event) => ('surname' in event.data ? { ...event, data: { ...event.data, ...erased } } : event));
    expect(personFileOf(person, gone)).toMatchObject({
      erased: true,
      erasure: null,
      identity: { surname: '[erased]' },
    });
    const erase = { type: 'Erase', person, reason: 'court', caseNumber: '12/2026', at: '2026-07-01T08:00:00.000Z' } as const;
    expect(personFileOf(person, recorded(register(application()), erase))).toMatchObject({
      erased: true,
      erasure: { reason: 'court', caseNumber: '12/2026', cause: { actor: 'service:specimen' } },
    });
  });
});
