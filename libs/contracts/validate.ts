/** Checks a value against its contract and names every fault by JSON pointer, without ever repeating the value. */
import type { TObject } from '@sinclair/typebox';
import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { closed, type Contract } from './contract';

/** `clear` and `personal` are the parts as they travel; `whole` is what a reader with the key sees. */
export type Part = 'clear' | 'personal' | 'whole';

export interface Fault {
  /** RFC 6901 pointer to the field; empty for the value as a whole. */
  readonly pointer: string;
  readonly code: FaultCode;
  /** For the sender's developer, in English. */
  readonly detail: string;
}

export type FaultCode =
  | 'required'
  | 'unknown-field'
  | 'wrong-type'
  | 'wrong-format'
  | 'not-in-list'
  | 'too-short'
  | 'too-long'
  | 'too-small'
  | 'too-large';

/** More faults than this help nobody and would not fit into a reply. */
const MOST_FAULTS = 100;

const CODES: Readonly<Record<string, FaultCode>> = {
  required: 'required',
  additionalProperties: 'unknown-field',
  type: 'wrong-type',
  format: 'wrong-format',
  pattern: 'wrong-format',
  enum: 'not-in-list',
  minLength: 'too-short',
  maxLength: 'too-long',
  minimum: 'too-small',
  maximum: 'too-large',
};

const ajv = new Ajv({ allErrors: true, strict: true });
addFormats(ajv);

const nothing = closed({});
const wholes = new WeakMap<Contract, TObject>();

function schemaOf(contract: Contract, part: Part): TObject {
  if (part === 'clear') return contract.data;
  const personal = contract.personal ?? nothing;
  if (part === 'personal') return personal;
  const whole = wholes.get(contract) ?? closed({ ...contract.data.properties, ...personal.properties });
  wholes.set(contract, whole);
  return whole;
}

/** No faults: the value fits. A personal part whose key was destroyed reads as `[erased]` and is not a value to check. */
export function validate(contract: Contract, data: unknown, part: Part): Fault[] {
  const fits = ajv.compile(schemaOf(contract, part)); // Ajv keeps what it compiled, by schema object
  if (fits(data)) return [];
  const faults = new Map<string, Fault>();
  for (const error of fits.errors ?? []) {
    const fault = faultOf(error);
    if (fault !== null && faults.size < MOST_FAULTS)
      faults.set(`${fault.code} ${fault.pointer}`, faults.get(`${fault.code} ${fault.pointer}`) ?? fault);
  }
  return [...faults.values()];
}

/** The only unions are "something or null": of those only the fault of the something tells anything. */
function faultOf({ keyword, params, instancePath, message }: ErrorObject): Fault | null {
  if (keyword === 'anyOf' || (keyword === 'type' && params['type'] === 'null')) return null;
  const field: unknown =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'additionalProperties'
        ? params['additionalProperty']
        : undefined;
  const pointer =
    typeof field === 'string' ? `${instancePath}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}` : instancePath;
  return {
    pointer: pointer.slice(0, 200),
    code: CODES[keyword] ?? 'wrong-format',
    detail: detailOf(keyword, params, message).slice(0, 300),
  };
}

function detailOf(keyword: string, params: Record<string, unknown>, message = 'does not fit'): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') return 'is not a field of this event';
  if (keyword === 'enum' && Array.isArray(params['allowedValues']))
    return `must be one of: ${params['allowedValues'].join(', ')}`;
  return message;
}
