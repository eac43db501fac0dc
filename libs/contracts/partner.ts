/** What partner systems send (`in.*`, signed) and what they get back (`reply.*`). The shape is the paper form's, in clear. */
import { Type } from '@sinclair/typebox';
import { civilDate, closed, contract, described, instant, language, nullable, oneOf, text, uuid } from './contract';
import { basis } from './intake';

export const partners = ['asan', 'regional'] as const;

/** One printable line: control characters have no place on a form, nor in a database's text. */
const line = (maxLength: number, pattern = '^[^\\u0000-\\u001F\\u007F]*$') => Type.String({ minLength: 1, maxLength, pattern });
/** A code or number with at least one letter or digit: the rest is dropped when documents are compared. */
const written = (maxLength: number) => line(maxLength, '^[^\\u0000-\\u001F\\u007F]*[0-9A-Za-z][^\\u0000-\\u001F\\u007F]*$');
const country = described('ISO 3166-1 alpha-3, or ICAO Doc 9303 where ISO has none (`XXA`: stateless).', line(3, '^[A-Z]{3}$'));
const email = Type.String({ format: 'email', maxLength: 254 });

const documentName = {
  country,
  type: described('Code-book `document-types`.', written(30)),
  number: described('As printed; letter case, spaces and punctuation do not matter.', written(30)),
};

const document = closed({
  ...documentName,
  issuedOn: Type.Optional(civilDate),
  expiresOn: civilDate,
  mrz: Type.Optional(
    described(
      'The machine-readable zone, lines joined by a line feed; it is checked against the fields.',
      line(100, '^[A-Z0-9<\\n]+$'),
    ),
  ),
});
const person = closed({
  surname: line(100),
  givenNames: line(100),
  fathersName: Type.Optional(line(100)),
  birthDate: described(
    '`YYYY-MM-DD`; an unknown day or month is `00`.',
    Type.String({ pattern: '^[1-9]\\d{3}-(0\\d|1[0-2])-([0-2]\\d|3[01])$' }),
  ),
  sex: oneOf(['female', 'male', 'unspecified']),
  citizenship: country,
});
const stay = closed({
  basis: described('What the entry was based on; asked, not inferred from the citizenship.', basis),
  visa: Type.Optional(
    closed({
      number: line(30),
      validUntil: Type.Optional(civilDate),
      days: Type.Optional(described('The days of stay that the visa allows.', Type.Integer({ minimum: 1, maximum: 3650 }))),
    }),
  ),
  enteredOn: described('The last entry into the country.', civilDate),
  borderPoint: Type.Optional(line(60)),
  movedInOn: Type.Optional(described('The arrival at this address; the day of entry if left out.', civilDate)),
  purpose: described('Code-book `purposes`.', line(40)),
  address: line(300),
});
const host = closed({
  kind: oneOf(['hotel', 'hostel', 'sanatorium', 'hospital', 'dwelling-owner', 'other']),
  name: line(200),
  taxId: Type.Optional(described('VÖEN of a company, FIN of a person.', line(20))),
  phone: Type.Optional(line(30)),
  email: Type.Optional(email),
});

/** The body of an application for registration upon place of stay, the same on HTTP and on Kafka. */
export const stayForm = {
  applicant: described('Who files: the receiving party, or the foreigner alone.', oneOf(['host', 'foreigner'])),
  person,
  document,
  stay,
  host: Type.Optional(described('The receiving party; required when it files.', host)),
  contact: Type.Optional(
    described('How to reach the foreigner.', closed({ email: Type.Optional(email), phone: Type.Optional(line(30)) })),
  ),
  language: Type.Optional(described('The language of the notices; `az` if left out.', language)),
};

const office = described('The office that took it in: one of those that belong to the sender. Code-book `offices`.', line(40));
const staySubmitted = closed({ office, ...stayForm });
const departureSubmitted = closed({
  office,
  document: closed(documentName),
  leavesOn: described('The last day at the place of stay.', civilDate),
});
const fault = closed({
  pointer: described('RFC 6901 pointer into the value; empty for the message as a whole.', Type.String({ maxLength: 200 })),
  code: described(
    'States the fact, for programs: `required`, `unknown-field`, `wrong-format`, `stay-period-over` and so on.',
    text(60),
  ),
  detail: described('The same for people: of the shape in English, of the rules in the `language` of the submission.', text(300)),
});

const submissionAccepted = closed({
  submission: described('The `ce_id` of the submitted message.', text(200)),
  accepted: described('What the submission became.', oneOf(['application', 'departure'])),
  id: described('The id of the application (or departure notice) in all public events.', uuid),
  reference: described('What the applicant quotes; `null` for a departure notice.', nullable(text(30))),
  receivedAt: described('The signed `ce_time` of the submission: deadlines count from here.', instant),
  daysLate: described('Late is a fact, not an error: 0 when filed in time.', Type.Integer({ minimum: 0 })),
  warnings: Type.Array(text(60)),
  receipt: described(
    'The signed receipt, a compact JWS that anyone can verify; `null` for a departure notice.',
    nullable(Type.String()),
  ),
});

const submissionRefused = closed({
  submission: described('The `ce_id` of the submitted message; `null` when it could not be read.', nullable(text(200))),
  partition: described('Where the refused message stands in the inbound topic.', Type.Integer()),
  offset: described('Where the refused message stands in that partition.', Type.String()),
  reason: described('States the fact, for programs.', text(60)),
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
