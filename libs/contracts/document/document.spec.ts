/** The generated documents say what the code does, and a stranger's tools can read them. */
import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { contracts } from '../index';
import { documents } from './documents';
import { submissionOf } from './signature';

interface Document {
  readonly info: { readonly description: string };
  readonly channels: Readonly<Record<string, { readonly address: string; readonly messages: object }>>;
  readonly components: {
    readonly messages: Readonly<
      Record<string, { readonly examples: readonly { readonly headers: object; readonly payload: object }[] }>
    >;
    readonly schemas: Readonly<Record<string, object>>;
  };
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const made = documents(version);
const text = made.get('asyncapi.yaml') ?? '';
const document = parse(text) as Document;

describe('The AsyncAPI document', () => {
  it('is valid', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(text);
    expect(diagnostics).not.toContainEqual(expect.objectContaining({ severity: 0 }));
    expect(parsed?.allChannels().all()).toHaveLength(new Set(contracts.map(({ topic }) => topic)).size);
  });

  it.each([...made.keys()])('%s is the one committed: run `node dist/libs/contracts/generate.js`', (name) => {
    expect(existsSync(`docs/${name}`) && readFileSync(`docs/${name}`, 'utf8')).toBe(made.get(name));
  });

  it('names every contract on its channel', () => {
    const told = Object.values(document.channels).flatMap(({ address, messages }) =>
      Object.keys(messages).map((type) => `${address} ${type}`),
    );
    expect(told.sort()).toEqual(contracts.map(({ topic, type }) => `${topic} ${type}`).sort());
  });

  it.each(Object.entries(document.components.messages))('gives examples of %s that fit its own schemas', (name, { examples }) => {
    const ajv = new Ajv({ strict: false, allErrors: true, schemas: { document } });
    addFormats(ajv);
    const headers = name.includes('Submitted') ? 'submittedHeaders' : 'publicHeaders';
    for (const example of examples) {
      expect(ajv.validate({ $ref: `document#/components/schemas/${headers}` }, example.headers) || ajv.errors).toBe(true);
      expect(ajv.validate({ $ref: `document#/components/schemas/${name}` }, example.payload) || ajv.errors).toBe(true);
    }
  });
});

describe('The signature of the examples', () => {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
    format: 'jwk',
  });

  it.each(contracts.filter(({ topic }) => topic === 'in.asan'))('of $type is made as the guide says', (contract) => {
    const { headers, value } = submissionOf(contract);
    const [header = '', none, signature = ''] = headers['ce_signature']?.split('.') ?? [];
    const payload = `${headers['ce_id']}\n${headers['ce_source']}\n${headers['ce_type']}\n${headers['ce_time']}\n${value}`;
    expect(none).toBe('');
    expect(
      verify(
        null,
        Buffer.from(`${header}.${Buffer.from(payload).toString('base64url')}`),
        key,
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
  });
});
