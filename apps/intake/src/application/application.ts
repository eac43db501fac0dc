/** The application for registration upon place of stay: accepted once, answered once, its applicant informed once. */
import { refuse, type Decider, type Decision, type Instant, type CivilDate } from '@qeyd/core';
import type { intake, Payload } from '@qeyd/contracts';
import type { Submission } from '../submission/submission';
import type { Filing } from './filing';
import type { StayForm } from '../form/form';

type PublicFiled = Payload<typeof intake.ApplicationFiled>;

export type ApplicationFiled = {
  type: 'ApplicationFiled';
  data: PublicFiled & { readonly submission: Submission | null; readonly receipt: string };
};
/** The whole form as it came, the evidence behind the application; `backdatedFor` is an officer's reason. */
export type FormKept = {
  type: 'FormKept';
  data: { readonly person: string; readonly form: StayForm; readonly backdatedFor: string | null };
};
export type OutcomeRecorded = { type: 'OutcomeRecorded'; data: Outcome };
export type ApplicantInformed = { type: 'ApplicantInformed'; data: { readonly informedAt: Instant } };
export type ApplicationEvent = ApplicationFiled | FormKept | OutcomeRecorded | ApplicantInformed;

/** What the register made of the application. */
export interface Outcome {
  readonly outcome: 'registered' | 'duplicate' | 'not-required' | 'declined';
  readonly registration: string | null;
  readonly from: CivilDate | null;
  readonly toExclusive: CivilDate | null;
  /** Why it was declined or is not required. */
  readonly reason: string | null;
}

/** What only the edge can give: ids, keyed hashes, the partner's message and the signed receipt. */
export interface Identified {
  readonly application: string;
  readonly reference: string;
  readonly person: string;
  readonly place: string;
  readonly owner: string | null;
  readonly submission: Submission | null;
  /** A compact JWS; it leaves us only once the event is committed. */
  readonly receipt: string;
}

export type ApplicationCommand =
  | { readonly type: 'File'; readonly identified: Identified; readonly filing: Filing }
  | { readonly type: 'RecordOutcome'; readonly outcome: Outcome }
  | { readonly type: 'RecordInformed'; readonly at: Instant };

export type ApplicationRefusal = 'application-not-filed';

/** The acceptance, as far as it is answered, receipted and shown: nothing personal. */
export type Acceptance = Pick<
  ApplicationFiled['data'],
  'application' | 'reference' | 'channel' | 'office' | 'receivedAt' | 'daysLate' | 'warnings' | 'receipt'
>;

export type Application =
  | { readonly status: 'none' }
  | {
      readonly status: 'filed';
      readonly acceptance: Acceptance;
      readonly outcome: Outcome | null;
      /** The notice may be accepted before the news of the register's decision arrives. */
      readonly informedAt: Instant | null;
    };

function decide(command: ApplicationCommand, state: Application): Decision<ApplicationEvent, ApplicationRefusal> {
  switch (command.type) {
    case 'File': {
      if (state.status === 'filed') return [];
      const { identified } = command;
      const { facts, form, backdatedFor } = command.filing;
      return [
        { type: 'ApplicationFiled', data: { ...identified, ...facts } },
        { type: 'FormKept', data: { person: identified.person, form, backdatedFor } },
      ];
    }
    case 'RecordOutcome': {
      if (state.status === 'none') return refuse('application-not-filed');
      if (state.outcome) return [];
      return [{ type: 'OutcomeRecorded', data: command.outcome }];
    }
    case 'RecordInformed': {
      if (state.status === 'none') return refuse('application-not-filed');
      if (state.informedAt) return [];
      return [{ type: 'ApplicantInformed', data: { informedAt: command.at } }];
    }
  }
}

function evolve(state: Application, event: ApplicationEvent): Application {
  switch (event.type) {
    case 'ApplicationFiled':
      return { status: 'filed', acceptance: acceptanceOf(event.data), outcome: null, informedAt: null };
    case 'FormKept':
      return state;
    case 'OutcomeRecorded':
      return state.status === 'none' ? state : { ...state, outcome: event.data };
    case 'ApplicantInformed':
      return state.status === 'none' ? state : { ...state, informedAt: event.data.informedAt };
  }
}

const acceptanceOf = (filed: Acceptance): Acceptance => ({
  application: filed.application,
  reference: filed.reference,
  channel: filed.channel,
  office: filed.office,
  receivedAt: filed.receivedAt,
  daysLate: filed.daysLate,
  warnings: filed.warnings,
  receipt: filed.receipt,
});

export const application = {
  category: 'application',
  initial: { status: 'none' },
  decide,
  evolve,
  personal: {
    ApplicationFiled: {
      subject: 'person',
      fields: [
        'surname', 'givenNames', 'fathersName', 'birthDate', 'sex', 'documentCountry', 'documentType', 'documentNumber',
        'address', 'hostName', 'applicantEmail', 'applicantPhone', 'guestEmail',
      ], // prettier-ignore
    },
    FormKept: { subject: 'person', fields: ['form', 'backdatedFor'] },
  },
} as const satisfies Decider<Application, ApplicationCommand, ApplicationEvent, ApplicationRefusal>;
