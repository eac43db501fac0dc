/** Our envelope is a CloudEvent: what we write, the SDK reads, and the other way round. */
import { CloudEvent, Kafka } from 'cloudevents';
import { Partitioners } from 'kafkajs';
import type { Outgoing } from '@qeyd/event-store';
import { attributesOf, encode } from './cloudevent';
import { Unusable } from './unusable';

const stream = 'person-01920000-0000-7000-8000-000000000001';
const event: Outgoing = {
  topic: 'registry',
  type: 'StayRegistered',
  schema: 1,
  data: { registration: 'r', place: 'q' },
  box: Buffer.from('sealed'),
  stream,
  version: 3,
  position: 42,
  time: '2026-11-22T09:30:00.000Z',
  correlation: 'c-1',
  causation: 'urn:qeyd:intake:application-1@1',
};
/** The SDK names absent attributes too. */
const headersOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((header): header is [string, string] => typeof header[1] === 'string'));
const faultsOf = (headers: Record<string, string>) => {
  try {
    attributesOf({ headers });
  } catch (error) {
    if (error instanceof Unusable) return error.faults.map(({ detail }) => detail);
    throw error;
  }
  return [];
};

describe('A public event', () => {
  it('is read by the CloudEvents SDK with all that its envelope says', () => {
    const { key, value, headers } = encode(event, 'urn:qeyd:registration-registry');
    const message = { key, value: String(value), headers: { ...headers }, body: String(value), timestamp: '' };
    const read = Kafka.toEvent<string>(message);
    if (!(read instanceof CloudEvent)) throw new Error('more than one event');
    expect(read.validate()).toBe(true);
    expect(read).toMatchObject({
      specversion: '1.0',
      id: `${stream}@3`,
      source: 'urn:qeyd:registration-registry',
      type: 'StayRegistered',
      time: '2026-11-22T09:30:00.000Z',
      dataschema: 'urn:qeyd:StayRegistered:1',
      datacontenttype: 'application/json',
      position: '42',
      correlation: 'c-1',
      causation: 'urn:qeyd:intake:application-1@1',
      data: { registration: 'r', place: 'q', personal: Buffer.from('sealed').toString('base64') },
    });
  });

  it('carries no box when it bears nothing personal', () => {
    expect(encode({ ...event, box: null }, 'urn:qeyd:x').value).toBe('{"registration":"r","place":"q"}');
  });

  it('falls into the partition that Java and Python clients choose for its stream', () => {
    const choose = Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: 1000 }, (_, partitionId) => ({
      ...{ partitionId, leader: 1, partitionErrorCode: 0, replicas: [], isr: [] },
    }));
    const partitionOf = (key: string) => choose({ topic: 'registry', partitionMetadata, message: { key, value: '' } });
    // The hashes of Apache Kafka's own UtilsTest, made positive, modulo 1000.
    expect(partitionOf('21')).toBe((-973932308 & 0x7fffffff) % 1000);
    expect(partitionOf('foobar')).toBe((-790332482 & 0x7fffffff) % 1000);
    expect(partitionOf('a-little-bit-longer-string')).toBe((-1486304829 & 0x7fffffff) % 1000);
  });
});

describe('A message of a stranger', () => {
  it('is understood when the CloudEvents SDK wrote it', () => {
    const written = Kafka.binary(
      new CloudEvent({ id: '7', source: 'urn:asan', type: 'StaySubmitted', time: '2026-11-22T13:30:00+04:00', data: { a: 1 } }),
    );
    expect(attributesOf({ headers: headersOf(written.headers) })).toMatchObject({
      id: '7',
      source: 'urn:asan',
      type: 'StaySubmitted',
      version: 1,
      position: null,
      correlation: null,
    });
  });

  it('is told every header that is missing or malformed, never what stood in it', () => {
    expect(faultsOf({})).toEqual(
      ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'].map((name) => `header ${name} is missing`),
    );
    const good = { ...encode(event, 'urn:qeyd:x').headers };
    expect(faultsOf({ ...good, ce_specversion: '0.3' })).toEqual(['header ce_specversion does not have the right form']);
    expect(faultsOf({ ...good, ce_time: 'yesterday' })).toEqual(['header ce_time does not have the right form']);
    expect(faultsOf({ ...good, ce_time: '2026-13-45T99:99:99Z' })).toEqual(['header ce_time is not an instant']);
    expect(faultsOf({ ...good, ce_dataschema: 'urn:qeyd:StayEnded:1' })).toEqual(['header ce_dataschema names another type']);
    expect(faultsOf({ ...good, ce_position: '-1' })).toEqual(['header ce_position does not have the right form']);
    expect(faultsOf({ ...good, 'content-type': 'application/cloudevents+json' })).toEqual([
      'header content-type does not have the right form',
    ]);
    expect(faultsOf(good)).toEqual([]);
  });
});
