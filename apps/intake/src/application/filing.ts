/** Examines a form: either everything that is wrong with it, or the facts that an application states. */
import { bakuDate } from '@qeyd/calendar';
import { refuse, type Refused } from '@qeyd/core';
import type { ApplicationFiled, Identified } from './application';
import { faultsOf } from '../form/faults';
import type { Circumstances, Fault, StayForm } from '../form/form';
import { isCompany } from '../form/identity';
import { timeliness, warningsOf } from '../form/terms';

export interface Filing {
  readonly facts: Omit<ApplicationFiled['data'], keyof Identified>;
  readonly form: StayForm;
  readonly backdatedFor: string | null;
}

export type NotAcceptable = Refused<'form-not-acceptable'> & { readonly details: { readonly faults: readonly Fault[] } };

export function examine(form: StayForm, seen: Circumstances): Filing | NotAcceptable {
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
      ...peopleOf(form),
    },
    form,
    backdatedFor: seen.backdated?.reason ?? null,
  };
}

const notAcceptable = (faults: readonly Fault[]): NotAcceptable => ({ ...refuse('form-not-acceptable'), details: { faults } });

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
