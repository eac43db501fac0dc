import { ERASED } from '@qeyd/core';
import { told } from './booking.fixture';
import { bookingPlans, joinedOf, overtakenBy } from './plan';

const at = '2026-11-30T08:00:00.000Z';
const moved = {
  ...told({ sequence: 1 }),
  from: { office: 'rmd-baku', service: 'work-permit', on: '2026-12-03', startsAt: '2026-12-03T06:00:00.000Z', endsAt: '' },
  movedAt: at,
  policy: { name: 'booking-change', version: '1', act: 'Specimen act' },
};
const { policy } = moved;
const confirmed = { ...told(), confirmedAt: at };
const cancelled = { ...told({ sequence: 2 }), cancelledAt: at, policy };
const offer = {
  ...{ offer: '019aaaaa-0000-7000-8000-00000000000c', office: 'rmd-baku', service: 'work-permit', on: '2026-12-03' },
  ...{ startsAt: '2026-12-03T06:00:00.000Z', endsAt: '2026-12-03T06:30:00.000Z', until: '2026-12-02T06:00:00.000Z' },
};
const withdrawn = { ...told({ sequence: 1 }), reason: 'Repair', offer, withdrawnAt: at, policy };
const reminded = (reminder: 'day' | 'hours') => ({ ...told(), reminder, remindedAt: at, policy });

describe('A booking', () => {
  it('is told to the visitor, with all that the letter needs, until the place begins', () => {
    const [draft, ...rest] = bookingPlans.BookingConfirmed(confirmed, at);
    expect(rest).toEqual([]);
    expect(draft?.plan).toEqual({
      ...{ recipient: 'visitor', person: confirmed.person, application: null, registration: null, language: 'az' },
      ...{ name: 'ANNA MARIA ERIKSSON', address: null, hostName: null },
      ...{ email: 'anna@example.org', otherEmail: null, phone: '+994120000000' },
      ...{ plannedAt: at, dueAt: confirmed.startsAt },
      matter: {
        ...{ kind: 'booking-confirmed', booking: confirmed.booking, reference: 'QYD-1', people: 1, sequence: 0 },
        ...{ office: 'asan-baku-1', service: 'work-permit', startsAt: confirmed.startsAt, endsAt: confirmed.endsAt },
      },
    });
  });

  it('of several services is told service by service, each change for itself', () => {
    const other = { ...confirmed, service: 'temporary-residence' };
    const drafts = [confirmed, other, { ...confirmed, sequence: 3 }].flatMap((one) => bookingPlans.BookingConfirmed(one, at));
    expect(new Set(drafts.map(({ about, name }) => `${about} ${name}`)).size).toBe(3);
  });

  it('that is moved is told with where it was', () => {
    const [draft] = bookingPlans.BookingMoved(moved, at);
    expect(draft?.plan.matter).toMatchObject({
      kind: 'booking-moved',
      sequence: 1,
      from: { office: 'rmd-baku', startsAt: '2026-12-03T06:00:00.000Z' },
    });
  });

  it('that is near is told as often as it is said', () => {
    const names = (['day', 'hours'] as const).flatMap((one) => bookingPlans.BookingReminded(reminded(one), at));
    expect(names.map(({ name, plan }) => [name, plan.matter.kind])).toEqual([
      ['reminder-day:work-permit:0', 'booking-reminder'],
      ['reminder-hours:work-permit:0', 'booking-reminder'],
    ]);
  });
});

it('A place for which nobody came is told of as given up, as long as its visitor may still come that day; nobody is called', () => {
  const missed = { ...told(), missedAt: '2026-12-01T06:11:00.000Z', policy };
  const [draft] = bookingPlans.BookingMissed(missed, missed.missedAt);
  expect(draft?.plan).toMatchObject({ dueAt: '2026-12-01T20:00:00.000Z', matter: { kind: 'booking-missed' } });
  expect(bookingPlans.BookingMissed(missed, '2026-12-01T20:00:00.000Z')).toEqual([]);
  expect(bookingPlans.BookingMissed({ ...missed, email: null }, missed.missedAt)).toEqual([]);
});

it('A link that was lost is told of each time that it is asked for', () => {
  const asked = (requestedAt: string) => bookingPlans.LinkRequested({ ...told(), requestedAt, policy }, at);
  const drafts = [...asked(at), ...asked('2026-11-30T09:00:00.000Z')];
  expect(drafts.map(({ plan }) => plan.matter.kind)).toEqual(['booking-link', 'booking-link']);
  expect(new Set(drafts.map(({ name }) => name)).size).toBe(2);
  expect(bookingPlans.LinkRequested({ ...told({ email: null }), requestedAt: at, policy }, at)).toEqual([]);
});

describe('A change of a booking', () => {
  it('overtakes everything that is told of the state before it', () => {
    const before = [
      ...bookingPlans.BookingMoved(moved, at),
      ...bookingPlans.PlaceWithdrawn(withdrawn, at),
      ...bookingPlans.PlaceRestored({ ...told({ sequence: 1 }), restoredAt: at }, at),
      ...bookingPlans.BookingReminded({ ...reminded('day'), sequence: 1 }, at),
      ...bookingPlans.BookingReminded({ ...reminded('hours'), sequence: 1 }, at),
      ...bookingPlans.OfferReminded({ ...withdrawn, remindedAt: at }, at),
    ];
    expect(overtakenBy(cancelled)).toEqual(before.map(({ about, name }) => ({ about, name })));
    const [news] = bookingPlans.BookingConfirmed(confirmed, at);
    expect(overtakenBy(withdrawn)).toContainEqual({ about: news?.about, name: news?.name });
  });
});

describe('A place that the office cannot keep', () => {
  it('is told of as long as the other one is kept, and each time that another one is offered', () => {
    const [draft] = bookingPlans.PlaceWithdrawn(withdrawn, '2026-12-01T12:00:00.000Z');
    expect(draft?.plan).toMatchObject({ dueAt: offer.until, matter: { kind: 'place-withdrawn', reason: 'Repair' } });
    expect(bookingPlans.PlaceWithdrawn(withdrawn, offer.until)).toEqual([]);
    const [again] = bookingPlans.PlaceWithdrawn({ ...withdrawn, sequence: 2 }, at);
    expect(again?.name).not.toBe(draft?.name);
    const [alone] = bookingPlans.PlaceWithdrawn({ ...withdrawn, offer: null }, at);
    expect(alone?.plan.dueAt).toBe(withdrawn.startsAt);
  });

  it('is told of once more for each offer that is not answered, until that is kept no more', () => {
    const reminded = { ...withdrawn, remindedAt: at };
    const [draft] = bookingPlans.OfferReminded(reminded, at);
    expect(draft?.plan).toMatchObject({ dueAt: offer.until, matter: { kind: 'offer-reminder', offer: { until: offer.until } } });
    expect(bookingPlans.OfferReminded(reminded, offer.until)).toEqual([]);
    const [other] = bookingPlans.OfferReminded({ ...reminded, sequence: 2 }, at);
    expect(other?.name).not.toBe(draft?.name);
  });

  it('is called about from the list of the office, not from that of the notices; one that is kept after all is', () => {
    expect(bookingPlans.PlaceWithdrawn({ ...withdrawn, email: null }, at)).toEqual([]);
    const [draft] = bookingPlans.PlaceRestored({ ...told({ email: null }), restoredAt: at }, at);
    expect(draft?.plan.matter.kind).toBe('place-restored');
  });
});

it('Somebody on the waiting list is told so, and of a place for as long as it is kept', () => {
  const { reference, person, people, office, service, channel, language, surname, givenNames, email, phone } = told();
  const until = '2026-11-30T08:10:00.000Z';
  const waiting = { reference, person, people, office, service, channel, language, surname, givenNames, email, phone };
  const { booking, on, startsAt, endsAt } = told();
  const offer = { booking, reference: 'QYD-3N8P-5RWB-6YU2', office, service, on, startsAt, endsAt, heldUntil: until };
  const wait = '019aaaaa-0000-7000-8000-00000000000d';
  const begun = { ...waiting, wait, from: on, until: '2026-12-03', begunAt: at };
  const [joined] = bookingPlans.WaitBegun(begun, at);
  expect(joined).toMatchObject({
    ...joinedOf(wait),
    plan: { dueAt: '2026-12-03T20:00:00.000Z', matter: { kind: 'wait-begun', wait, reference, from: on, until: '2026-12-03' } },
  });
  expect(bookingPlans.WaitBegun({ ...begun, email: null }, at)).toEqual([]);
  const offered = { ...waiting, wait, from: on, until: on, offer, offeredAt: at, policy };
  const [draft] = bookingPlans.WaitOffered(offered, at);
  expect(draft).toMatchObject({
    about: wait,
    plan: { dueAt: until, matter: { kind: 'place-offered', booking, reference: offer.reference, until } },
  });
  expect(bookingPlans.WaitOffered(offered, until)).toEqual([]);
  expect(bookingPlans.WaitOffered({ ...offered, email: null }, at)).toEqual([]);
});

describe('Nobody is told', () => {
  const all = (change: object, when = at) => [
    ...bookingPlans.BookingConfirmed({ ...confirmed, ...change }, when),
    ...bookingPlans.BookingMoved({ ...moved, ...change }, when),
    ...bookingPlans.BookingCancelled({ ...cancelled, ...change }, when),
    ...bookingPlans.BookingReminded({ ...reminded('day'), ...change }, when),
    ...bookingPlans.BookingReminded({ ...reminded('hours'), ...change }, when),
  ];

  it('of a place that has begun, however late the news are heard', () => {
    expect(all({}, confirmed.startsAt)).toEqual([]);
    expect(all({}, '2026-12-01T05:59:59.999Z')).toHaveLength(5);
  });

  it('where there is neither e-mail nor phone, or the data were erased', () => {
    expect(all({ email: null, phone: null })).toEqual([]);
    expect(all({ surname: ERASED, givenNames: ERASED, email: ERASED, phone: ERASED })).toEqual([]);
  });

  it('by phone what was answered at once, nor what is too short for a list of calls', () => {
    const called = all({ email: null }).map(({ plan: { matter, email } }) => [matter.kind, email]);
    expect(called).toEqual([
      ['booking-moved', null],
      ['booking-cancelled', null],
      ['booking-reminder', null],
    ]);
  });
});
