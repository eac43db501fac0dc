/** What partner systems send (`in.*`, signed) and what they get back (`reply.*`). The shape is the paper form's, in clear. */
import { Type } from '@sinclair/typebox';
import { civilDate, closed, contract, instant, language, nullable, oneOf, text, uuid } from './contract';
import { basis } from './intake';

export const partners = ['asan', 'regional'] as const;

/** One printable line: control characters have no place on a form, nor in a database's text. */
const line = (maxLength: number, pattern = '^[^\\u0000-\\u001F\\u007F]+$') => Type.String({ minLength: 1, maxLength, pattern });
/** A code or number with at least one letter or digit: the rest is dropped when documents are compared. */
const written = (maxLength: number) => line(maxLength, '^[^\\u0000-\\u001F\\u007F]*[0-9A-Za-z][^\\u0000-\\u001F\\u007F]*$');
/** ISO 3166-1 alpha-3, or ICAO 9303 where ISO has none (`XXA` stateless). */
const country = line(3, '^[A-Z]{3}$');
const email = Type.String({ format: 'email', maxLength: 254 });

const document = closed({
  country: line(3),
  type: line(30),
  number: line(30),
  issuedOn: Type.Optional(civilDate),
  expiresOn: civilDate,
  /** The machine-readable zone, lines joined by a line feed; checked against the typed fields. */
  mrz: Type.Optional(line(100, '^[A-Z0-9<\\n]+$')),
});
const person = closed({
  surname: line(100),
  givenNames: line(100),
  fathersName: Type.Optional(line(100)),
  /** `YYYY-MM-DD`; an unknown day or month is `00`. */
  birthDate: Type.String({ pattern: '^[1-9]\\d{3}-(0\\d|1[0-2])-([0-2]\\d|3[01])$' }),
  sex: oneOf(['female', 'male', 'unspecified']),
  citizenship: country,
});
const stay = closed({
  basis,
  visa: Type.Optional(
    closed({
      number: line(30),
      validUntil: Type.Optional(civilDate),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
    }),
  ),
  enteredOn: civilDate,
  borderPoint: Type.Optional(line(60)),
  movedInOn: Type.Optional(civilDate),
  purpose: line(40),
  address: line(300),
});
const host = closed({
  kind: oneOf(['hotel', 'hostel', 'sanatorium', 'hospital', 'dwelling-owner', 'other']),
  name: line(200),
  taxId: Type.Optional(line(20)),
  phone: Type.Optional(line(30)),
  email: Type.Optional(email),
});

/** The body of an application for registration upon place of stay, the same on HTTP and on Kafka. */
export const stayForm = {
  applicant: oneOf(['host', 'foreigner']),
  person,
  document,
  stay,
  host: Type.Optional(host),
  contact: Type.Optional(closed({ email: Type.Optional(email), phone: Type.Optional(line(30)) })),
  language: Type.Optional(language),
};

const staySubmitted = closed({ office: line(40), ...stayForm });
const departureSubmitted = closed({
  office: line(40),
  document: closed({ country, type: written(30), number: written(30) }),
  leavesOn: civilDate,
});
const fault = closed({
  /** RFC 6901 pointer into the value; empty for the message as a whole. */
  pointer: Type.String({ maxLength: 200 }),
  code: text(60),
  detail: text(300),
});

const submissionAccepted = closed({
  /** The `id` of the submitted CloudEvent. */
  submission: text(200),
  accepted: oneOf(['application', 'departure']),
  id: uuid,
  reference: nullable(text(30)),
  receivedAt: instant,
  daysLate: Type.Integer({ minimum: 0 }),
  warnings: Type.Array(text(60)),
  /** The signed receipt, a compact JWS; `null` for a departure notice. */
  receipt: nullable(Type.String()),
});

const submissionRefused = closed({
  submission: nullable(text(200)),
  /** Where the refused message stands in the inbound topic. */
  partition: Type.Integer(),
  offset: Type.String(),
  reason: text(60),
  faults: Type.Array(fault),
});

type Partner = (typeof partners)[number];

const inboundTo = (topic: string) =>
  [
    contract(topic, 'StaySubmitted', 1, 'A partner took in an application for registration upon place of stay.', staySubmitted),
    contract(topic, 'DepartureSubmitted', 1, 'A partner took in a departure notice.', departureSubmitted),
  ] as const;
const inboundOf = { asan: inboundTo('in.asan'), regional: inboundTo('in.regional') };
export const inbound = (partner: Partner) => inboundOf[partner];

const repliesOn = (topic: string) =>
  [
    contract(
      topic,
      'SubmissionAccepted',
      1,
      'The submission became an application (or a departure notice) of its own.',
      submissionAccepted,
    ),
    contract(topic, 'SubmissionRefused', 1, 'The submission was refused; nothing of it took effect.', submissionRefused),
  ] as const;
const repliesOf = { asan: repliesOn('reply.asan'), regional: repliesOn('reply.regional') };
export const replies = (partner: Partner) => repliesOf[partner];
