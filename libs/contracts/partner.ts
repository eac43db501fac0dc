/** What partner systems send (`in.*`, signed) and what they get back (`reply.*`). The shape is the paper form's, in clear. */
import { Type } from '@sinclair/typebox';
import { civilDate, closed, contract, instant, language, nullable, oneOf, text, uuid } from './contract';
import { basis } from './intake';

export const partners = ['asan', 'regional'] as const;

const document = closed({
  country: text(3), type: text(30), number: text(30), issuedOn: Type.Optional(civilDate), expiresOn: civilDate,
  /** The machine-readable zone, lines joined by a line feed; checked against the typed fields. */
  mrz: Type.Optional(text(100)),
});
const person = closed({
  surname: text(100), givenNames: text(100), fathersName: Type.Optional(text(100)),
  /** `YYYY-MM-DD`; an unknown day or month is `00`. */
  birthDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  sex: oneOf(['female', 'male', 'unspecified']), citizenship: text(3),
});
const stay = closed({
  basis,
  visa: Type.Optional(closed({
    number: text(30), validUntil: Type.Optional(civilDate), days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
  })),
  enteredOn: civilDate, borderPoint: Type.Optional(text(60)), movedInOn: Type.Optional(civilDate), purpose: text(40), address: text(300),
});
const host = closed({
  kind: oneOf(['hotel', 'hostel', 'sanatorium', 'hospital', 'dwelling-owner', 'other']),
  name: text(200), taxId: Type.Optional(text(20)), phone: Type.Optional(text(30)), email: Type.Optional(text(254)),
});

/** The body of an application for registration upon place of stay, the same on HTTP and on Kafka. */
export const stayForm = {
  applicant: oneOf(['host', 'foreigner']),
  person, document, stay, host: Type.Optional(host),
  contact: Type.Optional(closed({ email: Type.Optional(text(254)), phone: Type.Optional(text(30)) })),
  language: Type.Optional(language),
};

const staySubmitted = closed({ office: text(40), ...stayForm });
const departureSubmitted = closed({ office: text(40), document: closed({ country: text(3), type: text(30), number: text(30) }), leavesOn: civilDate });
const fault = closed({
  /** RFC 6901 pointer into the value; empty for the message as a whole. */
  pointer: Type.String({ maxLength: 200 }), code: text(60), detail: text(300),
});

export const inbound = (partner: (typeof partners)[number]) => [
  contract(`in.${partner}`, 'StaySubmitted', 1, 'A partner took in an application for registration upon place of stay.', staySubmitted),
  contract(`in.${partner}`, 'DepartureSubmitted', 1, 'A partner took in a departure notice.', departureSubmitted),
] as const;

export const replies = (partner: (typeof partners)[number]) => [
  contract(`reply.${partner}`, 'SubmissionAccepted', 1, 'The submission became an application (or a departure notice) of its own.', closed({
    /** The `id` of the submitted CloudEvent. */
    submission: text(200),
    accepted: oneOf(['application', 'departure']), id: uuid, reference: nullable(text(30)),
    receivedAt: instant, daysLate: Type.Integer({ minimum: 0 }), warnings: Type.Array(text(60)),
    /** The signed receipt, a compact JWS; `null` for a departure notice. */
    receipt: nullable(Type.String()),
  })),
  contract(`reply.${partner}`, 'SubmissionRefused', 1, 'The submission was refused; nothing of it took effect.', closed({
    submission: nullable(text(200)),
    /** Where the refused message stands in the inbound topic. */
    partition: Type.Integer(), offset: Type.String(),
    reason: text(60), faults: Type.Array(fault),
  })),
] as const;
