/** What the environment may say. */
import { Type } from '@sinclair/typebox';
import { config, UnusableSettings } from './config';

const schema = {
  PORT: Type.Integer({ minimum: 1, maximum: 65_535, default: 3000 }),
  ISSUER: Type.String({ format: 'uri', production: '^https://' }),
  KEY: Type.String({ minLength: 8 }),
  SWIFT: Type.Boolean({ default: false, production: { const: false } }),
};
const good = { ISSUER: 'http://sign-in.example.org', KEY: 'a-long-enough-key' };

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    config(schema, env);
    return [];
  } catch (error) {
    if (error instanceof UnusableSettings) return error.faults;
    throw error;
  }
};

describe('settings', () => {
  it('are typed, and have their defaults', () => {
    expect(config(schema, { ...good, PORT: '8080', SWIFT: 'true', OTHER: 'ignored' })).toEqual({
      ...good,
      PORT: 8080,
      SWIFT: true,
    });
    expect(config(schema, { ...good, PORT: '' })).toMatchObject({ PORT: 3000, SWIFT: false });
  });

  it('are refused with all faults at once, and without a value', () => {
    const faults = faultsOf({ PORT: '70000', ISSUER: 'nowhere', SWIFT: 'maybe' });
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(['ISSUER', 'PORT', 'SWIFT', 'environment']);
    expect(faults.join()).toContain("must have required property 'KEY'");
    expect(faults.join()).not.toMatch(/70000|nowhere|maybe/);
  });

  it('may not be those of a demonstration in production', () => {
    const key = Buffer.from('specimen key, not a secret').toString('base64');
    expect(faultsOf({ ...good, KEY: key, SWIFT: 'true' })).toEqual([]);
    expect(faultsOf({ ...good, KEY: key, SWIFT: 'true', NODE_ENV: 'production' })).toEqual([
      'ISSUER: must match pattern "^https://"',
      'SWIFT: must be equal to constant',
      'KEY: a specimen is refused in production',
    ]);
  });
});
