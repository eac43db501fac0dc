/** CloudEvents 1.0 in Kafka's binary mode: attributes and extensions as `ce_*` headers, the data as the message's value. */
import type { Outgoing } from '@qeyd/event-store';
import type { KafkaMessage } from 'kafkajs';
import { Unusable, type Fault } from './unusable';

/** A message as the producer takes it; its key decides its partition. */
export interface Encoded {
  readonly topic: string;
  readonly key: string;
  readonly value: string | Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message as the broker gives it: what came, whether it makes sense or not. */
export interface Raw {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The last of several headers of one name counts. */
export function rawOf(topic: string, partition: number, { offset, key, value, headers = {} }: KafkaMessage): Raw {
  const texts: Record<string, string> = {};
  for (const [name, content] of Object.entries(headers)) {
    const last = Array.isArray(content) ? content.at(-1) : content;
    if (last !== undefined) texts[name] = last.toString();
  }
  return { topic, partition, offset, key, value, headers: texts };
}

/** The attributes of a CloudEvent, checked; those that only our own logs add are `null` when absent. */
export interface Attributes {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** As it was written: a signature covers this text. */
  readonly time: string;
  readonly version: number;
  readonly position: number | null;
  readonly correlation: string | null;
  readonly causation: string | null;
}

/** A public event in its envelope; `source` is `urn:qeyd:<name of the log>`. */
export function encode(event: Outgoing, source: string): Encoded {
  const { stream, type, box, causation } = event;
  return {
    topic: event.topic,
    key: stream,
    value: JSON.stringify(box ? { personal: box.toString('base64'), ...event.data } : event.data),
    headers: {
      ce_specversion: '1.0',
      ce_id: `${stream}@${event.version}`,
      ce_source: source,
      ce_type: type,
      ce_time: event.time,
      ce_dataschema: schemaName(type, event.schema),
      ce_position: String(event.position),
      ce_correlation: event.correlation,
      ce_causation: causation,
      'content-type': 'application/json',
    },
  };
}

export const schemaName = (type: string, version: number): string => `urn:qeyd:${type}:${version}`;

const ATTRIBUTES = {
  ce_specversion: /^1\.0$/,
  ce_id: /^[\x21-\x7e]{1,200}$/,
  ce_source: /^[\x21-\x7e]{1,100}$/,
  ce_type: /^[A-Za-z][A-Za-z0-9]{0,59}$/,
  ce_time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i,
} as const;

const EXTENSIONS = {
  ce_dataschema: /^urn:qeyd:[A-Za-z0-9]+:[1-9]\d{0,4}$/,
  ce_position: /^[1-9]\d{0,15}$/,
  ce_correlation: /^[\x21-\x7e]{1,200}$/,
  ce_causation: /^[\x21-\x7e]{1,400}$/,
  'content-type': /^application\/json\s*(;|$)/i,
} as const;

/** Reads the attributes; without `ce_dataschema` a message is of version 1. Throws `Unusable` naming every header at fault. */
export function attributesOf({ headers }: Pick<Raw, 'headers'>): Attributes {
  const faults: Fault[] = [];
  for (const [name, pattern] of Object.entries(ATTRIBUTES)) {
    const text = headers[name];
    if (text === undefined) faults.push(headerFault(name, 'required', 'is missing'));
    else if (!pattern.test(text)) faults.push(headerFault(name, 'wrong-format', 'does not have the right form'));
  }
  for (const [name, pattern] of Object.entries(EXTENSIONS)) {
    const text = headers[name];
    if (text !== undefined && !pattern.test(text)) faults.push(headerFault(name, 'wrong-format', 'does not have the right form'));
  }
  const { ce_id: id = '', ce_source: source = '', ce_type: type = '', ce_time: time = '' } = headers;
  const schema = headers['ce_dataschema'] ?? schemaName(type, 1);
  const version = Number(schema.slice(schema.lastIndexOf(':') + 1));
  if (faults.length === 0) {
    if (Number.isNaN(Date.parse(time))) faults.push(headerFault('ce_time', 'wrong-format', 'is not an instant'));
    if (schema !== schemaName(type, version)) faults.push(headerFault('ce_dataschema', 'wrong-format', 'names another type'));
  }
  if (faults.length > 0) throw new Unusable('not-a-cloudevent', faults);
  const position = headers['ce_position'];
  return {
    id,
    source,
    type,
    time,
    version,
    position: position === undefined ? null : Number(position),
    correlation: headers['ce_correlation'] ?? null,
    causation: headers['ce_causation'] ?? null,
  };
}

const headerFault = (name: string, code: string, detail: string): Fault => ({
  pointer: '',
  code,
  detail: `header ${name} ${detail}`,
});
