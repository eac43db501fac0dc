/** Every application that the register has answered, and how officers find its person: by reference or by blind tokens. */
import { bulk, type EventLog, type Projected, type View } from '@qeyd/event-store';
import type { Named } from '@qeyd/core';
import type { RegistrationEvent } from '../registration/events';

type Answered = Named<
  RegistrationEvent,
  'StayRegistered' | 'DuplicateLinked' | 'RegistrationNotRequired' | 'RegistrationDeclined'
>;

const answered = (outcome: string) =>
  bulk(
    `INSERT INTO application_view (application, reference, person, registration, outcome, received_at, document_token,
       name_token, address_token)
     SELECT application, reference, person, registration, '${outcome}', received_at, document_token, name_token, address_token
     FROM $rows`,
    {
      application: 'uuid',
      reference: 'text',
      person: 'uuid',
      registration: 'uuid',
      received_at: 'timestamptz',
      document_token: 'text',
      name_token: 'text',
      address_token: 'text',
    },
    ({ data }: Projected<Answered>) => ({
      application: data.application,
      reference: data.reference,
      person: data.person,
      registration: 'registration' in data ? data.registration : null,
      received_at: data.receivedAt,
      document_token: data.tokens?.document ?? null,
      name_token: data.tokens?.name ?? null,
      address_token: data.tokens?.address ?? null,
    }),
  );

export const applicationView: View<RegistrationEvent> = {
  table: 'application_view',
  category: 'person',
  on: {
    StayRegistered: answered('registered'),
    DuplicateLinked: answered('duplicate'),
    RegistrationNotRequired: answered('not-required'),
    RegistrationDeclined: answered('declined'),
    DepartureRecorded: null,
    DepartureRevoked: null,
    DepartureNotApplied: null,
    StayDeregistered: null,
    PersonErased: bulk(
      `UPDATE application_view v SET document_token = NULL, name_token = NULL, address_token = NULL FROM $rows
       WHERE v.person = x.person`,
      { person: 'uuid' },
      ({ data }) => ({ person: data.person }),
    ),
  },
};

const columns = {
  reference: 'reference',
  document: 'document_token',
  name: 'name_token',
  address: 'address_token',
} as const;
export type SearchKey = keyof typeof columns;

/** The people whose applications bear the reference or token; those who applied last come first. */
export async function findPeople(log: Pick<EventLog, 'query'>, key: SearchKey, value: string, limit: number): Promise<string[]> {
  const rows = await log.query<{ person: string }>(
    `SELECT person FROM application_view WHERE ${columns[key]} = $1 GROUP BY person ORDER BY max(received_at) DESC LIMIT $2`,
    [value, limit],
  );
  return rows.map(({ person }) => person);
}
