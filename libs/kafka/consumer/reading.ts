/** From the bytes of messages to events that fit their contracts: everything that can be wrong with one is found here. */
import { createHash } from 'node:crypto';
import { contractOf, validate, type Contract } from '@qeyd/contracts';
import { ERASED, type Instant } from '@qeyd/core';
import type { KeyRing, SubjectKey } from '@qeyd/event-store';
import { attributesOf, type Attributes, type Raw } from '../cloudevent';
import type { Incoming, Subscription } from '../message';
import { Unusable } from '../unusable';
import { SIGNATURE, verifierOf, type Verify } from '../signature';

/** A message and what was found in it: something to work with, something that means nothing here, or bad data. */
interface Found<T> {
  readonly raw: Raw;
  /** What it must stay in order with: its stream, or its sender. */
  readonly stream: string;
  /** Its number in the log that it comes from, as far as could be read. */
  readonly mark: { readonly source: string; readonly position: number } | null;
  readonly found: T | 'ignored' | Unusable;
}

export type Reading = Found<Incoming>;

/** It fits its contract, but its personal part is still sealed. */
interface Checked {
  readonly attributes: Attributes;
  readonly contract: Contract;
  readonly data: Record<string, unknown>;
  readonly box: string | null;
  /** It has a personal part, and that is wanted. */
  readonly opens: boolean;
}

interface Topic extends Subscription {
  readonly verify: Verify | null;
}

export const LARGEST_BYTES = 256 * 1024;
const STREAM = /^[a-z][a-z-]{0,40}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class Reader {
  private readonly topics: ReadonlyMap<string, Topic>;

  constructor(
    subscriptions: readonly Subscription[],
    private readonly keys: KeyRing,
    private readonly now: () => Instant,
  ) {
    this.topics = new Map(
      subscriptions.map((one) => [one.topic, { ...one, verify: one.signed ? verifierOf(one.signed) : null }]),
    );
  }

  /** Never throws for what stands in a message; throws when the keys cannot be had. The keys are asked for at once. */
  async read(raws: readonly Raw[]): Promise<Reading[]> {
    const halves = await Promise.all(raws.map((raw) => this.check(raw)));
    const sealed = halves.flatMap(({ found }) => (isChecked(found) && found.opens ? [subjectOf(found)] : []));
    const keys = sealed.length > 0 ? await this.keys.keysOf([...new Set(sealed)]) : new Map<string, SubjectKey>();
    return halves.map((half) => ({ ...half, found: opened(half, keys) }));
  }

  private async check(raw: Raw): Promise<Found<Checked>> {
    const topic = this.topics.get(raw.topic);
    if (!topic) throw new Error(`${raw.topic} is not subscribed`);
    const stream = topic.signed?.source ?? streamOf(raw);
    if (topic.ignores?.includes(raw.headers['ce_type'] ?? ''))
      return { raw, stream, mark: topic.signed ? null : markIn(raw), found: 'ignored' };
    let mark: Reading['mark'] = null;
    try {
      if (raw.value === null) throw new Unusable('no-value');
      if (raw.value.length > LARGEST_BYTES) throw new Unusable('too-large');
      const attributes = attributesOf(raw);
      if (topic.verify) await topic.verify(attributes, raw.value, raw.headers[SIGNATURE], this.now());
      else mark = markOf(attributes, stream);
      return { raw, stream, mark, found: check({ ...attributes, position: mark?.position ?? null }, raw.value, topic) };
    } catch (error) {
      if (error instanceof Unusable) return { raw, stream, mark, found: error };
      throw error;
    }
  }
}

const isChecked = (found: Found<Checked>['found']): found is Checked => found !== 'ignored' && !(found instanceof Unusable);
const subjectOf = ({ data }: Checked): string => String(data['person']);

/** A key that is no stream could be anything, also personal: its hash keeps equal ones together. Without a key nothing waits. */
function streamOf({ key, offset }: Raw): string {
  if (key === null) return `offset:${offset}`;
  const text = key.toString();
  return STREAM.test(text) ? text : `key:${createHash('sha256').update(key).digest('base64url')}`;
}

/** What means nothing here is not looked into, but it counts as taken. */
function markIn({ headers: { ce_source: source, ce_position: position } }: Raw): Reading['mark'] {
  return source !== undefined && /^[1-9]\d{0,15}$/.test(position ?? '') ? { source, position: Number(position) } : null;
}

/** An event of our own logs says where it comes from; by its position it is taken once. */
function markOf({ id, source, position }: Attributes, stream: string): Reading['mark'] {
  const faulty = (reason: string, detail: string) => new Unusable(reason, [{ pointer: '', code: 'wrong-format', detail }]);
  if (position === null) throw faulty('not-a-cloudevent', 'header ce_position is missing');
  if (!/@[1-9]\d{0,8}$/.test(id) || id.slice(0, id.lastIndexOf('@')) !== stream) {
    throw faulty('wrong-key', 'the key is not the stream that ce_id names');
  }
  return { source, position };
}

function check(attributes: Attributes, value: Buffer, { topic, signed, sealed }: Subscription): Checked {
  const { type, version } = attributes;
  const newest = contractOf(topic, type);
  if (!newest) throw new Unusable('unknown-type');
  const contract = contractOf(topic, type, version);
  if (!contract) throw new Unusable(version > newest.version ? 'newer-version' : 'unknown-version');
  const whole = parsed(value);
  const { personal = null, ...rest } = whole;
  const data = contract.personal ? rest : whole;
  const faults = validate(contract, data, 'clear');
  if (faults.length > 0) throw new Unusable('wrong-schema', faults);
  const box = contract.personal ? personal : null;
  if (box !== null && typeof box !== 'string') throw new Unusable('box-unopenable');
  if (signed && !signed.offices.includes(String(data['office']))) {
    throw new Unusable('wrong-office', [{ pointer: '/office', code: 'wrong-office', detail: 'is not an office of the sender' }]);
  }
  return { attributes, contract, data, box, opens: Boolean(contract.personal) && !sealed };
}

function parsed(value: Buffer): Record<string, unknown> {
  let whole: unknown;
  try {
    whole = JSON.parse(value.toString());
  } catch {
    throw new Unusable('not-json');
  }
  if (typeof whole === 'object' && whole !== null && !Array.isArray(whole)) return whole as Record<string, unknown>;
  throw new Unusable('wrong-schema', [{ pointer: '', code: 'wrong-type', detail: 'must be object' }]);
}

function opened({ raw, stream, found }: Found<Checked>, keys: ReadonlyMap<string, SubjectKey>): Reading['found'] {
  if (!isChecked(found)) return found;
  const personal = found.opens ? personalOf(found, keys.get(subjectOf(found))) : {};
  if (personal instanceof Unusable) return personal;
  const { id, source, type, version, time, position, correlation, causation } = found.attributes;
  return {
    ...{ id, source, type, version, causation, stream, position },
    streamVersion: position === null ? 0 : Number(id.slice(id.lastIndexOf('@') + 1)),
    time: new Date(time).toISOString(),
    correlation: correlation ?? `${source}:${id}`,
    ...{ topic: raw.topic, partition: raw.partition, offset: raw.offset },
    data: { ...found.data, ...personal },
  };
}

/** The personal fields. A subject without a key was erased, and so were they. */
function personalOf({ attributes, contract, box }: Checked, key: SubjectKey | undefined): object {
  if (!key) return Object.fromEntries(Object.keys(contract.personal?.properties ?? {}).map((field) => [field, ERASED]));
  if (box === null) return new Unusable('box-missing');
  let personal: unknown;
  try {
    personal = JSON.parse(key.open(`${attributes.id}:${attributes.type}`, Buffer.from(box, 'base64')).toString());
  } catch {
    return new Unusable('box-unopenable');
  }
  const faults = validate(contract, personal, 'personal');
  return faults.length > 0 ? new Unusable('wrong-schema', faults) : (personal as object);
}
