/** An app's settings: declared once, read from the environment, checked before anything else happens. */
import { Type, type Static, type TObject, type TProperties } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

export type Settings<P extends TProperties> = Static<TObject<P>>;

/** The environment does not allow the process to start; the message lists every reason, never a value. */
export class UnusableSettings extends Error {
  override readonly name = 'UnusableSettings';

  constructor(readonly faults: readonly string[]) {
    super(`the settings do not allow a start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Specimen keys and passwords say so, in clear or below base64: `…specimen…`. Production refuses them. */
const isSpecimen = (value: string): boolean =>
  /specimen/i.test(value) || /specimen/i.test(Buffer.from(value, 'base64').toString('latin1'));

/**
 * The settings that `schema` names, typed, defaults filled in; throws `UnusableSettings`.
 * A property's keyword `production` is what its value must match too when NODE_ENV is `production`: a pattern, or any schema.
 */
export function config<P extends TProperties>(schema: P, env: NodeJS.ProcessEnv = process.env): Settings<P> {
  const production = env['NODE_ENV'] === 'production';
  const names = Object.keys(schema);
  const values = Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const specimens = names.filter((name) => production && isSpecimen(env[name] ?? ''));
  const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true, strict: false });
  addFormats(ajv);
  ajv.addKeyword({
    keyword: 'production',
    macro: (stricter: string | object) => (!production ? {} : typeof stricter === 'string' ? { pattern: stricter } : stricter),
  });
  const check = ajv.compile(Type.Object(schema));
  if (check(values) && specimens.length === 0) return values as Settings<P>;
  throw new UnusableSettings([
    ...(check.errors ?? [])
      .filter(({ keyword }) => keyword !== 'production')
      .map(({ instancePath, message, params }) =>
        `${instancePath.slice(1) || 'environment'}: ${message ?? ''} ${listed(params)}`.trim(),
      ),
    ...specimens.map((name) => `${name}: a specimen is refused in production`),
  ]);
}

const listed = (params: Record<string, unknown>): string =>
  Array.isArray(params['allowedValues']) ? `(${params['allowedValues'].join(', ')})` : '';
