/** The AsyncAPI 3.0 document: what a stranger needs to write a client, made of the contracts, their samples and the guide. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts, type Contract } from '../index';
import { exampleHeaders, publicHeaders, submittedHeaders } from './envelope';
import { getSample, nameOf } from './samples';
import { submissionOf, workedExample } from './signature';
import { topics, type Topic } from './topics';

type Json = Readonly<Record<string, unknown>>;

/** What stands for a sealed box in the examples. */
const EXAMPLE_BOX = Buffer.from('a sealed box, 29 bytes longer than its content').toString('base64');

const guide = (): string => `${readFileSync(join(__dirname, 'guide.md'), 'utf8').trim()}\n\n${workedExample()}\n`;

const ref = (...path: readonly string[]): Json => ({ $ref: `#/${path.map((part) => part.replaceAll('/', '~1')).join('/')}` });

const unique = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(entries);

const on = ({ address }: Topic): readonly Contract[] => contracts.filter(({ topic }) => topic === address);

const isSubmitted = ({ topic }: Contract): boolean => topic.startsWith('in.');

/** Channels and operations are named in one word: `in.asan` → `inAsan`. */
const keyOf = (address: string): string => address.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());

export function asyncApi(version: string): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Qeyd: the register of foreigners’ stays, events on Kafka',
      version,
      description: guide(),
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: servers(),
    channels: unique(topics.map((topic) => [keyOf(topic.address), channel(topic)])),
    operations: unique(topics.filter(({ address }) => !address.startsWith('reply.')).map((topic) => operation(topic))),
    components: {
      messages: unique(contracts.map((contract) => [nameOf(contract), message(contract)])),
      schemas: {
        publicHeaders,
        submittedHeaders,
        ...unique(contracts.map((contract) => [nameOf(contract), payload(contract)])),
        ...unique([...personalParts()].map(([schema, name]) => [name, schema])),
      },
      securitySchemes: { scram: { type: 'scramSha512', description: 'One user for each service, partner and analyst.' } },
    },
  };
}

function servers(): Json {
  const security = [ref('components', 'securitySchemes', 'scram')];
  const variables = {
    host: { description: 'A bootstrap broker, `name:port`, given with the credentials.', default: 'broker.example.org:9093' },
  };
  return {
    service: { host: '{host}', variables, protocol: 'kafka-secure', description: 'SASL_SSL', security },
    local: { host: 'localhost:9192', protocol: 'kafka', description: 'SASL_PLAINTEXT, as a local run has it', security },
  };
}

const channel = (topic: Topic): Json => ({
  address: topic.address,
  title: topic.title,
  description: topic.description,
  messages: unique(on(topic).map((contract) => [contract.type, ref('components', 'messages', nameOf(contract))])),
});

/** Seen from Qeyd: it sends what it tells, and receives what partners submit. */
function operation(topic: Topic): readonly [string, Json] {
  const key = keyOf(topic.address);
  const said = { summary: topic.title, channel: ref('channels', key) };
  if (topic.repliesOn === null) return [`tell${key.charAt(0).toUpperCase()}${key.slice(1)}`, { action: 'send', ...said }];
  const reply = { channel: ref('channels', keyOf(topic.repliesOn)) };
  return [`take${key.charAt(0).toUpperCase()}${key.slice(1)}`, { action: 'receive', ...said, reply }];
}

function message(contract: Contract): Json {
  const submitted = isSubmitted(contract);
  const answers = contract.topic.startsWith('reply.');
  return {
    name: contract.type,
    title: `${contract.type}, version ${contract.version}`,
    summary: contract.summary,
    headers: ref('components', 'schemas', submitted ? 'submittedHeaders' : 'publicHeaders'),
    payload: ref('components', 'schemas', nameOf(contract)),
    ...(submitted && { correlationId: { description: 'The answer repeats it.', location: '$message.header#/ce_id' } }),
    ...(answers && { correlationId: { description: 'The `ce_id` that is answered.', location: '$message.payload#/submission' } }),
    bindings: { kafka: { key: { type: 'string', description: submitted ? 'Free; it decides the partition.' : 'The stream.' } } },
    examples: [exampleOf(contract)],
  };
}

function exampleOf(contract: Contract): Json {
  const sample = getSample(contract);
  return {
    name: contract.type,
    headers: isSubmitted(contract) ? submissionOf(contract).headers : exampleHeaders(contract, sample),
    payload: { ...sample.data, ...(contract.personal && { personal: EXAMPLE_BOX }) },
  };
}

/** Every personal part once, by the first event that bears it. */
function personalParts(): ReadonlyMap<object, string> {
  const names = new Map<object, string>();
  for (const contract of contracts)
    if (contract.personal && !names.has(contract.personal)) names.set(contract.personal, `${nameOf(contract)}.personal`);
  return names;
}

/** The value as it travels: the clear part and, if there is one, the sealed box. */
function payload({ data, personal }: Contract): Json {
  if (personal === null) return data;
  const box = {
    type: 'string',
    contentEncoding: 'base64',
    description: `The sealed personal part; opened it is a \`${personalParts().get(personal)}\`. See *Personal data*.`,
  };
  return { ...data, properties: { ...data.properties, personal: box } };
}
