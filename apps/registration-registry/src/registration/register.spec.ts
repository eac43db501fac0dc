/** What becomes of an application, in the words of the office. */
import { specify } from '@qeyd/testing';
import { addDays, addWorkingDays } from '@qeyd/calendar';
import { application, onlyOne, policies, register, stayDeregistered, stayRegistered, visaFreePolicy } from '../../test/specimens';
import { registration } from './registration';

const { given } = specify(registration);
const registered = stayRegistered();

describe('The first application of a stay', () => {
  it('registers a visa-free person at once for 90 days from entry', () => {
    given().when(register(application())).then(registered);
  });

  it('counts the period from entry, not from filing', () => {
    given()
      .when(register(application({ receivedAt: '2026-03-10T08:00:00.000Z' })))
      .thenLike({ type: 'StayRegistered', data: { from: '2026-03-01', toExclusive: addDays('2026-03-01', 90) } });
  });

  it.each([
    ['the days on the visa when they end first', { days: 30, validUntil: '2026-12-31' }, '2026-03-31'],
    ['the last day of the visa, that day included, when it comes first', { days: 90, validUntil: '2026-03-20' }, '2026-03-21'],
    ['the days alone when the visa shows no validity', { days: 10, validUntil: null }, '2026-03-11'],
    ['the validity alone when the visa shows no days', { days: null, validUntil: '2026-04-30' }, '2026-05-01'],
  ])('registers a person with a visa for %s', (_, visa, toExclusive) => {
    given()
      .when(register(application({ basis: 'visa', visa })))
      .thenLike({ type: 'StayRegistered', data: { toExclusive, policy: { name: 'period-visa' } } });
  });

  it.each(['visa', 'other'] as const)('is declined when the basis is %s and neither days nor a validity are known', (basis) => {
    given()
      .when(register(application({ basis, visa: { days: null, validUntil: null } })))
      .thenLike({ type: 'RegistrationDeclined', data: { reason: 'stay-period-unknown', policy: { name: 'period-visa' } } });
  });

  it('registers a late one all the same, with the days late that the filing was judged to have', () => {
    given()
      .when(register(application({ receivedAt: '2026-03-25T08:00:00.000Z', daysLate: 9 })))
      .thenLike({ type: 'StayRegistered', data: { daysLate: 9, filing: { name: 'filing-deadline' } } });
  });

  it('registers a voluntary one of a stay of 15 days or less', () => {
    given()
      .when(register(application({ basis: 'visa', visa: { days: 5, validUntil: null } })))
      .thenLike({ type: 'StayRegistered', data: { toExclusive: '2026-03-06' } });
  });

  it('is declined when the stay was over on the day of receipt', () => {
    given()
      .when(register(application({ receivedAt: '2026-05-29T20:00:00.000Z' })))
      .thenLike({ type: 'RegistrationDeclined', data: { reason: 'stay-period-over', policy: visaFreePolicy } });
  });

  it('registers a person on the last day of the stay, until 24:00 in Baku', () => {
    given()
      .when(register(application({ receivedAt: '2026-05-29T19:59:59.999Z' })))
      .thenLike({ type: 'StayRegistered', data: { toExclusive: '2026-05-30' } });
  });

  it('takes the period from the policy of the entry date, even when it has changed since', () => {
    const shorter = policies.flatMap((row) =>
      row.code === 'period-visa-free'
        ? [
            { ...row, validToExclusive: '2026-03-02' },
            { ...row, validFrom: '2026-03-02', attributes: { days: 30 } },
          ]
        : [row],
    );
    const enteredLater = application({ enteredOn: '2026-03-02', movedInOn: '2026-03-02' });
    given()
      .when(register(application(), { policies: shorter }))
      .thenLike({ type: 'StayRegistered', data: { toExclusive: '2026-05-30', policy: { version: '2013-04-01' } } });
    given()
      .when(register(enteredLater, { policies: shorter }))
      .thenLike({ type: 'StayRegistered', data: { toExclusive: '2026-04-01', policy: { version: '2026-03-02' } } });
  });

  it('is declined as unknown when no policy was in force on the entry date', () => {
    given()
      .when(register(application(), { policies: [] }))
      .thenLike({ type: 'RegistrationDeclined', data: { reason: 'stay-period-unknown', policy: null } });
  });
});

describe('The same stay filed twice', () => {
  const again = application({ channel: 'asan', filedBy: 'partner', receivedAt: '2026-03-04T08:00:00.000Z' }, 200);

  it('gives one registration: the second application is linked as a duplicate', () => {
    given(registered)
      .when(register(again))
      .thenLike({
        type: 'DuplicateLinked',
        data: { registration: registered.data.registration, application: again.application, policy: onlyOne },
      });
  });

  it('is a duplicate even after the registration has ended', () => {
    given(registered, stayDeregistered('Departed', '2026-03-20'))
      .when(register({ ...again, receivedAt: '2026-03-25T08:00:00.000Z' }))
      .thenLike({ type: 'DuplicateLinked', data: { registration: registered.data.registration } });
  });

  it('is a new registration when the person came back to the place after leaving it', () => {
    given(registered, stayDeregistered('Departed', '2026-03-20'))
      .when(register({ ...again, movedInOn: '2026-03-25', receivedAt: '2026-03-25T08:00:00.000Z' }))
      .thenLike({ type: 'StayRegistered', data: { toExclusive: '2026-05-30', movedInOn: '2026-03-25' } });
  });

  it('changes nothing when the very same application is registered already', () => {
    given(registered).when(register(application())).thenNothing();
  });
});

describe('A new place of stay', () => {
  const moved = application({ place: 'place-b', movedInOn: '2026-03-19', receivedAt: '2026-04-06T08:00:00.000Z' }, 200);

  it('ends the old registration in the same step, and the end date stays', () => {
    given(registered)
      .when(register(moved))
      .thenLike(
        { type: 'StayDeregistered', data: stayDeregistered('ChangedPlace', '2026-03-19').data },
        { type: 'StayRegistered', data: { place: 'place-b', toExclusive: '2026-05-30', policy: visaFreePolicy } },
      );
  });

  it('keeps the end date even when the new application tells of another visa', () => {
    given(registered)
      .when(register({ ...moved, basis: 'visa', visa: { days: 365, validUntil: null } }))
      .thenLike({ type: 'StayDeregistered', data: {} }, { type: 'StayRegistered', data: { toExclusive: '2026-05-30' } });
  });

  it('is filed in time within 5 working days: moved in on Thu 19 Mar 2026, the last day is Mon 6 Apr 2026', () => {
    expect(addWorkingDays('2026-03-19', 5)).toBe('2026-04-06');
    given(registered)
      .when(register({ ...moved, daysLate: 21 }))
      .thenLike(
        { type: 'StayDeregistered', data: {} },
        { type: 'StayRegistered', data: { daysLate: 0, filing: { name: 'change-of-place-deadline', version: '2019-07-24' } } },
      );
  });

  it('is late by a day on Tue 7 Apr 2026', () => {
    given(registered)
      .when(register({ ...moved, receivedAt: '2026-04-06T20:00:00.000Z' }))
      .thenLike({ type: 'StayDeregistered', data: {} }, { type: 'StayRegistered', data: { daysLate: 1 } });
  });

  it('keeps the end date also when the person had been de-registered at the old place before', () => {
    given(registered, stayDeregistered('Departed', '2026-03-19'))
      .when(register(moved))
      .thenLike({ type: 'StayRegistered', data: { toExclusive: '2026-05-30', filing: { name: 'change-of-place-deadline' } } });
  });

  it('is declined when the person had moved on from it before: that stay is over', () => {
    given(stayRegistered({ place: 'place-b', movedInOn: '2026-03-19' }))
      .when(register(application({ movedInOn: '2026-03-10' }, 200)))
      .thenLike({ type: 'RegistrationDeclined', data: { reason: 'stay-period-over' } });
  });

  it('is declined when the stay ends before the person moves in', () => {
    given(registered)
      .when(register({ ...moved, movedInOn: '2026-05-30' }))
      .thenLike({ type: 'RegistrationDeclined', data: { reason: 'stay-period-over' } });
  });
});

describe('Another dwelling of the same owner', () => {
  const owned = stayRegistered({ owner: 'owner-1' });
  const other = application({ owner: 'owner-1', place: 'place-b', movedInOn: '2026-03-15' }, 200);

  it('needs no registration', () => {
    given(owned)
      .when(register(other))
      .thenLike({ type: 'RegistrationNotRequired', data: { reason: 'same-owner', policy: { name: 'same-owner' } } });
  });

  it.each([
    ['a company owns it', owned, { company: true }],
    ['the owner is another one', owned, { owner: 'owner-2' }],
    ['no owner was told', registered, { owner: null }],
  ])('is a change of place when %s', (_, before, changes) => {
    given(before)
      .when(register({ ...other, ...changes }))
      .thenLike({ type: 'StayDeregistered', data: { reason: 'ChangedPlace' } }, { type: 'StayRegistered', data: {} });
  });

  it('is a change of place when the policy is switched off', () => {
    const off = policies.map((row) => (row.code === 'same-owner' ? { ...row, attributes: { enabled: false } } : row));
    given(owned)
      .when(register(other, { policies: off }))
      .thenLike({ type: 'StayDeregistered', data: {} }, { type: 'StayRegistered', data: {} });
  });

  it('of a company needs no registration either when the policy says so', () => {
    const on = policies.map((row) => (row.code === 'same-owner' ? { ...row, attributes: { companies: true } } : row));
    given(owned)
      .when(register({ ...other, company: true }, { policies: on }))
      .thenLike({ type: 'RegistrationNotRequired', data: {} });
  });
});

describe('Another entry into the country', () => {
  const entry = (enteredOn: string) =>
    application({ enteredOn, movedInOn: enteredOn, receivedAt: '2026-04-20T08:00:00.000Z' }, 200);

  it('at a later date ends the old stay and starts a new one with its own period', () => {
    given(registered)
      .when(register(entry('2026-04-18')))
      .thenLike(
        { type: 'StayDeregistered', data: { reason: 'NewEntry', effectiveOn: '2026-04-18', policy: onlyOne } },
        { type: 'StayRegistered', data: { from: '2026-04-18', toExclusive: '2026-07-17' } },
      );
  });

  it('at an earlier date is superseded by the later one', () => {
    given(stayRegistered({ enteredOn: '2026-04-18', movedInOn: '2026-04-18' }, 100, { toExclusive: '2026-07-17' }))
      .when(register(entry('2026-03-01')))
      .thenLike({ type: 'RegistrationDeclined', data: { reason: 'superseded-by-later-entry', policy: onlyOne } });
  });

  it('at an earlier date is superseded even when the later stay has ended', () => {
    given(
      stayRegistered({ enteredOn: '2026-04-01', movedInOn: '2026-04-01' }, 100, { toExclusive: '2026-06-30' }),
      stayDeregistered('Departed', '2026-04-10'),
    )
      .when(register(entry('2026-03-01')))
      .thenLike({ type: 'RegistrationDeclined', data: { reason: 'superseded-by-later-entry' } });
  });

  it('after the old stay had run out finds it expired on its true date, though no sweep had come by', () => {
    given(registered)
      .when(
        register(application({ enteredOn: '2026-06-10', movedInOn: '2026-06-10', receivedAt: '2026-06-11T08:00:00.000Z' }, 200)),
      )
      .thenLike(
        { type: 'StayDeregistered', data: { reason: 'Expired', effectiveOn: '2026-05-30', policy: visaFreePolicy } },
        { type: 'StayRegistered', data: { from: '2026-06-10' } },
      );
  });
});
