/** Turns a body, query or path into its DTO, or into a problem that names every fault. */
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Problem, type Fault } from '../problem/problem';
import { FROM_TEXT } from './rules';

const MAX_DEPTH = 16;
const MAX_FAULTS = 50;
const untyped = new Set<unknown>([String, Number, Boolean, Array, Object, Buffer, undefined]);
const places = { body: undefined, query: 'query', param: 'path', custom: undefined } as const;

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What the transformer could not digest: the names of every object's own machinery, and endless nesting. */
function findShapeFault(value: object, pointer = '', depth = 1): Fault | null {
  if (depth > MAX_DEPTH) return { pointer, code: 'too-deep' };
  for (const [key, inner] of Object.entries(value)) {
    const path = `${pointer}/${escaped(key)}`;
    if (key in Object.prototype) return { pointer: path, code: 'unknown-field' };
    const fault = isObject(inner) ? findShapeFault(inner, path, depth + 1) : null;
    if (fault) return fault;
  }
  return null;
}

/** A class-validator error tree, flattened; the constraint's name is our code. */
const faultsOf = (errors: readonly ValidationError[], parent = ''): Fault[] =>
  errors.flatMap(({ property, constraints = {}, contexts = {}, children = [] }) => {
    const pointer = `${parent}/${escaped(property)}`;
    const own = Object.keys(constraints).map((name): Fault => {
      const details = (contexts[name] as { details?: Fault['details'] } | undefined)?.details;
      return { pointer, code: name === 'whitelistValidation' ? 'unknown-field' : name, ...(details && { details }) };
    });
    return [...own, ...faultsOf(children, pointer)];
  });

export class BodyPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || metatype === undefined || untyped.has(metatype)) return value;
    const input = value ?? {};
    const refuse = (faults: readonly Fault[]): never => {
      const place = places[type];
      const listed = faults.slice(0, MAX_FAULTS).map((fault) => (place ? { ...fault, in: place } : fault));
      throw new Problem(400, 'invalid', { details: { count: faults.length }, faults: listed });
    };
    if (!isObject(input) || Array.isArray(input)) return refuse([{ pointer: '', code: 'object' }]);
    const shape = findShapeFault(input);
    if (shape) return refuse([shape]);
    const groups = type === 'body' ? {} : FROM_TEXT;
    const dto = plainToInstance<object, unknown>(metatype, input, { exposeUnsetFields: false, ...groups });
    const errors = validateSync(dto, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
    });
    return errors.length === 0 ? dto : refuse(faultsOf(errors));
  }
}
