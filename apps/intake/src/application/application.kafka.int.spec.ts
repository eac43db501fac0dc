/** What partners send and what the register answers, from a message in hand to what is recorded and shown. */
import type { Contract } from '@qeyd/contracts';
import type { Request } from '@qeyd/event-store';
import { Unusable, type Effect, type Incoming } from '@qeyd/kafka';
import { Secrets } from '@qeyd/service';
import { departure } from '../departure/departure';
import { PartnerDepartures } from '../departure/departure.kafka';
import { specimenForm } from '../form/specimen';
import { fillCodeBooks, startIntake, type Running } from '../../test/intake.running';
import type { StatusDto } from './answer.dto';
import { application } from './application';
import { PartnerApplications } from './application.kafka';
import { ApplicationNews } from './outcome.kafka';

let running: Running;

beforeAll(async () => {
  running = await startIntake();
  await fillCodeBooks(running.log);
});

afterAll(() => running.close());

const SENT = '2026-10-10T07:59:00.000Z';
const envelope = { version: 1, streamVersion: 0, partition: 0, offset: '1', causation: null };
const fromAsan = <C extends Contract>(id: string, data: Incoming<C>['data'], time = SENT) =>
  ({
    ...envelope,
    ...{
      id,
      source: 'urn:asan',
      stream: 'urn:asan',
      topic: 'in.asan',
      time,
      position: null,
      correlation: `urn:asan:${id}`,
      data,
    },
  }) as Incoming<C>;
const fromRegister = <C extends Contract>(id: string, data: object) =>
  ({
    ...envelope,
    ...{ id, source: 'urn:qeyd:registry', stream: 'person-1', topic: 'registry', time: SENT, position: 1, correlation: id, data },
  }) as Incoming<C>;

const submit = (id: string, form: object = specimenForm, time = SENT) =>
  running.app.get(PartnerApplications).staySubmitted(fromAsan(id, { office: 'asan-baku-1', ...form } as never, time));
const refusal = async (effects: Promise<Effect[]>): Promise<Unusable> => {
  const error: unknown = await effects.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Unusable) return error;
  throw new Error('it was not refused', { cause: error });
};
const commit = async (effects: readonly Effect[]): Promise<string> => {
  await running.log.executeMany(effects as Request[]);
  return (effects[0] as Request).id;
};

describe("A partner's application", () => {
  it('is received at the time that the partner signed, for the office that it names', async () => {
    const id = await commit(await submit('msg-1'));
    const {
      events: [filed],
    } = await running.log.load(application, id);
    expect(filed?.data).toMatchObject({
      ...{ channel: 'asan', filedBy: 'partner', office: 'asan-baku-1', receivedAt: SENT },
      submission: { partner: 'asan', id: 'msg-1' },
    });
    expect(filed?.cause).toMatchObject({ id: 'urn:asan:msg-1', correlation: 'urn:asan:msg-1' });
  });

  it('is one application, though the message comes twice in one batch and once more later', async () => {
    const [one, two] = await Promise.all([submit('twice'), submit('twice')]);
    await running.log.executeMany([...one, ...two] as Request[]);
    const id = await commit(await submit('twice'));
    expect((one[0] as Request).id).toBe(id);
    expect(await running.log.load(application, id)).toMatchObject({ version: 2 });
  });

  it('is refused when the id was used for something else', async () => {
    await commit(await submit('reused'));
    const other = { ...specimenForm, language: 'ru' };
    expect(await refusal(submit('reused', other))).toMatchObject({ reason: 'idempotency-key-reused' });
  });

  it('is refused by the same rules as on the website, with the reasons in the language of the form', async () => {
    const form = { ...specimenForm, language: 'ru', stay: { ...specimenForm.stay, enteredOn: '2026-01-05' } };
    expect(await refusal(submit('over', form))).toMatchObject({
      reason: 'form-not-acceptable',
      faults: [{ pointer: '/stay/enteredOn', code: 'stay-period-over', detail: 'Срок пребывания уже истёк.' }],
    });
  });

  it('is refused when it comes from the future', async () => {
    expect(await refusal(submit('future', specimenForm, '2026-10-10T08:05:01.000Z'))).toMatchObject({
      faults: [{ pointer: '', code: 'sent-in-future' }],
    });
  });
});

describe("A partner's departure notice", () => {
  it('is recorded once, for the person of the document', async () => {
    const { country, type, number } = specimenForm.document;
    const data = { office: 'asan-baku-1', document: { country, type, number }, leavesOn: '2026-10-20' };
    const submitted = () => running.app.get(PartnerDepartures).departureSubmitted(fromAsan('leaves', data as never));
    const id = await commit(await submitted());
    expect(await commit(await submitted())).toBe(id);
    const { events } = await running.log.load(departure, id);
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toMatchObject({
      reportedBy: 'partner',
      receivedAt: SENT,
      submission: { partner: 'asan', id: 'leaves' },
    });
  });
});

describe('The applicant sees', () => {
  const shown = async (id: string): Promise<StatusDto> => {
    const { state } = await running.log.load(application, id);
    const reference = state.status === 'filed' ? state.acceptance.reference : '';
    const secret = running.app.get(Secrets).of('application', id);
    return (await (await running.post('/v1/stay-applications/status', { reference, secret })).json()) as StatusDto;
  };
  const news = () => running.app.get(ApplicationNews);
  const period = { registration: '019aab70-0000-7000-8000-000000000001', from: '2026-10-05', toExclusive: '2027-01-03' };

  it('the registration, its period and when the news was sent', async () => {
    const id = await commit(await submit('to-register'));
    await commit(news().registered(fromRegister('person-1@1', { application: id, ...period })));
    await commit(news().informed(fromRegister('clock-1@2', { application: id, metAt: '2026-10-10T08:00:01.000Z' })));
    expect(await shown(id)).toMatchObject({
      ...{ status: 'registered', from: '2026-10-05', toExclusive: '2027-01-03' },
      informedAt: '2026-10-10T08:00:01.000Z',
    });
  });

  it('both though they came in one batch', async () => {
    const id = await commit(await submit('one-batch'));
    await running.log.executeMany([
      ...news().informed(fromRegister('clock-2@2', { application: id, metAt: '2026-10-10T08:00:01.000Z' })),
      ...news().duplicate(fromRegister('person-1@2', { application: id, ...period })),
    ] as Request[]);
    expect(await shown(id)).toMatchObject({ status: 'duplicate', informedAt: '2026-10-10T08:00:01.000Z' });
  });

  it('that no registration is required, or why there is none', async () => {
    const [one, two] = [await commit(await submit('same-owner')), await commit(await submit('declined'))];
    await commit(news().notRequired(fromRegister('person-1@3', { ...period, application: one, reason: 'same-owner' })));
    await commit(news().declined(fromRegister('person-1@4', { application: two, reason: 'stay-period-over' })));
    expect(await shown(one)).toMatchObject({ status: 'not-required', reason: 'same-owner', from: null });
    expect(await shown(two)).toMatchObject({ status: 'declined', reason: 'stay-period-over' });
  });
});
