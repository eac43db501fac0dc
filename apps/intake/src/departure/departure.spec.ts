import fc from 'fast-check';
import { intake, partner, validate } from '@qeyd/contracts';
import type { Recorded } from '@qeyd/core';
import { specify } from '@qeyd/testing';
import { departure, type DepartureCommand, type DepartureEvent, type DepartureReported } from './departure';
import { departurePublisher } from './departure.publish';

const { given } = specify(departure);
const notice: DepartureReported['data'] = {
  departure: '019aab6f-4c2e-7b52-9c1d-3e8f60a4b711',
  person: '019aab6f-4c00-7a11-8e21-5f0c9a2b7d10',
  leavesOn: '2026-12-20',
  reportedBy: 'host',
  receivedAt: '2026-12-10T08:00:00.000Z',
  submission: null,
};
const report: DepartureCommand = { type: 'Report', notice };
const withdraw = (at: string): DepartureCommand => ({ type: 'Withdraw', at });
const reported: DepartureEvent = { type: 'DepartureReported', data: notice };
const withdrawn = (receivedAt: string): DepartureEvent => ({
  type: 'DepartureWithdrawn',
  data: { departure: notice.departure, person: notice.person, receivedAt },
});
const EVE = '2026-12-19T19:59:59.999Z';
const DAY = '2026-12-19T20:00:00.000Z';

describe('A departure notice', () => {
  it('is recorded', () => given().when(report).then(reported));
  it('is recorded once', () => given(reported).when(report).thenNothing());
  it('may be taken back until midnight in Baku before its date', () => given(reported).when(withdraw(EVE)).then(withdrawn(EVE)));
  it('stands once its date has come', () => {
    given(reported).when(withdraw(DAY)).thenRefused('departure-date-reached', { leavesOn: '2026-12-20' });
  });
  it('is taken back once', () => given(reported, withdrawn(EVE)).when(withdraw(DAY)).thenNothing());
  it('cannot be taken back before it was given', () => given().when(withdraw(EVE)).thenRefused('departure-not-found'));
  it('does not come to life again by being repeated', () => given(reported, withdrawn(EVE)).when(report).thenNothing());
});

describe('What the others are told of a departure', () => {
  const published = (data: DepartureReported['data']) =>
    [departurePublisher.on.DepartureReported?.({ data } as Recorded<DepartureReported>) ?? []].flat();

  it('fits the contract', () => {
    const [news, ...more] = published(notice);
    expect(more).toEqual([]);
    expect(validate(intake.DepartureReported, news?.data ?? {}, 'clear')).toEqual([]);
  });
  it('is also an answer to the partner who brought it', () => {
    const [, answer] = published({ ...notice, reportedBy: 'partner', submission: { partner: 'regional', id: 'msg-1' } });
    expect(answer).toMatchObject({ topic: 'reply.regional', data: { accepted: 'departure', submission: 'msg-1' } });
    expect(validate(partner.replies('regional')[0], answer?.data ?? {}, 'clear')).toEqual([]);
  });
});

it('A departure notice ends in at most one report and one withdrawal, in this order', () => {
  const command = fc.constantFrom(report, withdraw(EVE), withdraw(DAY));
  fc.assert(
    fc.property(fc.array(command), (commands) => {
      const history: DepartureEvent[] = [];
      for (const wanted of commands) {
        const decision = departure.decide(wanted, given(...history).state());
        if (!('refused' in decision)) history.push(...decision);
      }
      const types = history.map(({ type }) => type);
      expect(['DepartureReported', 'DepartureWithdrawn'].slice(0, types.length)).toEqual(types);
      expect(JSON.parse(JSON.stringify(history))).toEqual(history);
    }),
  );
});
