/** What intake tells the other services: the applications and departure notices it accepted. */
import { Type } from '@sinclair/typebox';
import {
  appliedPolicy,
  civilDate,
  closed,
  contract,
  described,
  instant,
  language,
  nullable,
  oneOf,
  text,
  uuid,
} from './contract';

export const channel = oneOf(['website', 'counter', 'email', 'asan', 'regional']);
export const basis = oneOf(['visa', 'visa-free', 'other']);
export const filer = oneOf(['host', 'foreigner', 'officer', 'partner']);

export const person = described('The data subject: the same id everywhere, and the one whose key opens `personal`.', uuid);
export const reference = described('What the applicant quotes.', text(30));
export const place = described(
  'Keyed hash of the address: equal addresses compare equal, nothing can be read from it.',
  text(64),
);

/** How the counter names a visit. */
const ticket = closed({
  office: described('Code-book `offices`.', text(40)),
  on: civilDate,
  number: described('What the display shows.', text(10)),
});

/** The visa as far as it sets the period of stay. */
export const visa = closed({ validUntil: nullable(civilDate), days: nullable(Type.Integer({ minimum: 1, maximum: 3650 })) });

/** Names and ways to reach the people of an application; sealed wherever it is kept. */
export const stayPersonal = closed({
  surname: text(100),
  givenNames: text(100),
  fathersName: nullable(text(100)),
  birthDate: text(10),
  sex: oneOf(['female', 'male', 'unspecified']),
  documentCountry: text(3),
  documentType: text(30),
  documentNumber: text(30),
  address: text(300),
  hostName: nullable(text(200)),
  applicantEmail: nullable(text(254)),
  applicantPhone: nullable(text(30)),
  guestEmail: nullable(text(254)),
});

export const ApplicationFiled = contract(
  'intake',
  'ApplicationFiled',
  1,
  'An application for registration upon place of stay was accepted.',
  closed({
    application: uuid,
    reference,
    channel,
    filedBy: filer,
    office: nullable(text(40)),
    person,
    place,
    owner: described("Keyed hash of the dwelling's owner; `null` when not told.", nullable(text(64))),
    company: described('The receiving party is a company: the rule of the same owner does not apply.', Type.Boolean()),
    citizenship: text(3),
    purpose: text(40),
    basis,
    visa: nullable(visa),
    enteredOn: civilDate,
    movedInOn: civilDate,
    receivedAt: described('Deadlines count from here.', instant),
    daysLate: described('0 when filed in time.', Type.Integer({ minimum: 0 })),
    policy: appliedPolicy,
    warnings: Type.Array(text(60)),
    language,
    ticket: Type.Optional(described('With which the applicant came to the counter; left out when there was none.', ticket)),
  }),
  stayPersonal,
);

export const DepartureReported = contract(
  'intake',
  'DepartureReported',
  1,
  'A person, or the receiving party, told that the person leaves the place of stay.',
  closed({
    departure: uuid,
    person,
    leavesOn: civilDate,
    reportedBy: filer,
    receivedAt: instant,
  }),
);

export const DepartureWithdrawn = contract(
  'intake',
  'DepartureWithdrawn',
  1,
  'A departure notice was taken back before its date.',
  closed({
    departure: uuid,
    person,
    receivedAt: instant,
  }),
);
