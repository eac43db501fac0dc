/** Sets a message aside: one row with its reason and, while it waits, its bytes, sealed, as nobody knows what stands in them. */
import { newId, type Statement, type SubjectKey } from '@qeyd/event-store';
import type { Raw } from '../cloudevent';
import type { Unusable, UnusableMessage } from '../unusable';
import type { Reading } from './reading';

const PARK = `
  INSERT INTO parked_message
    (id, topic, partition, message_offset, stream, type, reason, faults, sealed, state, closed_by, closed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $11::text IS NULL THEN NULL ELSE now() END)`;

/** The row of a message; closed at once as refused, and without its bytes, when `refusedBy` says who did. */
export function parked({ raw, stream }: Reading, why: Unusable, own: SubjectKey, refusedBy: string | null): Statement {
  const { topic, partition, offset } = raw;
  const { type } = unusableMessage(raw, why);
  const state = refusedBy === null ? 'parked' : 'refused';
  const sealed = refusedBy === null ? own.seal(contextOf(raw), Buffer.from(JSON.stringify(textOf(raw)))) : null;
  return {
    text: PARK,
    values: [newId(), topic, partition, offset, stream, type, why.reason, JSON.stringify(why.faults), sealed, state, refusedBy],
    expectRows: 1,
  };
}

/** The message of a row as it came from the broker. Throws when the box belongs to another row. */
export function unparked(place: Pick<Raw, 'topic' | 'partition' | 'offset'>, sealed: Buffer, own: SubjectKey): Raw {
  const { key, value, headers } = JSON.parse(own.open(contextOf(place), sealed).toString()) as ReturnType<typeof textOf>;
  return { ...place, key: bytesOf(key), value: bytesOf(value), headers };
}

/** What may be said of a message that cannot be used: names that look like names, never its text. */
export function unusableMessage({ topic, partition, offset, headers }: Raw, why: Unusable): UnusableMessage {
  const named = (name: string, pattern: RegExp): string | null => {
    const text = headers[name];
    return text !== undefined && pattern.test(text) ? text : null;
  };
  return {
    ...{ topic, partition, offset, reason: why.reason, faults: why.faults },
    id: named('ce_id', /^[\x21-\x7e]{1,200}$/),
    source: named('ce_source', /^[\x21-\x7e]{1,100}$/),
    type: named('ce_type', /^[A-Za-z][A-Za-z0-9]{0,59}$/),
    correlation: named('ce_correlation', /^[\x21-\x7e]{1,200}$/) ?? `${topic}/${partition}@${offset}`,
  };
}

const contextOf = ({ topic, partition, offset }: Pick<Raw, 'topic' | 'partition' | 'offset'>): string =>
  `parked:${topic}/${partition}@${offset}`;

const textOf = ({ key, value, headers }: Raw) => ({
  key: key?.toString('base64') ?? null,
  value: value?.toString('base64') ?? null,
  headers,
});

const bytesOf = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'base64'));
