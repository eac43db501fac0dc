/** How a registration ends: by departure, by expiry, and exactly once. */
import { specify } from '@qeyd/testing';
import {
  application,
  departurePolicy,
  departureRecorded,
  expire,
  idOf,
  person,
  register,
  reportDeparture,
  stayDeregistered,
  stayRegistered,
  withdrawDeparture,
} from '../../test/specimens';
import { registration } from './registration';

const { given } = specify(registration);
const registered = stayRegistered();
const noticed = departureRecorded('2026-04-10', '2026-04-01T08:00:00.000Z');
const notApplied = (reason: string) => ({ type: 'DepartureNotApplied', data: { person, reason } }) as const;

describe('A departure notice', () => {
  it('for a day to come is recorded and names the policy; the registration stays active', () => {
    given(registered).when(reportDeparture('2026-04-10', '2026-04-01T08:00:00.000Z')).then(noticed);
  });

  it('for the day of receipt leaves the person registered through that day', () => {
    given(registered)
      .when(reportDeparture('2026-04-01', '2026-04-01T08:00:00.000Z'))
      .thenLike({ type: 'DepartureRecorded', data: { leavesOn: '2026-04-01' } });
  });

  it('for a past day de-registers at once, with the true date', () => {
    given(registered)
      .when(reportDeparture('2026-03-20', '2026-04-01T08:00:00.000Z'))
      .thenLike({ type: 'DepartureRecorded', data: { leavesOn: '2026-03-20' } }, stayDeregistered('Departed', '2026-03-21'));
  });

  it('for the last day of the stay is a departure, not an expiry', () => {
    given(registered, departureRecorded('2026-05-29', '2026-05-01T08:00:00.000Z'))
      .when(expire('2026-05-30'))
      .then(stayDeregistered('Departed', '2026-05-30'));
  });

  it('takes the place of an earlier notice', () => {
    given(registered, noticed)
      .when(reportDeparture('2026-04-20', '2026-04-02T08:00:00.000Z', idOf(501)))
      .thenLike({ type: 'DepartureRecorded', data: { departure: idOf(501), leavesOn: '2026-04-20' } });
    given(registered, noticed, departureRecorded('2026-04-20', '2026-04-02T08:00:00.000Z', idOf(501)))
      .when(expire('2026-04-11'))
      .thenNothing();
  });

  it.each([
    ['nobody is registered', [], '2026-04-10', 'no-active-registration'],
    ['the stay has ended', [registered, stayDeregistered('Expired', '2026-05-30')], '2026-04-10', 'already-ended'],
    ['the person had not entered yet', [registered], '2026-02-28', 'before-entry'],
    ['the stay ends before the person leaves', [registered], '2026-05-30', 'already-ended'],
  ] as const)('is information only when %s', (_, before, leavesOn, reason) => {
    given(...before)
      .when(reportDeparture(leavesOn, '2026-04-01T08:00:00.000Z'))
      .thenLike(notApplied(reason));
  });

  it('of the old host does not end the registration at the new place', () => {
    given(
      registered,
      stayDeregistered('ChangedPlace', '2026-03-19'),
      stayRegistered({ place: 'place-b', movedInOn: '2026-03-19' }, 200),
    )
      .when(reportDeparture('2026-03-19', '2026-03-20T08:00:00.000Z'))
      .thenLike(notApplied('already-ended'));
  });

  it('after the stay had run out finds it expired, though no sweep had come by', () => {
    given(registered)
      .when(reportDeparture('2026-05-20', '2026-06-02T08:00:00.000Z'))
      .thenLike(stayDeregistered('Expired', '2026-05-30'), notApplied('already-ended'));
  });
});

describe('A departure notice taken back', () => {
  it('before its date lets the registration run to its end again', () => {
    given(registered, noticed)
      .when(withdrawDeparture('2026-04-09T19:59:59.999Z'))
      .thenLike({ type: 'DepartureRevoked', data: { departure: idOf(500), toExclusive: '2026-05-30' } });
  });

  it('on its date comes too late', () => {
    given(registered, noticed).when(withdrawDeparture('2026-04-09T20:00:00.000Z')).thenLike(notApplied('already-ended'));
  });

  it('after its date finds the person de-registered', () => {
    given(registered, noticed)
      .when(withdrawDeparture('2026-04-12T08:00:00.000Z'))
      .thenLike(stayDeregistered('Departed', '2026-04-11'), notApplied('already-ended'));
  });

  it('is information only when another notice stands, or none', () => {
    given(registered, noticed)
      .when(withdrawDeparture('2026-04-02T08:00:00.000Z', idOf(501)))
      .thenLike(notApplied('already-ended'));
    given().when(withdrawDeparture('2026-04-02T08:00:00.000Z')).thenLike(notApplied('no-active-registration'));
  });
});

describe('The end of the period', () => {
  it('is recorded with its true date on the day itself', () => {
    given(registered).when(expire('2026-05-30')).then(stayDeregistered('Expired', '2026-05-30'));
  });

  it('is recorded with its true date even when the sweep runs days late', () => {
    given(registered).when(expire('2026-06-07')).then(stayDeregistered('Expired', '2026-05-30'));
  });

  it('is not there a day before', () => {
    given(registered).when(expire('2026-05-29')).thenNothing();
  });

  it('is the day after the departure when one was notified', () => {
    given(registered, noticed).when(expire('2026-04-10')).thenNothing();
    given(registered, noticed).when(expire('2026-04-11')).then(stayDeregistered('Departed', '2026-04-11'));
  });

  it('comes to nothing for a registration that ended otherwise in the meantime', () => {
    given(registered, stayDeregistered('ChangedPlace', '2026-03-19')).when(expire('2026-05-30')).thenNothing();
    given(registered, stayDeregistered('ChangedPlace', '2026-03-19'), stayRegistered({ place: 'place-b' }, 200))
      .when(expire('2026-05-30'))
      .thenNothing();
  });
});

describe('Departure, expiry and change of place race to one de-registration', () => {
  const moved = register(application({ place: 'place-b', movedInOn: '2026-04-05', receivedAt: '2026-04-06T08:00:00.000Z' }, 200));

  it('when the departure comes first, the move finds the old place left', () => {
    given(registered, departureRecorded('2026-04-04', '2026-04-01T08:00:00.000Z'))
      .when(moved)
      .thenLike(stayDeregistered('Departed', '2026-04-05'), { type: 'StayRegistered', data: { place: 'place-b' } });
  });

  it('when the move comes first, a departure to come falls with the old registration', () => {
    given(registered, noticed)
      .when(moved)
      .thenLike(stayDeregistered('ChangedPlace', '2026-04-05'), { type: 'StayRegistered', data: { place: 'place-b' } });
  });

  it('names the policy of departure at the end that it causes', () => {
    expect(stayDeregistered('Departed', '2026-04-05').data.policy).toEqual(departurePolicy);
    expect(departurePolicy?.name).toBe('departure');
  });
});
