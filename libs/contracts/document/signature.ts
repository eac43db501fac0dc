/** A worked example of a partner's signature, so that a stranger can check the own code byte by byte. */
import { createPrivateKey, sign } from 'node:crypto';
import { partner, type Contract } from '../index';
import { getSample } from './samples';

/** The key of RFC 8037, appendix A: known to everyone, so it can sign nothing but examples. */
const PRIVATE = {
  kty: 'OKP',
  crv: 'Ed25519',
  kid: 'example',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};

const PROTECTED = '{"alg":"EdDSA","kid":"example"}';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** A submission as it would travel, signature and all. */
export interface Submission {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

export function submissionOf(contract: Contract): Submission {
  const unsigned = {
    ce_specversion: '1.0',
    ce_id: '5f0c1b1e-6f43-4ba2-9d6c-6a2a8b3f4d10',
    ce_source: 'urn:asan',
    ce_type: contract.type,
    ce_time: '2026-11-18T06:05:00Z',
    ce_dataschema: `urn:qeyd:${contract.type}:${contract.version}`,
    'content-type': 'application/json',
  };
  const value = JSON.stringify(getSample(contract).data);
  const payload = [unsigned.ce_id, unsigned.ce_source, unsigned.ce_type, unsigned.ce_time, value].join('\n');
  return { headers: { ...unsigned, ce_signature: detachedJws(payload) }, value };
}

/** RFC 7515, appendix F. */
function detachedJws(payload: string): string {
  const header = base64url(PROTECTED);
  const key = createPrivateKey({ key: PRIVATE, format: 'jwk' });
  return `${header}..${sign(null, Buffer.from(`${header}.${base64url(payload)}`), key).toString('base64url')}`;
}

const block = (text: string): string => '```\n' + text + '\n```';

/** The example as a section of the guide. */
export function workedExample(): string {
  const [, departureSubmitted] = partner.inbound('asan');
  const { headers, value } = submissionOf(departureSubmitted);
  const { ce_signature: signature = '', ...unsigned } = headers;
  return [
    '## A signature to check your code with',
    'The key is that of RFC 8037, appendix A. With this private key (what you would hand in is the same without `d`)',
    block(JSON.stringify(PRIVATE)),
    'these headers',
    block(
      Object.entries(unsigned)
        .map(([name, text]) => `${name}: ${text}`)
        .join('\n'),
    ),
    'this value, byte for byte, without a line feed at its end',
    block(value),
    'and this protected header',
    block(PROTECTED),
    'the header `ce_signature` is, on one line,',
    block(signature),
    'Ed25519 gives the same signature each time: yours must be equal if your protected header is.',
  ].join('\n\n');
}
