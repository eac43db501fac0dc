/** How a public event is declared: one TypeBox declaration is its JSON Schema and its TypeScript type. */
import { Type, type Static, type TObject, type TSchema } from '@sinclair/typebox';

/** A public event type: where it travels and what it carries; never renamed, its shape changes only by a new version. */
export interface Contract<T extends string = string, D extends TObject = TObject, P extends TObject = TObject> {
  readonly topic: string;
  readonly type: T;
  readonly version: number;
  /** One sentence for the event catalogue. */
  readonly summary: string;
  /** The clear part of the value. */
  readonly data: D;
  /** The part that travels sealed under the subject's key; `null` when the event bears no personal data. */
  readonly personal: P | null;
}

/** What a reader of the event gets: the clear part and, opened, the personal one. */
export type Payload<C extends Contract> = Static<C['data']> & PersonalOf<NonNullable<C['personal']>>;

type PersonalOf<P extends TObject> = [P] extends [never] ? object : Static<P>;

const strict = { additionalProperties: false } as const;

/** An object that refuses fields it does not name. */
export const closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P) => Type.Object(properties, strict);

export const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()]);

/** Says in the schema itself, and so in every document made of it, what a field means. */
export const described = <S extends TSchema>(description: string, schema: S): S => ({ ...schema, description });

export const oneOf = <const V extends readonly string[]>(values: V) => Type.Unsafe<V[number]>({ type: 'string', enum: values });

/** Lower case and without `urn:uuid:`, which the format alone would allow. */
export const uuid = Type.String({ format: 'uuid', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
/** A canonical UTC instant with milliseconds; no leap second. */
export const instant = Type.String({
  format: 'date-time',
  pattern: '^[1-9]\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d\\.\\d{3}Z$',
});
/** From the year 1000 on, as a database's `date` has no year 0. */
export const civilDate = Type.String({ description: 'A civil date in Baku.', format: 'date', pattern: '^[1-9]' });
export const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** The dated rule that a decision applied. */
export const appliedPolicy = closed({ name: text(60), version: text(20), act: text(300) });
export type AppliedPolicy = Static<typeof appliedPolicy>;

export const language = oneOf(['az', 'en', 'ru']);
export type Language = Static<typeof language>;

/** Declares a contract; `personal` may be left out. */
export function contract<const T extends string, D extends TObject>(
  topic: string,
  type: T,
  version: number,
  summary: string,
  data: D,
): Contract<T, D, never>;
export function contract<const T extends string, D extends TObject, P extends TObject>(
  topic: string,
  type: T,
  version: number,
  summary: string,
  data: D,
  personal: P,
): Contract<T, D, P>;
export function contract(
  topic: string,
  type: string,
  version: number,
  summary: string,
  data: TObject,
  personal: TObject | null = null,
): Contract {
  return { topic, type, version, summary, data, personal };
}
