/** The headers of the messages: the attributes of the CloudEvent and Qeyd's extensions, as JSON Schema and as examples. */
import type { Contract } from '../index';
import type { Sample } from './samples';

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more });

const attributes = {
  ce_specversion: { type: 'string', const: '1.0' },
  ce_type: text('The name of the event.'),
  ce_time: text('When it happened, in RFC 3339.', { format: 'date-time' }),
  ce_dataschema: text('`urn:qeyd:<type>:<version>`.'),
  'content-type': { type: 'string', const: 'application/json' },
};

const required = ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'];

/** What Qeyd tells. */
export const publicHeaders = {
  type: 'object',
  properties: {
    ...attributes,
    ce_id: text('`<stream>@<n>`: the n-th event of its stream.'),
    ce_source: text('The log in which it was recorded.', { examples: ['urn:qeyd:intake'] }),
    ce_position: text('The place in that log, a decimal number that only grows.', { pattern: '^[1-9][0-9]*$' }),
    ce_correlation: text('The same for all that followed from one request.'),
    ce_causation: text('`<ce_source>:<ce_id>` of the message that caused the event, or the request over HTTP.'),
  },
  required: [...required, 'ce_dataschema', 'content-type', 'ce_position', 'ce_correlation'],
};

/** What a partner sends. */
export const submittedHeaders = {
  type: 'object',
  properties: {
    ...attributes,
    ce_id: text('Never used again by this source: a UUID, for example.', { pattern: '^[\\x21-\\x7e]{1,200}$' }),
    ce_source: text('The source agreed with the partner.', { examples: ['urn:asan', 'urn:regional'] }),
    ce_time: text('When the partner took it in, in RFC 3339; at most 5 minutes ahead.', { format: 'date-time' }),
    ce_signature: text('Detached compact JWS (EdDSA), see *The signature*.', { pattern: '^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$' }),
    ce_correlation: text('Taken over into all that follows from the message.', { pattern: '^[\\x21-\\x7e]{1,200}$' }),
  },
  required: [...required, 'ce_signature'],
};

/** Which field of the data names the stream, and what the stream is called: the first that fits. */
const STREAMS: Readonly<Record<string, readonly string[]>> = {
  intake: ['departure', 'application'],
  registry: ['person'],
  notification: ['clock', 'notice'],
};

function streamOf({ topic }: Contract, { data }: Sample): string {
  if (topic === 'checkpoint') return 'log-intake';
  const field = STREAMS[topic]?.find((name) => name in data);
  if (field !== undefined) return `${field}-${String(data[field])}`;
  if (typeof data['id'] === 'string') return `application-${data['id']}`;
  return `${topic === 'codebook' ? 'codebook' : 'submission'}-019aab6f-4c2e-7b52-9c1d-3e8f60a4b711`;
}

/** What stands beside a sample's data in the examples. */
export function exampleHeaders(contract: Contract, sample: Sample): Schema {
  const { topic, type, version } = contract;
  const position = typeof sample.data['size'] === 'number' ? sample.data['size'] : null;
  return {
    ce_specversion: '1.0',
    ce_id: `${streamOf(contract, sample)}@${position ?? 1}`,
    ce_source: `urn:qeyd:${/^(reply\.|checkpoint$)/.test(topic) ? 'intake' : topic}`,
    ce_type: type,
    ce_time: '2026-11-16T08:30:12.371Z',
    ce_dataschema: `urn:qeyd:${type}:${version}`,
    ce_position: String(position ?? 42),
    ce_correlation: '8f14e45f-ceea-467f-a0e6-1c2b3d4e5f60',
    'content-type': 'application/json',
  };
}
