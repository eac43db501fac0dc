import { specify } from '@qeyd/testing';
import { id } from '../../test/specimens';
import { day, type Arrival, type DayCommand, type DayEvent } from './day';
import { waitingFor, waitOf } from './ticket';

const { given } = specify(day);
const DUE = '2026-12-01T06:00:00.000Z';
const at = (time: string): string => `2026-12-01T${time}.000Z`;
const NOON = at('08:00:00');

const arrival = (n: number, changes: Partial<Arrival> = {}): Arrival => ({
  ...{ ticket: id(n), service: 'work-permit', booking: id(100 + n), office: 'asan-baku-1', on: '2026-12-01', people: 1 },
  ...{ priority: false, dueAt: DUE, series: 'A', window: { early: 30, late: 10 } },
  ...changes,
});
const walkIn = (n: number, changes: Partial<Arrival> = {}): Arrival => arrival(n, { booking: null, window: null, ...changes });
const issue = (one: Arrival, time: string): DayCommand => ({ type: 'Issue', arrival: one, at: time });
const issued = (n: number, changes: Partial<Arrival> = {}, number = `A00${String(n)}`): DayEvent => {
  const { series: _, window: __, ...data } = arrival(n, changes);
  return { type: 'TicketIssued', data: { ...data, number, issuedAt: DUE } };
};
const next = (counter = '1', services = ['work-permit']): DayCommand => ({ type: 'CallNext', counter, services, at: NOON });
const on = (type: 'Park' | 'Resume' | 'Serve' | 'Miss', n = 1): DayCommand => ({ type, ticket: id(n), at: NOON });
const call = (n = 1, counter = '1'): DayCommand => ({ type: 'Call', ticket: id(n), counter, at: NOON });
const transfer = (n = 1): DayCommand => ({ type: 'Transfer', ticket: id(n), service: 'temporary-residence', at: NOON });
const after = (history: readonly DayEvent[], ...commands: readonly DayCommand[]): DayEvent[] =>
  commands.reduce<DayEvent[]>(
    (events, one) => [...events, ...(given(...events).when(one).decision as readonly DayEvent[])],
    [...history],
  );

describe('Whoever comes for a booked place', () => {
  it('gets a ticket from thirty minutes before', () => {
    given()
      .when(issue(arrival(1), at('05:30:00')))
      .thenLike({ type: 'TicketIssued', data: { number: 'A001', booking: id(101), issuedAt: at('05:30:00') } });
    given()
      .when(issue(arrival(1), at('05:29:59')))
      .thenRefused('too-early', { from: at('05:30:00') });
  });
  it('gets it until ten minutes after, and then the place is given up', () => {
    given()
      .when(issue(arrival(1), at('06:10:00')))
      .thenLike({ type: 'TicketIssued', data: {} });
    given()
      .when(issue(arrival(1), at('06:10:01')))
      .thenRefused('place-given-up', { minutes: 10 });
  });
  it('keeps the ticket when asking again', () =>
    given(issued(1))
      .when(issue(arrival(7, { booking: id(101) }), DUE))
      .thenNothing());
});

it('Whoever comes without a place gets a ticket at any time; numbers run on within a service', () => {
  given(issued(1))
    .when(issue(walkIn(2), at('12:00:00')))
    .thenLike({ type: 'TicketIssued', data: { number: 'A002', booking: null } });
  given(issued(1))
    .when(issue(walkIn(2, { series: 'B' }), NOON))
    .thenLike({ type: 'TicketIssued', data: { number: 'B001' } });
});

describe('The next one', () => {
  const order = (history: readonly DayEvent[], time = NOON) =>
    waitingFor(given(...history).state(), ['work-permit'], time).map(({ number }) => number);

  it('is who has priority, then whose time has come, then who has no place, then who is early', () => {
    const early = issued(1, { dueAt: at('08:20:00') });
    const due = issued(2, { dueAt: at('07:40:00') });
    const first = issued(3, { dueAt: at('07:20:00') });
    const none = issued(4, { booking: null, dueAt: at('07:00:00') });
    const infant = issued(5, { booking: null, dueAt: at('07:50:00'), priority: true });
    expect(order([early, due, first, none, infant])).toEqual(['A005', 'A003', 'A002', 'A004', 'A001']);
  });
  it('waits for a service of the counter', () =>
    given(issued(1))
      .when(next('1', ['temporary-residence']))
      .thenRefused('nobody-waits'));
  it('is called to the counter', () => {
    given(issued(1))
      .when(next())
      .then({
        type: 'TicketCalled',
        data: { ticket: id(1), number: 'A001', service: 'work-permit', booking: id(101), counter: '1', calls: 1, at: NOON },
      });
  });
  it('is not called while somebody is at the counter', () =>
    given(...after([issued(1), issued(2)], next()))
      .when(next())
      .thenRefused('counter-busy', { number: 'A001' }));
  it('may be called to another counter meanwhile', () =>
    given(...after([issued(1), issued(2)], next()))
      .when(next('2'))
      .thenLike({ type: 'TicketCalled', data: { ticket: id(2), counter: '2' } }));
});

describe('Whoever was called', () => {
  const called = after([issued(1)], next());
  it('is called again, and the calls are counted', () =>
    given(...called)
      .when(call())
      .thenLike({ type: 'TicketCalled', data: { calls: 2 } }));
  it('is parked, and called or let wait again where the ticket stood', () => {
    const parked = after(called, on('Park'));
    given(...parked)
      .when(call())
      .thenLike({ type: 'TicketCalled', data: { calls: 1 } });
    given(...after([...parked, issued(2, { dueAt: at('06:30:00') })], on('Resume')))
      .when(next())
      .thenLike({ type: 'TicketCalled', data: { ticket: id(1) } });
  });
  it('is passed on to another service', () => {
    given(...after(called, transfer()))
      .when(next('1', ['temporary-residence']))
      .thenLike({ type: 'TicketCalled', data: { service: 'temporary-residence' } });
  });
  it('is not called to a counter at which somebody is', () => {
    given(...after([issued(1), issued(2)], next('1'), next('2')))
      .when(call(1, '2'))
      .thenRefused('counter-busy', { number: 'A002' });
  });
});

describe('What was filed at the counter', () => {
  const attach = (application = 7, number = 'A001'): DayCommand => ({
    ...{ type: 'Attach', number, application: id(application), reference: `QYD-${String(application)}`, at: NOON },
  });
  const takeIn = (number: string, bookings: readonly string[] = []) => ({
    ...{ type: 'TakeIn' as const, office: 'asan-baku-1', on: '2026-12-01', number, bookings },
    ...{ application: id(7), reference: 'QYD-7', at: NOON },
  });
  it('belongs to the visit of the number that was called', () =>
    given(issued(1), issued(2))
      .when(attach(7, 'A002'))
      .then({
        type: 'ApplicationAttached',
        data: {
          ...{ ticket: id(2), number: 'A002', service: 'work-permit', booking: id(102) },
          ...{ application: id(7), reference: 'QYD-7', at: NOON },
        },
      }));
  it('is attached once, and stands with what else the party filed, also after all of it', () => {
    const history = after([issued(1)], attach(7), attach(7), next(), on('Serve'), attach(8));
    expect(
      given(...history)
        .state()
        .get(id(1)),
    ).toMatchObject({ status: 'served', applications: ['QYD-7', 'QYD-8'] });
  });
  it('with a number that nobody has is nobody’s, until an officer names the right one', () => {
    given(issued(1)).when(attach(7, 'B001')).thenRefused('ticket-not-found');
    const { type: _, bookings: __, ...data } = takeIn('B001');
    given(issued(1))
      .when(takeIn('B001'))
      .then({ type: 'ApplicationUnattached', data: { ...data, own: null } });
    given(...after([issued(1)], takeIn('B001')))
      .when(attach(7, 'A001'))
      .thenLike({ type: 'ApplicationAttached', data: { ticket: id(1), reference: 'QYD-7' } });
  });
  it('with the number of another visitor is nobody’s where its person has a ticket, and says which', () => {
    for (const number of ['A002', 'B001'])
      given(issued(1), issued(2))
        .when(takeIn(number, [id(101)]))
        .thenLike({ type: 'ApplicationUnattached', data: { number, own: 'A001' } });
    given(...after([issued(1), issued(2)], takeIn('A002', [id(101)])))
      .when(attach(7, 'A002'))
      .thenLike({ type: 'ApplicationAttached', data: { ticket: id(2) } });
  });
  it('belongs to the own ticket, to that of a host or parent, or to one without a place', () => {
    const visitors = [issued(1), issued(2), issued(3, { booking: null })];
    for (const [number, bookings, ticket] of [
      ['A001', [id(101)], id(1)],
      ['A001', [id(101), id(102)], id(1)],
      ['A001', [id(109)], id(1)],
      ['A001', [], id(1)],
      ['A003', [id(101)], id(3)],
    ] as const)
      given(...visitors)
        .when(takeIn(number, bookings))
        .thenLike({ type: 'ApplicationAttached', data: { ticket } });
  });
  it('stays with the ticket that it was attached to first', () =>
    given(...after([issued(1), issued(2)], attach(7)))
      .when(attach(7, 'A002'))
      .thenNothing());
});

describe('The estimated wait', () => {
  const state = given(
    issued(1),
    issued(2, { dueAt: at('06:20:00') }),
    issued(3, { booking: null, dueAt: at('07:00:00') }),
    issued(4, { dueAt: at('08:30:00') }),
  ).state();
  const wait = (n: number, counters = 1) => waitOf(state, id(n), NOON, { minutes: 20, counters });
  it('is the time of those before, shared by the counters', () => {
    expect([wait(1), wait(2), wait(3), wait(3, 2)]).toEqual([
      { ahead: 0, minutes: 0 },
      { ahead: 1, minutes: 20 },
      { ahead: 2, minutes: 40 },
      { ahead: 2, minutes: 20 },
    ]);
  });
  it('is never shorter than until the booked time', () => expect(wait(4, 100)).toEqual({ ahead: 3, minutes: 30 }));
  it('is none for who does not wait', () =>
    expect(waitOf(given(...after([issued(1)], next())).state(), id(1), NOON, { minutes: 20, counters: 1 })).toBeNull());
});

describe('Every command on a ticket in every state has an outcome', () => {
  const states: Record<string, DayEvent[]> = {
    none: [],
    waiting: [issued(1)],
    called: after([issued(1)], next()),
    parked: after([issued(1)], next(), on('Park')),
    served: after([issued(1)], next(), on('Serve')),
    missed: after([issued(1)], next(), on('Miss')),
  };
  it.each([
    [
      'none',
      'ticket-not-found',
      'ticket-not-found',
      'ticket-not-found',
      'ticket-not-found',
      'ticket-not-found',
      'ticket-not-found',
    ],
    [
      'waiting',
      'TicketCalled',
      'ticket-not-called',
      'ticket-not-parked',
      'ticket-not-called',
      'ticket-not-called',
      'ticket-not-called',
    ],
    ['called', 'TicketCalled', 'TicketParked', 'ticket-not-parked', 'TicketServed', 'TicketMissed', 'TicketTransferred'],
    [
      'parked',
      'TicketCalled',
      'ticket-not-called',
      'TicketResumed',
      'ticket-not-called',
      'ticket-not-called',
      'ticket-not-called',
    ],
    ['served', 'ticket-ended', 'ticket-ended', 'ticket-ended', 'ticket-ended', 'ticket-ended', 'ticket-ended'],
    ['missed', 'ticket-ended', 'ticket-ended', 'ticket-ended', 'ticket-ended', 'ticket-ended', 'ticket-ended'],
  ])('%s: call → %s, park → %s, resume → %s, serve → %s, miss → %s, transfer → %s', (state, ...expected) => {
    const commands = [call(), on('Park'), on('Resume'), on('Serve'), on('Miss'), transfer()];
    const outcomes = commands.map((command) => {
      const { decision } = given(...(states[state] ?? [])).when(command);
      return 'refused' in decision ? decision.refused : decision.map(({ type }) => type).join();
    });
    expect(outcomes).toEqual(expected);
  });
});
