/** One line per DTO field: what it must be, how it is cleaned, and how the OpenAPI document shows it. */
import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { isEmail, isUUID, ValidateNested } from 'class-validator';
import { isCivilDate } from '@qeyd/calendar';
import { canonicalInstant } from './instant';
import { check, FROM_TEXT, presence, type FieldOptions } from './rules';

/** A field made of single values; `many` asks for a list of them. */
function field(
  { optional, many, description, example }: FieldOptions,
  shape: ApiPropertyOptions,
  checks: readonly PropertyDecorator[],
  clean: (value: unknown) => unknown = (value) => value,
): PropertyDecorator {
  const list = many === undefined ? {} : { isArray: true as const, maxItems: many };
  const about = { ...(description === undefined ? {} : { description }), ...(example === undefined ? {} : { example }) };
  return applyDecorators(
    ApiProperty({ required: !optional, ...shape, ...list, ...about } as ApiPropertyOptions),
    Transform(
      ({ value }: { value: unknown }) => (many !== undefined && !Array.isArray(value) && value !== undefined ? [value] : value),
      FROM_TEXT,
    ),
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(clean) : (clean(value) ?? undefined))),
    ...presence(optional, many),
    ...checks,
  );
}

const inOneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();
const ifText = (change: (text: string) => string) => (value: unknown) =>
  typeof value === 'string' ? change(value.normalize('NFC')) || undefined : value;
const isText = (value: unknown): value is string => typeof value === 'string';

export interface TextOptions extends FieldOptions {
  readonly max: number;
  readonly min?: number;
  /** The whole text must match it. */
  readonly pattern?: RegExp;
  readonly upper?: true;
  /** Line breaks may stay. */
  readonly lines?: true;
}

/** Text without control characters, trimmed and in Unicode's composed form; an empty one counts as not given. */
export function Text({ max, min = 1, pattern, upper, lines, ...options }: TextOptions): PropertyDecorator {
  const tidy = ifText((text) => (upper ? text.toUpperCase() : text).replace(/\r\n?/g, '\n').trim());
  const each = options.many !== undefined;
  const printable = lines ? /^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u : /^[^\p{Cc}\p{Cs}]*$/u;
  return field(
    options,
    { type: 'string', minLength: min, maxLength: max, ...(pattern && { pattern: pattern.source }) },
    [
      check('text', isText, { each }),
      check('characters', (value) => printable.test(String(value)), { each }),
      check('too-short', (value) => [...String(value)].length >= min, { each, details: { min } }),
      check('too-long', (value) => [...String(value)].length <= max, { each, details: { max } }),
      ...(pattern ? [check('pattern', (value) => pattern.test(String(value)), { each })] : []),
    ],
    lines ? tidy : (value) => tidy(isText(value) ? inOneLine(value) : value),
  );
}

/** One of the given words. */
export const Choice = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'string', enum: [...values] },
    [
      check('choice', (value) => values.includes(value as string), {
        each: options.many !== undefined,
        details: { values: values.join(', ') },
      }),
    ],
    ifText(inOneLine),
  );

/** A civil date that exists, `2026-11-22`. */
export const CivilDateField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'string', format: 'date' },
    [check('date', isCivilDate, { each: options.many !== undefined })],
    ifText(inOneLine),
  );

/** A point in time with its offset; the handler gets it as a canonical UTC instant. */
export const InstantField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'string', format: 'date-time' },
    [check('instant', (value) => isText(value) && canonicalInstant(value) === value, { each: options.many !== undefined })],
    ifText((text) => canonicalInstant(inOneLine(text)) ?? text),
  );

export const Uuid = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'string', format: 'uuid' },
    [check('uuid', (value) => isUUID(value), { each: options.many !== undefined })],
    ifText((text) => text.trim().toLowerCase()),
  );

export const Email = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'string', format: 'email', maxLength: 254 },
    [check('email', (value) => isText(value) && value.length <= 254 && isEmail(value), { each: options.many !== undefined })],
    ifText((text) => text.trim()),
  );

/** Yes or no. */
export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value), FROM_TEXT),
    field(options, { type: 'boolean' }, [check('flag', (value) => typeof value === 'boolean')]),
  );

export function WholeNumber({ min, max, ...options }: FieldOptions & { min: number; max: number }): PropertyDecorator {
  const each = options.many !== undefined;
  const fromText = (value: unknown) => (isText(value) && /^-?\d{1,15}$/.test(value) ? Number(value) : value);
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(fromText) : fromText(value)), FROM_TEXT),
    field(options, { type: 'integer', minimum: min, maximum: max }, [
      check('whole-number', (value) => Number.isSafeInteger(value), { each }),
      check('too-small', (value) => Number(value) >= min, { each, details: { min } }),
      check('too-large', (value) => Number(value) <= max, { each, details: { max } }),
    ]),
  );
}

/** An object with fields of its own; `many` asks for a list of them. */
export function Nested(type: () => Class, options: FieldOptions = {}): PropertyDecorator {
  const each = options.many !== undefined;
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  // Swagger knows a lazy type by the name of its function: it must be `type`.
  const shape = { type: () => type() };
  return applyDecorators(field(options, shape, [check('object', isObject, { each })]), Type(type), ValidateNested());
}
