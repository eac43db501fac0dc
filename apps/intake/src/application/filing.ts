/** Examines a form: either everything that is wrong with it, or the facts that an application states. */
import { bakuDate } from '@qeyd/calendar';
import type { Refused } from '@qeyd/core';
import type { intake, Payload } from '@qeyd/contracts';
import { faultsOf } from '../form/faults';
import type { Circumstances, Fault, StayForm } from '../form/form';
import { isCompany } from '../form/identity';
import { timeliness, warningsOf } from '../form/terms';

type Filed = Payload<typeof intake.ApplicationFiled>;

export interface Filing {
  /** What the form makes of the application; who and where is found by ids and keyed hashes. */
  readonly facts: Omit<Filed, 'application' | 'reference' | 'person' | 'place' | 'owner'>;
  readonly form: StayForm;
  /** Why an officer entered it later than it came in. */
  readonly backdatedFor: string | null;
}

/** Nothing was filed; `faults` names what is wrong, as far as it is in the form. */
export interface NotFiled extends Refused<'form-not-acceptable' | 'idempotency-key-reused'> {
  readonly details: { readonly faults: readonly Fault[] };
}

export function examine(form: StayForm, seen: Circumstances): Filing | NotFiled {
  const faults = faultsOf(form, seen);
  if (faults.length > 0) return notAcceptable(faults);
  const timely = timeliness(form, bakuDate(seen.receivedAt), seen.book);
  if (!timely) return notAcceptable([{ pointer: '/stay/enteredOn', code: 'no-policy-in-force' }]);
  const { person, stay } = form;
  return {
    facts: {
      channel: seen.channel,
      filedBy: seen.filedBy,
      office: seen.office,
      company: isCompany(form.host),
      citizenship: person.citizenship,
      purpose: stay.purpose,
      basis: stay.basis,
      visa: stay.visa ? { validUntil: stay.visa.validUntil ?? null, days: stay.visa.days ?? null } : null,
      enteredOn: stay.enteredOn,
      movedInOn: stay.movedInOn ?? stay.enteredOn,
      receivedAt: seen.receivedAt,
      ...timely,
      warnings: warningsOf(form, seen.book),
      language: form.language ?? 'az',
      ...ticketOf(seen),
      ...peopleOf(form),
    },
    form,
    backdatedFor: seen.backdated?.reason ?? null,
  };
}

const notAcceptable = (faults: readonly Fault[]): NotFiled => ({ refused: 'form-not-acceptable', details: { faults } });

/** Of the day on which the application came in. */
const ticketOf = ({ ticket: number, office, receivedAt }: Circumstances): Pick<Filed, 'ticket'> =>
  number === null || office === null ? {} : { ticket: { office, on: bakuDate(receivedAt), number } };

/** The host who files is the applicant and the foreigner gets a copy; `contact` is the foreigner's. */
function peopleOf({ applicant, person, document, stay, host, contact }: StayForm) {
  const byHost = applicant === 'host';
  return {
    surname: person.surname,
    givenNames: person.givenNames,
    fathersName: person.fathersName ?? null,
    birthDate: person.birthDate,
    sex: person.sex,
    documentCountry: document.country,
    documentType: document.type,
    documentNumber: document.number,
    address: stay.address,
    hostName: host?.name ?? null,
    applicantEmail: (byHost ? host?.email : contact?.email) ?? null,
    applicantPhone: (byHost ? host?.phone : contact?.phone) ?? null,
    guestEmail: byHost ? (contact?.email ?? null) : null,
  };
}
