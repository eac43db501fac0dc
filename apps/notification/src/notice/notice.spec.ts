import { specify } from '@qeyd/testing';
import fc from 'fast-check';
import { ERASED, isRefused, type Instant } from '@qeyd/core';
import { noticeDecider, type NoticeCommand, type NoticeEvent, type Plan } from './notice';

const plan: Plan = {
  recipient: 'applicant',
  person: '019aaaaa-0000-7000-8000-000000000001',
  application: '019aaaaa-0000-7000-8000-000000000002',
  registration: '019aaaaa-0000-7000-8000-000000000003',
  matter: { kind: 'not-required', reference: 'QYD-1' },
  language: 'en',
  messageId: '<019aaaaa@example.org>',
  plannedAt: '2026-11-22T08:00:00.000Z',
  dueAt: '2026-11-23T20:00:00.000Z',
  name: 'ANNA MARIA ERIKSSON',
  address: 'Baku, Specimen street 1',
  hostName: null,
  email: 'anna@example.org',
  otherEmail: null,
  phone: null,
};
const about = {
  kind: 'not-required',
  recipient: 'applicant',
  application: plan.application,
  registration: plan.registration,
} as const;
const { person, messageId } = plan;
const reply = { code: '250', reply: '250 OK' };
const at = '2026-11-22T08:00:01.000Z';

const planned: NoticeEvent = { type: 'NoticePlanned', data: plan };
const deferredAt = (deferredAt: Instant, retryAt: Instant, attempts = 1): NoticeEvent => ({
  type: 'NoticeDeferred',
  data: { person, attempts, code: '451', reply: '451 later', deferredAt, retryAt },
});
const deferred = deferredAt(at, '2026-11-22T08:00:06.000Z');
const accepted: NoticeEvent = {
  type: 'NoticeAccepted',
  data: { ...about, person, messageId, ...reply, acceptedAt: at, attempts: 1 },
};
const withOfficer = (reason: 'no-email' | 'refused-by-mail-server' | 'deadline-over' | 'erased', failedAt = at): NoticeEvent => ({
  type: 'NoticeFailed',
  data: { ...about, reason, failedAt },
});
const handedOver: NoticeEvent = { type: 'NoticeHandedOver', data: { ...about, way: 'printed', handedOverAt: at } };

const { given } = specify(noticeDecider);

describe('A notice', () => {
  it('is planned once, however often its cause is heard', () => {
    given().when({ type: 'Plan', plan }).then(planned);
    given(planned).when({ type: 'Plan', plan }).thenNothing();
  });

  it('without an e-mail goes to an officer at once', () => {
    const paper = { ...plan, email: null };
    given()
      .when({ type: 'Plan', plan: paper })
      .then({ type: 'NoticePlanned', data: paper }, withOfficer('no-email', plan.plannedAt));
  });

  it('is accepted when the mail server says so, with its answer as evidence', () => {
    given(planned)
      .when({ type: 'RecordAccepted', at, ...reply })
      .then(accepted);
  });

  it('counts every attempt', () => {
    given(planned, deferred, deferredAt(at, at, 2))
      .when({ type: 'RecordAccepted', at, ...reply })
      .thenLike({ type: 'NoticeAccepted', data: { attempts: 3 } });
  });

  it('that is deferred is tried again, later each time', () => {
    const later: NoticeCommand = { type: 'RecordDeferred', at, code: '451', reply: '451 later' };
    given(planned).when(later).then(deferred);
    given(planned, deferred)
      .when(later)
      .then(deferredAt(at, '2026-11-22T08:00:31.000Z', 2));
    given(planned, deferredAt(at, at, 20))
      .when(later)
      .then(deferredAt(at, '2026-11-22T09:00:01.000Z', 21));
  });

  it('is not tried beyond the legal term: an officer takes over', () => {
    const late = '2026-11-23T19:59:59.000Z';
    given(planned)
      .when({ type: 'RecordDeferred', at: late, code: '451', reply: '451 later' })
      .then(deferredAt(late, '2026-11-23T20:00:04.000Z'), withOfficer('deadline-over', late));
  });

  it('that could only be planned after its term is still tried for a day', () => {
    const late: NoticeEvent = { type: 'NoticePlanned', data: { ...plan, plannedAt: '2026-11-25T08:00:00.000Z' } };
    given(late)
      .when({ type: 'RecordDeferred', at: '2026-11-25T08:00:01.000Z', code: '451', reply: '451 later' })
      .then(deferredAt('2026-11-25T08:00:01.000Z', '2026-11-25T08:00:06.000Z'));
  });

  it('refused for one address is sent to the next one', () => {
    const two: NoticeEvent = { type: 'NoticePlanned', data: { ...plan, otherEmail: 'other@example.org' } };
    const refused: NoticeCommand = { type: 'RecordRejected', at, code: '550', reply: '550 no such user' };
    const rejected = (nextContact: boolean, attempts = 1): NoticeEvent => ({
      type: 'NoticeRejected',
      data: { person, attempts, code: '550', reply: '550 no such user', rejectedAt: at, nextContact },
    });
    given(two).when(refused).then(rejected(true));
    expect(given(two, rejected(true)).state()).toMatchObject({ status: 'planned', to: 'other@example.org' });
    given(two, rejected(true)).when(refused).then(rejected(false, 2), withOfficer('refused-by-mail-server'));
    given(planned).when(refused).then(rejected(false), withOfficer('refused-by-mail-server'));
  });

  it('about an erased person is given up, and no other address of the person is tried', () => {
    const erased: NoticeEvent = { type: 'NoticePlanned', data: { ...plan, email: ERASED, otherEmail: ERASED } };
    given(erased).when({ type: 'GiveUp', at, reason: 'erased' }).then(withOfficer('erased'));
    given(erased)
      .when({ type: 'RecordRejected', at, code: '550', reply: '' })
      .thenLike({ type: 'NoticeRejected', data: { nextContact: false } }, { type: 'NoticeFailed', data: {} });
  });

  it('is handed over by an officer in any state but accepted, and only once', () => {
    const command: NoticeCommand = { type: 'HandOver', at, way: 'printed' };
    given(planned, withOfficer('no-email')).when(command).then(handedOver);
    given(planned, deferred).when(command).then(handedOver);
    given(planned, handedOver).when(command).thenNothing();
    given(planned, accepted).when(command).thenRefused('notice-already-accepted');
    given().when(command).thenRefused('notice-unknown');
  });

  it('whose mail went out although an officer was faster keeps that evidence too', () => {
    given(planned, handedOver)
      .when({ type: 'RecordAccepted', at, ...reply })
      .then(accepted);
  });

  it('that has ended is not deferred, rejected or given up any more', () => {
    for (const end of [accepted, handedOver, withOfficer('no-email')]) {
      given(planned, end).when({ type: 'RecordDeferred', at, code: '451', reply: '' }).thenNothing();
      given(planned, end).when({ type: 'RecordRejected', at, code: '550', reply: '' }).thenNothing();
      given(planned, end).when({ type: 'GiveUp', at, reason: 'erased' }).thenNothing();
    }
    given(planned, accepted)
      .when({ type: 'RecordAccepted', at, ...reply })
      .thenNothing();
  });
});

describe('A notice about a place in the queue', () => {
  const startsAt = '2026-11-22T10:00:00.000Z';
  const visit: Plan = {
    ...plan,
    ...{ recipient: 'visitor', application: null, registration: null, dueAt: startsAt },
    matter: {
      ...{
        kind: 'booking-reminder',
        booking: '019aaaaa-0000-7000-8000-00000000000b',
        reference: 'QYD-2',
        sequence: 0,
        people: 1,
      },
      ...{ office: 'asan-baku-1', service: 'work-permit', startsAt, endsAt: '2026-11-22T10:30:00.000Z' },
    },
  };
  const reminder: NoticeEvent = { type: 'NoticePlanned', data: visit };
  const lapse = (reason: 'overtaken' | 'over'): NoticeCommand => ({ type: 'Lapse', at, reason });
  const lapsed = (reason: 'overtaken' | 'over', lapsedAt = at): NoticeEvent => ({
    type: 'NoticeLapsed',
    data: { reason, lapsedAt },
  });

  it('lapses when later news overtake it, wherever it waits', () => {
    given(reminder).when(lapse('overtaken')).then(lapsed('overtaken'));
    given(reminder, deferred).when(lapse('overtaken')).then(lapsed('overtaken'));
    given({ type: 'NoticePlanned', data: { ...visit, email: null } }, withOfficer('no-email'))
      .when(lapse('overtaken'))
      .then(lapsed('overtaken'));
    for (const end of [accepted, handedOver, lapsed('over')]) given(reminder, end).when(lapse('overtaken')).thenNothing();
  });

  it('is not planned when those news were heard before it', () => {
    given().when(lapse('overtaken')).then(lapsed('overtaken'));
    given(lapsed('overtaken')).when({ type: 'Plan', plan: visit }).thenNothing();
    given(lapsed('overtaken')).when(lapse('overtaken')).thenNothing();
    given(lapsed('overtaken')).when({ type: 'HandOver', at, way: 'phone' }).thenRefused('notice-unknown');
  });

  it('is not tried again once the place has begun, and no officer is bothered', () => {
    const late = '2026-11-22T09:59:59.000Z';
    given(reminder)
      .when({ type: 'RecordDeferred', at: late, code: '451', reply: '451 later' })
      .then(deferredAt(late, '2026-11-22T10:00:04.000Z'), lapsed('over', late));
  });

  it('that has lapsed is handed over by nobody, but a mail that went out meanwhile is a fact', () => {
    given(reminder, lapsed('overtaken')).when({ type: 'HandOver', at, way: 'phone' }).thenRefused('notice-lapsed');
    given(reminder, lapsed('overtaken'))
      .when({ type: 'RecordAccepted', at, ...reply })
      .thenLike({ type: 'NoticeAccepted', data: { kind: 'booking-reminder', booking: '019aaaaa-0000-7000-8000-00000000000b' } });
    given(reminder, lapsed('overtaken')).when({ type: 'RecordDeferred', at, code: '451', reply: '' }).thenNothing();
  });
});

describe('Whatever happens to a notice', () => {
  const outcome = fc
    .constantFrom('RecordAccepted', 'RecordDeferred', 'RecordRejected')
    .map((type): NoticeCommand => ({ type, at, code: '451', reply: '' }));
  const other: NoticeCommand[] = [
    { type: 'Plan', plan },
    { type: 'GiveUp', at, reason: 'erased' },
    { type: 'HandOver', at, way: 'phone' },
    { type: 'Lapse', at, reason: 'overtaken' },
  ];
  const history = fc.array(fc.oneof(outcome, fc.constantFrom(...other)), { maxLength: 30 });
  const play = (commands: readonly NoticeCommand[]): NoticeEvent[] =>
    commands.reduce<NoticeEvent[]>((events, command) => {
      const decision = noticeDecider.decide(command, given(...events).state());
      return isRefused(decision) ? events : [...events, ...decision];
    }, []);

  it('it is accepted at most once, handed over at most once, and bears one Message-ID', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const events = play(commands);
        for (const type of ['NoticePlanned', 'NoticeAccepted', 'NoticeHandedOver'])
          expect(events.filter((event) => event.type === type).length).toBeLessThanOrEqual(1);
        const ids = events.flatMap(({ data }) => ('messageId' in data ? [data.messageId] : []));
        expect(new Set(ids).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('its events survive JSON, and deciding changes no state', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const events = play(commands);
        expect(JSON.parse(JSON.stringify(events))).toEqual(events);
        const state = given(...events).state();
        const before = structuredClone(state);
        for (const command of commands) noticeDecider.decide(command, state);
        expect(state).toEqual(before);
      }),
    );
  });
});
