/** The grammar below the fields: one named check each, its code from the catalogue. */
import { ValidateBy, ValidateIf } from 'class-validator';
import type { Code, Details } from '../problem/texts';

export interface FieldOptions {
  readonly optional?: true;
  /** The field is a list of at most so many. */
  readonly many?: number;
  readonly description?: string;
  readonly example?: string | number | boolean | readonly string[];
}

/** Marks the transformations of values that arrive as text: query and path. */
export const FROM_TEXT = { groups: ['text'] };

/** Every code that a field may answer with; start compares them with the catalogue. */
export const fieldCodes = new Set<Code>();

type Test = (value: unknown, dto: object) => boolean;

/** A field must pass this test, or the fault bears this code. */
export function check(
  code: Code,
  test: Test,
  { each = false, details = {} }: { each?: boolean; details?: Details } = {},
): PropertyDecorator {
  fieldCodes.add(code);
  return ValidateBy(
    { name: code, validator: { validate: (value: unknown, rule?: { object: object }) => test(value, rule?.object ?? {}) } },
    { each, context: { details } },
  );
}

/** A rule of the app's own over one field, which may look at the others of its object. */
export const Satisfies = (code: Code, test: Test): PropertyDecorator => check(code, test);

const given = (value: unknown): boolean => value !== undefined && value !== null;

/** Whether the field must be there, and whether it is a list. */
export const presence = (optional: true | undefined, many: number | undefined): PropertyDecorator[] => [
  optional ? ValidateIf((_, value) => given(value)) : check('required', given),
  ...(many === undefined
    ? []
    : [
        check('list', Array.isArray),
        check('too-many', (value) => (value as readonly unknown[]).length <= many, { details: { max: many } }),
        check('empty-item', given, { each: true }),
      ]),
];
