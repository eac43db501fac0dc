/** What the register tells: registrations, their ends, and the code-books. */
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
import { basis, filer, person, place, reference, stayPersonal } from './intake';

/** Half-open. */
const period = {
  from: described('The first day of the stay.', civilDate),
  toExclusive: described('The stay ends at 00:00 in Baku of this day.', civilDate),
};
const about = { application: uuid, reference, person, receivedAt: instant, language };
export const endReason = oneOf(['Departed', 'Expired', 'ChangedPlace', 'NewEntry', 'Annulled']);

export const StayRegistered = contract(
  'registry',
  'StayRegistered',
  1,
  'A person was registered upon place of stay.',
  closed({
    registration: uuid,
    ...about,
    place,
    office: nullable(text(40)),
    citizenship: text(3),
    basis,
    ...period,
    daysLate: Type.Integer({ minimum: 0 }),
    policy: appliedPolicy,
    registeredAt: instant,
  }),
  stayPersonal,
);

export const DuplicateLinked = contract(
  'registry',
  'DuplicateLinked',
  1,
  'A second application for the same stay was linked to its registration.',
  closed({
    registration: uuid,
    ...about,
    ...period,
  }),
  stayPersonal,
);

export const RegistrationNotRequired = contract(
  'registry',
  'RegistrationNotRequired',
  1,
  'The person moved to another dwelling of the same owner: no re-registration is needed.',
  closed({
    registration: uuid,
    ...about,
    reason: oneOf(['same-owner']),
  }),
  stayPersonal,
);

export const RegistrationDeclined = contract(
  'registry',
  'RegistrationDeclined',
  1,
  'An accepted application could not lead to a registration.',
  closed({
    ...about,
    reason: oneOf(['stay-period-over', 'superseded-by-later-entry', 'stay-period-unknown']),
  }),
  stayPersonal,
);

export const DepartureRecorded = contract(
  'registry',
  'DepartureRecorded',
  1,
  'A departure notice shortens the registration to its date.',
  closed({
    registration: uuid,
    person,
    departure: uuid,
    leavesOn: civilDate,
    reportedBy: filer,
    language,
  }),
  stayPersonal,
);

export const DepartureRevoked = contract(
  'registry',
  'DepartureRevoked',
  1,
  'A departure notice was taken back; the registration runs to its end again.',
  closed({
    registration: uuid,
    person,
    departure: uuid,
  }),
);

export const DepartureNotApplied = contract(
  'registry',
  'DepartureNotApplied',
  1,
  'A departure notice, or its withdrawal, met no registration that it could change.',
  closed({
    person,
    departure: uuid,
    reason: oneOf(['no-active-registration', 'before-entry', 'already-ended']),
  }),
);

export const StayDeregistered = contract(
  'registry',
  'StayDeregistered',
  1,
  'A registration ended.',
  closed({
    registration: uuid,
    person,
    application: uuid,
    reference,
    reason: endReason,
    effectiveOn: described('The first day on which the person is no longer registered.', civilDate),
    language,
  }),
  stayPersonal,
);

export const CodeBookRowSet = contract(
  'codebook',
  'CodeBookRowSet',
  1,
  'A row of a code-book or of the policy table was set for a period.',
  closed({
    book: text(40),
    code: text(60),
    validFrom: civilDate,
    validToExclusive: described('The first day on which the row no longer holds; `null` while it is open.', nullable(civilDate)),
    names: closed({ az: text(200), en: text(200), ru: text(200) }),
    attributes: Type.Record(Type.String(), Type.Unknown()),
    source: described('The legal act, or `sample`.', text(300)),
  }),
);
