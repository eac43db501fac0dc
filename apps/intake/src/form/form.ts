/** The form of an application as it reached a channel, and the circumstances in which it did. */
import type { CivilDate, Instant } from '@qeyd/core';
import type { intake, partner, Payload } from '@qeyd/contracts';
import type { CodeBook } from '../codebook/codebook';

type StaySubmitted = Payload<ReturnType<typeof partner.inbound>[0]>;

/** The same fields on HTTP, on Kafka and on paper. */
export type StayForm = Omit<StaySubmitted, 'office'>;

type Filed = Payload<typeof intake.ApplicationFiled>;
export type Channel = Filed['channel'];
export type Filer = Filed['filedBy'];

/** The zone as ICAO Doc 9303 has it: names in A–Z, dates `YYMMDD` with `00` for what is unknown, countries by their code in the zone. */
export interface ReadMrz {
  readonly country: string;
  readonly citizenship: string;
  readonly surname: string;
  readonly givenNames: string;
  /** The names fill their line, so they may have been cut. */
  readonly cut: boolean;
  readonly number: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male' | 'unspecified';
  /** `null` when the zone has none. */
  readonly expiresOn: string | null;
}

export type MrzReading = ReadMrz | 'mrz-unreadable' | 'mrz-check-digit-wrong';

/** What the form itself does not say. */
export interface Circumstances {
  readonly channel: Channel;
  readonly filedBy: Filer;
  readonly office: string | null;
  /** The clock at the edge. */
  readonly now: Instant;
  /** Website: `now`; partner: the signed time; counter: `now`, or the start of the day that the officer names. */
  readonly receivedAt: Instant;
  /** An officer entered the application later than it came in. */
  readonly backdated: { readonly on: CivilDate; readonly reason: string | null } | null;
  /** The number with which the applicant was called at the office; `null` when there was none. */
  readonly ticket: string | null;
  /** `null` when the form brings no machine-readable zone. */
  readonly mrz: MrzReading | null;
  readonly book: CodeBook;
}

/** What can keep a form from being filed. */
export type FaultCode =
  | 'not-the-applicant'
  | 'host-missing'
  | 'sent-in-future'
  | 'received-in-future'
  | 'received-too-long-ago'
  | 'reason-missing'
  | 'date'
  | 'birth-after-entry'
  | 'document-number-unreadable'
  | 'document-expired-before-entry'
  | 'issued-after-expiry'
  | 'entry-in-future'
  | 'moved-in-before-entry'
  | 'moved-in-in-future'
  | 'visa-period-missing'
  | 'visa-not-expected'
  | 'stay-period-over'
  | 'no-policy-in-force'
  | 'unknown-country'
  | 'unknown-document-type'
  | 'unknown-purpose'
  | 'unknown-office'
  | 'mrz-unreadable'
  | 'mrz-check-digit-wrong'
  | 'differs-from-mrz';

/** What an officer should look at; none of it stands in the way of the registration. */
export type Warning = 'document-expires-during-stay' | 'treaty-limits-stay' | 'citizenship-needs-visa';

/** One thing that is wrong: an RFC 6901 pointer into the body and a code that states the fact. */
export interface Fault {
  readonly pointer: string;
  readonly code: FaultCode;
}
