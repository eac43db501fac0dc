import { ERASED } from '@qeyd/core';
import { plans } from './plan';

const at = '2026-11-22T08:00:05.000Z';
const people = {
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  fathersName: null,
  birthDate: '1974-08-12',
  sex: 'female',
  documentCountry: 'UTO',
  documentType: 'passport',
  documentNumber: 'L898902C3',
  address: 'Baku, Specimen street 1',
  hostName: 'Specimen Hotel',
  applicantEmail: 'hotel@example.org',
  applicantPhone: '+994120000000',
  guestEmail: 'anna@example.org',
} as const;
const ids = {
  application: '019aaaaa-0000-7000-8000-000000000002',
  registration: '019aaaaa-0000-7000-8000-000000000003',
  person: '019aaaaa-0000-7000-8000-000000000001',
};
const about = { ...ids, reference: 'QYD-1', receivedAt: '2026-11-20T08:00:00.000Z', language: 'az' } as const;
const period = { from: '2026-11-19', toExclusive: '2027-02-17' };
const registered = {
  ...about,
  ...people,
  ...period,
  place: 'p',
  office: null,
  citizenship: 'UTO',
  basis: 'visa-free',
  daysLate: 0,
  policy: { name: 'visa-free', version: '1', act: 'Specimen act' },
  registeredAt: at,
} as const;
const ended = { ...ids, ...people, reference: 'QYD-1', language: 'az', effectiveOn: '2026-11-22' } as const;

describe('A registration', () => {
  it('is confirmed to the applicant within the term counted from receipt, and the guest gets a copy', () => {
    const [applicant, guest, ...rest] = plans.StayRegistered(registered, at);
    expect(rest).toEqual([]);
    expect(applicant).toMatchObject({ about: ids.application, name: 'registered:applicant' });
    expect(applicant?.plan).toMatchObject({
      email: 'hotel@example.org',
      otherEmail: null,
      dueAt: '2026-11-23T20:00:00.000Z',
      ...ids,
    });
    expect(applicant?.plan).toMatchObject({ name: 'ANNA MARIA ERIKSSON', language: 'az', plannedAt: at });
    expect(applicant?.plan.matter).toEqual({
      kind: 'registered',
      reference: 'QYD-1',
      ...period,
      daysLate: 0,
      act: 'Specimen act',
    });
    expect(guest).toMatchObject({ name: 'registered:guest', plan: { email: 'anna@example.org', recipient: 'guest' } });
  });

  it('of a person who filed alone is confirmed in one mail', () => {
    const email = 'anna@example.org';
    expect(plans.StayRegistered({ ...registered, applicantEmail: email, guestEmail: email }, at)).toHaveLength(1);
    expect(plans.StayRegistered({ ...registered, applicantEmail: email, guestEmail: null }, at)).toHaveLength(1);
  });

  it('whose applicant has no e-mail is still to be confirmed, by an officer', () => {
    const [applicant, guest] = plans.StayRegistered({ ...registered, applicantEmail: null }, at);
    expect(applicant?.plan).toMatchObject({ recipient: 'applicant', email: null, phone: '+994120000000' });
    expect(guest?.plan.email).toBe('anna@example.org');
  });
});

describe('Every other answer to an application', () => {
  it('goes to its applicant alone', () => {
    const drafts = [
      ...plans.DuplicateLinked({ ...about, ...people, ...period }, at),
      ...plans.RegistrationNotRequired({ ...about, ...people, reason: 'same-owner' }, at),
      ...plans.RegistrationDeclined({ ...about, ...people, reason: 'stay-period-over' }, at),
    ];
    expect(drafts.map(({ name }) => name)).toEqual(['duplicate:applicant', 'not-required:applicant', 'declined:applicant']);
    for (const { plan } of drafts) expect(plan).toMatchObject({ email: 'hotel@example.org', application: ids.application });
  });
});

describe('A departure', () => {
  const departure = {
    ...people,
    departure: '019aaaaa-0000-7000-8000-000000000009',
    leavesOn: '2026-12-01',
    language: 'az',
  } as const;

  it('told by the host is told to the person', () => {
    const [draft, ...rest] = plans.DepartureRecorded({ ...ids, ...departure, reportedBy: 'host' }, at);
    expect(rest).toEqual([]);
    expect(draft).toMatchObject({
      about: departure.departure,
      plan: { recipient: 'guest', email: 'anna@example.org', application: null },
    });
  });

  it('told by the person is not told back', () => {
    for (const reportedBy of ['foreigner', 'officer', 'partner'] as const)
      expect(plans.DepartureRecorded({ ...ids, ...departure, reportedBy }, at)).toEqual([]);
  });
});

describe('The end of a registration', () => {
  it('is told to the person; the address of the application is the second to try', () => {
    const [draft, ...rest] = plans.StayDeregistered({ ...ended, reason: 'Departed' }, at);
    expect(rest).toEqual([]);
    expect(draft).toMatchObject({
      about: ids.registration,
      plan: { email: 'anna@example.org', otherEmail: 'hotel@example.org' },
    });
  });

  it('is a courtesy: where no e-mail is known nobody is called', () => {
    expect(plans.StayDeregistered({ ...ended, applicantEmail: null, guestEmail: null, reason: 'Expired' }, at)).toEqual([]);
  });

  it('by expiry is not told more than 7 days later, as after a long outage', () => {
    expect(plans.StayDeregistered({ ...ended, reason: 'Expired', effectiveOn: '2026-11-15' }, at)).toHaveLength(1);
    expect(plans.StayDeregistered({ ...ended, reason: 'Expired', effectiveOn: '2026-11-14' }, at)).toEqual([]);
    expect(plans.StayDeregistered({ ...ended, reason: 'Departed', effectiveOn: '2026-11-14' }, at)).toHaveLength(1);
  });
});

it('Of a person whose data were erased nothing is told', () => {
  const erased = { ...people, surname: ERASED, givenNames: ERASED, applicantEmail: ERASED, guestEmail: ERASED };
  expect(plans.StayRegistered({ ...registered, ...erased }, at)).toEqual([]);
  expect(plans.StayDeregistered({ ...ended, ...erased, reason: 'Expired' }, at)).toEqual([]);
});
