/** What can be recorded about the stays of a person. Every decision names the policy that it applied. */
import type { CivilDate, Instant, Named, Personal } from '@qeyd/core';
import type { AppliedPolicy, Contract, intake, Payload, registry } from '@qeyd/contracts';

export type StayPersonal = Readonly<(typeof intake.stayPersonal)['static']>;
export type Application = Readonly<Payload<typeof intake.ApplicationFiled>>;

/** Keyed hashes by which officers find a person; nothing can be read from them. */
export interface SearchTokens {
  readonly document: string;
  /** Of surname and date of birth. */
  readonly name: string;
  readonly address: string;
}

/** Why a person's data may be destroyed. */
export const erasureReasons = ['request-of-the-person', 'court', 'retention-over', 'recorded-by-mistake'] as const;

/** The record of an erasure, without a word about the person. */
interface Erasure {
  readonly person: string;
  readonly reason: (typeof erasureReasons)[number];
  readonly caseNumber: string | null;
  readonly erasedAt: Instant;
}

/** A published event with what stays in the register. */
type Fact<C extends Contract, Private = object> = Readonly<Payload<C> & Private>;

/** `tokens` is `null` when the person had been erased before the application was decided. */
interface Answer extends Pick<Application, 'channel' | 'filedBy' | 'office'> {
  readonly tokens: SearchTokens | null;
}
/** `null` where no row was in force: then the rule stands by the register's construction. */
interface Ruled {
  readonly policy: AppliedPolicy | null;
}
interface Stay extends Pick<Application, 'enteredOn' | 'movedInOn' | 'owner' | 'company' | 'purpose' | 'visa' | 'warnings'> {
  /** The policy that judged the filing; `policy` is the one that set the period. */
  readonly filing: AppliedPolicy;
}

export type RegistrationEvent =
  | { type: 'StayRegistered'; data: Fact<typeof registry.StayRegistered, Answer & Stay> }
  | { type: 'DuplicateLinked'; data: Fact<typeof registry.DuplicateLinked, Answer & Ruled> }
  | { type: 'RegistrationNotRequired'; data: Fact<typeof registry.RegistrationNotRequired, Answer & Ruled> }
  | { type: 'RegistrationDeclined'; data: Fact<typeof registry.RegistrationDeclined, Answer & Ruled> }
  | { type: 'DepartureRecorded'; data: Fact<typeof registry.DepartureRecorded, Ruled & { receivedAt: Instant }> }
  | { type: 'DepartureRevoked'; data: Fact<typeof registry.DepartureRevoked, { toExclusive: CivilDate; receivedAt: Instant }> }
  | { type: 'DepartureNotApplied'; data: Fact<typeof registry.DepartureNotApplied, { receivedAt: Instant }> }
  | { type: 'StayDeregistered'; data: Fact<typeof registry.StayDeregistered, Ruled> }
  | { type: 'PersonErased'; data: Erasure };

/** What is recorded of one type. */
export type DataOf<T extends RegistrationEvent['type']> = Named<RegistrationEvent, T>['data'];

export const personalOf = (holder: StayPersonal): StayPersonal => ({
  surname: holder.surname,
  givenNames: holder.givenNames,
  fathersName: holder.fathersName,
  birthDate: holder.birthDate,
  sex: holder.sex,
  documentCountry: holder.documentCountry,
  documentType: holder.documentType,
  documentNumber: holder.documentNumber,
  address: holder.address,
  hostName: holder.hostName,
  applicantEmail: holder.applicantEmail,
  applicantPhone: holder.applicantPhone,
  guestEmail: holder.guestEmail,
});

const sealed: Personal = {
  subject: 'person',
  fields: Object.keys(personalOf({} as StayPersonal)),
};

export const personal = {
  StayRegistered: sealed,
  DuplicateLinked: sealed,
  RegistrationNotRequired: sealed,
  RegistrationDeclined: sealed,
  DepartureRecorded: sealed,
  StayDeregistered: sealed,
};
