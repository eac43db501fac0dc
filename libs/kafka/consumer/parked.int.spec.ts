/** Bad data never stops anything and is never lost: it is set aside with its reason, and dealt with in order. */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { newId } from '@qeyd/event-store';
import type { Encoded } from '../cloudevent';
import { Desk, eventually, noted, streamOf, testKey, tray, type Note } from '../desk.fixture';
import { causeOf, type Subscription } from '../message';
import { Unusable, type UnusableMessage } from '../unusable';
import { PartnerClient } from '../partner';
import { SIGNATURE } from '../signature';
import type { Request } from '@qeyd/event-store';
import { NotParked } from './parked';

let desk: Desk;
afterEach(() => desk.close());
const versionsOf = (notes: readonly Note[], stream: string) =>
  notes.filter((note) => note.stream === stream).map(({ version }) => version);

describe('Bad data on a topic of our own', () => {
  const subscriptions: Subscription[] = [{ topic: 'intake', ignores: ['DepartureReported'] }];
  const types = ['ApplicationFiled', 'DepartureWithdrawn'];
  beforeEach(async () => {
    desk = await Desk.open({ intake: 3 });
  });

  it('is set aside, each with its reason, while the next ones flow', async () => {
    const person = newId();
    desk.keys.set(person, testKey());
    const application = (box: Buffer | null) =>
      desk.told(streamOf(), 1, { type: 'ApplicationFiled', data: applicationOf(person), box });
    const told = (more: Partial<Encoded> = {}, headers: Record<string, string> = {}): Encoded => {
      const message = desk.told(streamOf(), 1);
      return { ...message, ...more, headers: { ...message.headers, ...headers } };
    };
    const lastStream = streamOf();
    const bad: Readonly<Record<string, () => Encoded>> = {
      'not-json': () => told({ value: '{"surname": "ERIKSSON' }),
      'no-value': () => told({ value: null }),
      'too-large': () => told({ value: JSON.stringify({ surname: 'ERIKSSON'.repeat(40_000) }) }),
      'not-a-cloudevent': () => told({}, { ce_time: 'today' }),
      'wrong-key': () => told({ key: 'ERIKSSON ANNA MARIA' }),
      'unknown-type': () => told({}, { ce_type: 'StayDoubled', ce_dataschema: 'urn:qeyd:StayDoubled:1' }),
      'newer-version': () => told({}, { ce_dataschema: 'urn:qeyd:DepartureWithdrawn:2' }),
      'wrong-schema': () => desk.told(streamOf(), 1, { data: { surname: 'ERIKSSON' } }),
      'box-missing': () => application(null),
      'box-unopenable': () => application(Buffer.alloc(60)),
      'not-ours': () => desk.told(lastStream, 1),
    };
    desk.handle = (message, by) => {
      if (message.stream === lastStream)
        throw new Unusable('not-ours', [{ pointer: '/departure', code: 'unknown', detail: 'is not known' }]);
      return noted(message, by);
    };
    const good = Object.keys(bad).map(streamOf);
    const consumer = await desk.join('one', subscriptions, types);
    await desk.send(...Object.values(bad).flatMap((message, index) => [message(), desk.told(good[index] ?? '', 1)]));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === good.length,
    );
    const parked = await consumer.parked.list();
    expect(parked.map(({ reason }) => reason).sort()).toEqual(Object.keys(bad).sort());
    expect(parked.find(({ reason }) => reason === 'wrong-schema')?.faults).toContainEqual({
      pointer: '/surname',
      code: 'unknown-field',
      detail: 'is not a field of this event',
    });
    expect(consumer.health().state).toBe('well');
    const kept = await desk.rows<{ text: string }>('SELECT row_to_json(p)::text AS text FROM parked_message p');
    expect(kept.map(({ text }) => text).join()).not.toMatch(/ERIKSSON|RVJJS1NTT04/);
  });

  it('holds up its own stream, which is released in order once the reason is gone', async () => {
    const [bad, other] = [streamOf(), streamOf()];
    let known = false;
    desk.handle = (message, by) => {
      if (!known && message.stream === bad && message.streamVersion === 2) throw new Unusable('not-known-yet');
      return noted(message, by);
    };
    const consumer = await desk.join('one', subscriptions, types);
    await desk.send(...[1, 2, 3].flatMap((version) => [desk.told(bad, version), desk.told(other, version)]));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 4,
    );
    await desk.send(desk.told(bad, 4), desk.told(other, 4));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 5,
    );
    const parked = await consumer.parked.list();
    expect(parked.map(({ reason }) => reason)).toEqual(['not-known-yet', 'waits-behind', 'waits-behind']);
    const ids = parked.map(({ id }) => id);

    expect(await consumer.parked.release(ids[2] ?? '', 'supervisor:1')).toEqual({
      released: [],
      refused: [],
      parked: ids,
      reason: 'not-known-yet',
      faults: [],
    });
    known = true;
    expect(await consumer.parked.release(ids[0] ?? '', 'supervisor:1')).toMatchObject({ released: ids, parked: [] });
    await desk.send(desk.told(bad, 5));
    await eventually(
      () => desk.notes(),
      (notes) => notes.length === 9,
    );
    expect(versionsOf(await desk.notes(), bad)).toEqual([1, 2, 3, 4, 5]);
    expect(versionsOf(await desk.notes(), other)).toEqual([1, 2, 3, 4]);
    await expect(consumer.parked.release(ids[0] ?? '', 'supervisor:1')).rejects.toThrow(NotParked);
    expect(await consumer.parked.list('released')).toMatchObject(ids.map((id) => ({ id, closedBy: 'supervisor:1' })));
  });

  it('can be refused for good, and what waited behind it goes on', async () => {
    const stream = streamOf();
    const consumer = await desk.join('one', subscriptions, types);
    await desk.send(desk.told(stream, 1, { data: {} }), desk.told(stream, 2));
    const [bad, behind] = await eventually(
      () => consumer.parked.list(),
      (rows) => rows.length === 2,
    );
    expect(await desk.kept()).toHaveLength(2);
    const settled = await consumer.parked.refuse(bad?.id ?? '', 'supervisor:1', 'sent by mistake');
    expect(settled).toMatchObject({ refused: [bad?.id], released: [behind?.id], parked: [] });
    expect(versionsOf(await desk.notes(), stream)).toEqual([2]);
    expect(await consumer.parked.list('refused')).toMatchObject([{ closedWhy: 'sent by mistake', closedBy: 'supervisor:1' }]);
    expect(await desk.kept()).toEqual([]);
  });

  it('does not include the events of an erased person: what was personal reads as erased', async () => {
    const [known, erased] = [newId(), newId()];
    const key = testKey();
    desk.keys.set(known, key);
    const boxed = (person: string) => {
      const stream = `application-${newId()}`;
      const box = key.seal(`${stream}@1:ApplicationFiled`, Buffer.from(JSON.stringify(personal)));
      return desk.told(stream, 1, { type: 'ApplicationFiled', data: applicationOf(person), box });
    };
    await desk.join('one', subscriptions, types);
    await desk.send(boxed(known), boxed(erased));
    const notes = await eventually(
      () => desk.notes(),
      (found) => found.length === 2,
    );
    expect(notes.find(({ person }) => person === known)?.address).toBe('1 Example Street');
    expect(notes.find(({ person }) => person === erased)?.address).toBe('[erased]');
  });
});

describe('A partner', () => {
  let own: JWK;
  let subscription: Subscription;
  let refused: UnusableMessage[];
  const partner = { source: 'urn:asan', topic: 'in.asan', replyTopic: 'reply.asan' };
  const departure = {
    office: 'asan-baku-1',
    document: { country: 'UTO', type: 'passport', number: 'L898902C3' },
    leavesOn: '2026-12-01',
  };

  beforeEach(async () => {
    desk = await Desk.open({ 'in.asan': 1, 'reply.asan': 1 });
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    own = { ...(await exportJWK(privateKey)), kid: 'asan-1' };
    refused = [];
    subscription = {
      topic: 'in.asan',
      ignores: ['StaySubmitted'],
      signed: { source: 'urn:asan', offices: ['asan-baku-1'], keys: [{ ...(await exportJWK(publicKey)), kid: 'asan-1' }] },
      refuse: (bad) => {
        refused.push(bad);
        return [
          {
            text: `INSERT INTO note (stream, version, type, by) VALUES ($1, 0, 'refused', 'intake')`,
            values: [bad.id],
            expectRows: 1,
          },
        ];
      },
    };
  });

  it('is heard when it signed, and answered when it cannot be heard, without being held up', async () => {
    const client = await PartnerClient.open({ access: desk.access, partner, key: own });
    const consumer = await desk.join('one', [subscription], ['DepartureSubmitted']);
    const now = new Date().toISOString();
    const signed = (id: string, data: object = departure, time = now) => client.envelope('DepartureSubmitted', data, id, time);
    const tampered = await signed('4');
    const unsigned = await signed('5');
    const { [SIGNATURE]: _, ...bare } = unsigned.headers;
    await client.submit('DepartureSubmitted', departure, { id: '1' });
    await client.post(await signed('2', { ...departure, office: 'regional-ganja' }));
    await client.post(await signed('3', { ...departure, leavesOn: 'tomorrow' }));
    await client.post({ ...tampered, value: String(tampered.value).replace('L898902C3', 'L898902C4') });
    await client.post({ ...unsigned, headers: bare });
    await client.post(await signed('6', departure, new Date(Date.now() + 6 * 60_000).toISOString()));
    await client.post({ ...(await signed('7')), headers: {} });
    await client.submit('DepartureSubmitted', departure, { id: '8' });
    const notes = await eventually(
      () => desk.notes(),
      (found) => found.length === 8,
    );
    expect(notes.filter(({ type }) => type === 'DepartureSubmitted')).toMatchObject([
      { stream: 'urn:asan' },
      { stream: 'urn:asan' },
    ]);
    expect(refused.map(({ id, reason }) => [id, reason])).toEqual([
      ['2', 'wrong-office'],
      ['3', 'wrong-schema'],
      ['4', 'wrong-signature'],
      ['5', 'missing-signature'],
      ['6', 'time-ahead'],
      [null, 'not-a-cloudevent'],
    ]);
    expect(refused[1]?.faults).toMatchObject([{ pointer: '/leavesOn', code: 'wrong-format' }]);
    expect((await consumer.parked.list('refused')).map(({ reason }) => reason)).toEqual(refused.map(({ reason }) => reason));
    expect(await consumer.parked.list('parked')).toEqual([]);
    expect(await desk.kept()).toEqual([]);
    await client.close();
  });

  it('is answered when a rule refuses what it asks for', async () => {
    desk.handle = (message) => [
      { decider: tray, id: newId(), command: { type: 'Take', what: 'unwanted' }, cause: causeOf(message) } as unknown as Request,
    ];
    const client = await PartnerClient.open({ access: desk.access, partner, key: own });
    await desk.join('one', [subscription], ['DepartureSubmitted']);
    await client.submit('DepartureSubmitted', departure, { id: '1' });
    await eventually(
      () => desk.notes(),
      (found) => found.length === 1,
    );
    expect(refused).toMatchObject([{ id: '1', reason: 'unwanted' }]);
    await client.close();
  });

  it('reads the answers on its own topic', async () => {
    const client = await PartnerClient.open({ access: desk.access, partner, key: own });
    const data = { submission: '1', partition: 0, offset: '0', reason: 'wrong-office', faults: [] };
    await desk.send(desk.told(streamOf(), 1, { topic: 'reply.asan', type: 'SubmissionRefused', data }));
    expect(await client.replyTo('1', 10_000)).toEqual({ type: 'SubmissionRefused', data });
    await client.close();
  });
});

const personal = {
  ...{ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', fathersName: null, birthDate: '1974-08-12', sex: 'female' },
  ...{ documentCountry: 'UTO', documentType: 'passport', documentNumber: 'L898902C3', address: '1 Example Street' },
  ...{ hostName: null, applicantEmail: 'anna@example.org', applicantPhone: null, guestEmail: null },
};

const applicationOf = (person: string) => ({
  ...{
    application: newId(),
    reference: 'QYD-0000',
    channel: 'website',
    filedBy: 'host',
    office: null,
    person,
    place: 'p',
    owner: null,
  },
  ...{ company: false, citizenship: 'UTO', purpose: 'tourism', basis: 'visa-free', visa: null, enteredOn: '2026-11-20' },
  ...{ movedInOn: '2026-11-20', receivedAt: '2026-11-22T09:30:00.000Z', daysLate: 0, warnings: [], language: 'en' },
  policy: { name: 'filing-deadline', version: '1', act: 'sample' },
});
