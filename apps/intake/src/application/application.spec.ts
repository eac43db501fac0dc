import fc from 'fast-check';
import { intake, validate, partner } from '@qeyd/contracts';
import type { Recorded } from '@qeyd/core';
import { specify } from '@qeyd/testing';
import { seenAt, specimenForm } from '../form/specimen';
import { application, type ApplicationCommand, type ApplicationEvent, type ApplicationFiled, type Outcome } from './application';
import { applicationPublisher } from './application.publish';
import { examine, type Filing } from './filing';

const { given } = specify(application);
const NOW = '2026-10-10T08:00:00.000Z';
const id = '019aab6f-4c2e-7b52-9c1d-3e8f60a4b711';

const identified = {
  application: id,
  reference: 'QYD-7K2M-9QXA-4ZT1',
  person: '019aab6f-4c00-7a11-8e21-5f0c9a2b7d10',
  place: 'q1ZC5oPSk8n0cJc3mJ0Zl1mQvXr3VnS0Yb3mXn0kQ2A',
  owner: null,
  submission: null,
  receipt: 'header.payload.signature',
};
const filing = examine(specimenForm, seenAt(NOW)) as Filing;
const file: ApplicationCommand = { type: 'File', identified, filing };
const filed: ApplicationEvent = { type: 'ApplicationFiled', data: { ...identified, ...filing.facts } };
const kept: ApplicationEvent = { type: 'FormKept', data: { person: identified.person, form: specimenForm, backdatedFor: null } };
const registered: Outcome = {
  outcome: 'registered',
  registration: '019aab70-0000-7000-8000-000000000001',
  from: '2026-10-05',
  toExclusive: '2027-01-03',
  reason: null,
};
const outcome: ApplicationEvent = { type: 'OutcomeRecorded', data: registered };
const informed: ApplicationEvent = { type: 'ApplicantInformed', data: { informedAt: NOW } };

describe('An application', () => {
  it('is accepted, and its form is kept as it came', () => given().when(file).then(filed, kept));
  it('is accepted once', () => given(filed, kept).when(file).thenNothing());

  it('learns what the register decided', () =>
    given(filed, kept).when({ type: 'RecordOutcome', outcome: registered }).then(outcome));
  it('keeps the first decision', () => {
    const declined: Outcome = { ...registered, outcome: 'declined', registration: null, reason: 'stay-period-over' };
    given(filed, kept, outcome).when({ type: 'RecordOutcome', outcome: declined }).thenNothing();
  });
  it('has no outcome before it was filed', () => {
    given().when({ type: 'RecordOutcome', outcome: registered }).thenRefused('application-not-filed');
  });

  it('learns when its applicant was informed', () =>
    given(filed, kept, outcome).when({ type: 'RecordInformed', at: NOW }).then(informed));
  it('learns it also before it hears of the decision itself', () => {
    given(filed, kept).when({ type: 'RecordInformed', at: NOW }).then(informed);
    expect(given(filed, kept, informed, outcome).state()).toMatchObject({ outcome: registered, informedAt: NOW });
  });
  it('has informed its applicant once', () =>
    given(filed, kept, informed).when({ type: 'RecordInformed', at: NOW }).thenNothing());
  it('informs nobody before it was filed', () => {
    given().when({ type: 'RecordInformed', at: NOW }).thenRefused('application-not-filed');
  });
});

describe('What an application states', () => {
  it('names the policy that judged its filing', () => {
    expect(filing.facts).toMatchObject({ daysLate: 0, policy: { name: 'filing-deadline', version: '2018-07-01' } });
  });
  it('has the host as applicant and a copy for the guest when the host files', () => {
    expect(filing.facts).toMatchObject({ applicantEmail: 'host@example.org', guestEmail: 'guest@example.org' });
  });
  it('has the foreigner as applicant when the foreigner files alone', () => {
    const form = { ...specimenForm, applicant: 'foreigner' as const };
    expect(examine(form, seenAt(NOW, { filedBy: 'foreigner' }))).toMatchObject({
      facts: { applicantEmail: 'guest@example.org', guestEmail: null },
    });
  });
  it('has Azerbaijani as its language by default', () => {
    const { language: _, ...form } = specimenForm;
    expect(examine(form, seenAt(NOW))).toMatchObject({ facts: { language: 'az' } });
  });
  it('does not exist when the form is not acceptable', () => {
    expect(examine(specimenForm, seenAt('2027-01-03T08:00:00.000Z'))).toEqual({
      refused: 'form-not-acceptable',
      details: { faults: [{ pointer: '/stay/enteredOn', code: 'stay-period-over' }] },
    });
  });
  it('cannot be judged before there was any policy', () => {
    const old = { ...specimenForm, stay: { ...specimenForm.stay, enteredOn: '2013-03-30' } };
    const document = { ...specimenForm.document };
    expect(examine({ ...old, document }, seenAt('2013-03-31T08:00:00.000Z'))).toMatchObject({ refused: 'form-not-acceptable' });
  });
});

describe('What the others are told of an application', () => {
  const published = (data: ApplicationFiled['data']) => {
    const event = { type: 'ApplicationFiled', data } as Recorded<ApplicationFiled>;
    return [applicationPublisher.on.ApplicationFiled?.(event) ?? []].flat();
  };

  it('fits the contract and bears nothing personal in clear', () => {
    const [news, ...more] = published({ ...identified, ...filing.facts });
    expect(more).toEqual([]);
    expect(news).toMatchObject({ topic: 'intake', personal: true });
    expect(validate(intake.ApplicationFiled, news?.data ?? {}, 'clear')).toEqual([]);
  });

  it('is also an answer, with the receipt, to the partner who brought it', () => {
    const [, answer] = published({ ...identified, ...filing.facts, submission: { partner: 'asan', id: 'msg-1' } });
    expect(answer).toMatchObject({ topic: 'reply.asan', type: 'SubmissionAccepted', data: { submission: 'msg-1', id } });
    expect(validate(partner.replies('asan')[0], answer?.data ?? {}, 'clear')).toEqual([]);
  });

  it('has its personal fields sealed, all of them', () => {
    expect([...application.personal.ApplicationFiled.fields].sort()).toEqual(Object.keys(intake.stayPersonal.properties).sort());
  });
});

describe('The laws of an application', () => {
  const event = fc.constantFrom(filed, kept, outcome, informed);
  const command = fc.constantFrom<ApplicationCommand>(
    file,
    { type: 'RecordOutcome', outcome: registered },
    { type: 'RecordInformed', at: NOW },
  );

  it('folds any history, and deciding changes neither the state nor the command', () => {
    fc.assert(
      fc.property(fc.array(event), command, (history, wanted) => {
        const state = given(...history).state();
        const before = JSON.stringify([state, wanted]);
        application.decide(wanted, state);
        expect(JSON.stringify([state, wanted])).toBe(before);
      }),
    );
  });

  it('says everything in events that survive JSON, and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 8 }), (commands) => {
        const history: ApplicationEvent[] = [];
        for (const wanted of commands) {
          const decision = application.decide(wanted, given(...history).state());
          if (!('refused' in decision)) history.push(...decision);
        }
        expect(JSON.parse(JSON.stringify(history))).toEqual(history);
        expect(new Set(history.map(({ type }) => type)).size).toBe(history.length);
      }),
    );
  });
});
