/** Between events and rows: personal fields are sealed and opened, old shapes lifted, every event hashed. */
import { hash as digest } from 'node:crypto';
import { ERASED, type Cause, type Decider, type DomainEvent, type Recorded, type Upcast } from '@qeyd/core';
import { SubjectErased, UnknownShape } from '../faults';
import type { KeyRing, SubjectKey } from '../types';
import type { Projectable } from '../view';
import { RecordedRow, type Stored } from './row';

/** Any decider, as far as storing its events goes. */
export type AnyDecider = Decider<unknown, never, DomainEvent>;

type Keys = ReadonlyMap<string, SubjectKey>;

/** An event that was decided and waits for its commit. */
export interface Pending {
  readonly decider: AnyDecider;
  readonly category: string;
  /** The stream's uuid. */
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly data: object;
  readonly cause: Cause;
}

/** An event as the database takes it. */
export interface Encoded extends Projectable {
  readonly id: string;
  readonly schema: number;
  readonly body: string;
  readonly subject: string | null;
  readonly box: Buffer | null;
  readonly meta: string;
  readonly hash: Buffer;
}

/** What binds a sealed box to its event, wherever the box travels. */
export const aadOf = (stream: string, version: number, type: string): string => `${stream}@${version}:${type}`;

/** The data subject of an event, if its type bears personal data. */
export function subjectOf({ decider, type, data }: Pick<Pending, 'decider' | 'type' | 'data'>): string | null {
  const personal = decider.personal?.[type];
  return personal ? String((data as Record<string, unknown>)[personal.subject]) : null;
}

/** The version of the shape in which events of this type are stored today. */
const shapeOf = (decider: AnyDecider, type: string): number => (decider.upcasts?.[type]?.length ?? 0) + 1;

/** Splits the personal fields off, seals them for their subject and hashes the whole: header, clear data, sealed bytes. */
export function encode(event: Pending, keys: Keys): Encoded {
  const { decider, category, id, version, type, cause } = event;
  const stream = `${category}-${id}`;
  const schema = shapeOf(decider, type);
  const subject = subjectOf(event);
  const [data, personal] = split(event.data, decider.personal?.[type]?.fields ?? []);
  const box = subject === null ? null : seal(keys.get(subject), aadOf(stream, version, type), personal);
  const body = JSON.stringify(data);
  const meta = JSON.stringify({ id: cause.id, correlation: cause.correlation, actor: cause.actor });
  const hash = hashOf({ category, id, version, type, schema, subject, meta, body, box });
  return { category, stream, id, version, type, schema, data, cause, subject, box, body, meta, hash };
}

/** What the database would give back of an event that it took. */
export const storedAs = (event: Encoded, position: number, recordedAt: string): Stored => {
  const { id, version, category, type, schema, data, body, subject, box: sealed, cause: meta } = event;
  return { position, id, version, category, type, schema, data, body, subject, sealed, meta, recordedAt };
};

/** SHA-256 over `[category,id,version,type,schema,subject]` as JSON, the cause, the body and the box, each after a line feed. */
export function hashOf(
  e: Pick<Encoded, 'category' | 'id' | 'version' | 'type' | 'schema' | 'subject' | 'meta' | 'body' | 'box'>,
): Buffer {
  const text = `${headerOf(e)}\n${e.meta}\n${e.body}\n`;
  return digest('sha256', e.box ? Buffer.concat([Buffer.from(text), e.box]) : text, 'buffer');
}

/** What an event is, as it is hashed. */
export const headerOf = (e: Pick<Encoded, 'category' | 'id' | 'version' | 'type' | 'schema' | 'subject'>): string =>
  JSON.stringify([e.category, e.id, e.version, e.type, e.schema, e.subject]);

/** Opens the box, puts the personal fields back and lifts the data to today's shape. Throws `UnknownShape`. */
export function decode(row: Stored, decider: AnyDecider, keys: Keys): Recorded {
  const upcasts = upcastsOf(row, decider);
  if (row.subject === null) return upcasts.length === 0 ? new RecordedRow(row) : recorded(row, lifted(row.data, upcasts));
  const opened = open(row, keys);
  const { then, now } = personalOf(row, decider);
  const data = lifted(JSON.parse(merged(row.body, opened ?? erasedText(then))) as object, upcasts);
  return recorded(row, opened === null && upcasts.length > 0 ? { ...data, ...erased(now) } : data);
}

/** What views and publishers see of it: today's shape without the personal fields; nothing is opened. Throws `UnknownShape`. */
export function decodeClear(row: Stored, decider: AnyDecider): Recorded & Projectable {
  const upcasts = upcastsOf(row, decider);
  if (upcasts.length === 0) return new RecordedRow(row);
  const { then, now } = personalOf(row, decider);
  const placed = row.subject === null ? row.data : { ...row.data, ...erased(then) };
  return { ...recorded(row, split(lifted(placed, upcasts), now)[0]), category: row.category };
}

/** Whether the personal fields in the box of this row have an older shape than today's. */
export const isOldBox = (row: Stored, decider: AnyDecider): boolean =>
  row.schema < shapeOf(decider, row.type) && row.sealed !== null;

/** The box with its personal fields lifted to today's shape; a box that nobody can open any more stays as it is. */
export function liftedBox(row: Stored, decider: AnyDecider, keys: Keys): Buffer | null {
  const key = row.subject === null ? undefined : keys.get(row.subject);
  if (!key || !isOldBox(row, decider)) return row.sealed;
  const { stream, data } = decode(row, decider, keys);
  const [, personal] = split(data, personalOf(row, decider).now);
  return key.seal(aadOf(stream, row.version, row.type), Buffer.from(JSON.stringify(personal)));
}

/** The keys of every subject named in these events, in one look-up. */
export async function keysFor(ring: KeyRing | null, subjects: readonly (string | null)[]): Promise<Keys> {
  const named = [...new Set(subjects.filter((subject) => subject !== null))];
  if (named.length === 0) return new Map();
  if (!ring) throw new Error('An event bears personal data, and the log was made without a key ring');
  return ring.keysOf(named);
}

function split(data: object, fields: readonly string[]): [object, Record<string, unknown>] {
  if (fields.length === 0) return [data, {}];
  const clear: Record<string, unknown> = {};
  const personal: Record<string, unknown> = {};
  const all = data as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(all)) (fields.includes(name) ? personal : clear)[name] = all[name];
  return [clear, personal];
}

/** A subject without a key was erased: then there may be nothing left to seal, and nothing is kept. */
function seal(key: SubjectKey | undefined, aad: string, personal: Record<string, unknown>): Buffer | null {
  if (key) return key.seal(aad, Buffer.from(JSON.stringify(personal)));
  if (Object.values(personal).some((value) => value !== ERASED && value !== null)) throw new SubjectErased(aad);
  return null;
}

/** The personal fields in the shape of their time, as JSON; `null` when the subject's key is gone, or was when this was recorded. */
function open(row: Stored, keys: Keys): string | null {
  const key = row.subject === null ? undefined : keys.get(row.subject);
  if (!key || !row.sealed) return null;
  const aad = aadOf(`${row.category}-${row.id}`, row.version, row.type);
  return key.open(aad, row.sealed).toString();
}

/** One JSON object of two that share no field: to parse them as one is several times cheaper than to copy one into the other. */
const merged = (a: string, b: string): string => (a === '{}' ? b : b === '{}' ? a : `${a.slice(0, -1)},${b.slice(1)}`);

function upcastsOf({ category, id, version, type, schema }: Stored, decider: AnyDecider): readonly Upcast[] {
  const all = decider.upcasts?.[type] ?? [];
  if (schema > all.length + 1) throw new UnknownShape(`${category}-${id}@${version}`, `${type} of version ${schema}`);
  return schema > all.length ? [] : all.slice(schema - 1);
}

const lifted = (data: object, upcasts: readonly Upcast[]): object =>
  upcasts.reduce<object>((old, lift) => lift(old as never), data);

/** The names of the personal fields in the shape of the row and in today's. */
function personalOf({ type, schema }: Stored, decider: AnyDecider): Record<'then' | 'now', readonly string[]> {
  const { fields = [], former } = decider.personal?.[type] ?? {};
  return { then: former?.[schema - 1] ?? fields, now: fields };
}

const erased = (fields: readonly string[]): object => Object.fromEntries(fields.map((field) => [field, ERASED]));

/** Each list of fields is a constant of a rule. */
const erasedTexts = new WeakMap<readonly string[], string>();
function erasedText(fields: readonly string[]): string {
  const text = erasedTexts.get(fields) ?? JSON.stringify(erased(fields));
  erasedTexts.set(fields, text);
  return text;
}

const recorded = ({ position, category, id, version, type, meta, recordedAt }: Stored, data: object): Recorded => ({
  position,
  stream: `${category}-${id}`,
  version,
  type,
  data,
  cause: meta,
  recordedAt,
});
