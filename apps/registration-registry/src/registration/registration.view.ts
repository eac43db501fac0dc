/** All registrations as a table: what falls due, and what an office has registered. Nothing personal is in it. */
import type { CivilDate, Instant } from '@qeyd/core';
import { bulk, type EventLog, type View } from '@qeyd/event-store';
import type { DataOf, RegistrationEvent } from './events';

export const registrationView: View<RegistrationEvent> = {
  table: 'registration_view',
  category: 'person',
  on: {
    StayRegistered: bulk(
      `INSERT INTO registration_view (registration, person, application, reference, office, citizenship, basis, entered_on,
         moved_in_on, to_exclusive, due_on, days_late, registered_at)
       SELECT registration, person, application, reference, office, citizenship, basis, entered_on, moved_in_on, to_exclusive,
         to_exclusive, days_late, registered_at FROM $rows`,
      {
        registration: 'uuid',
        person: 'uuid',
        application: 'uuid',
        reference: 'text',
        office: 'text',
        citizenship: 'text',
        basis: 'text',
        entered_on: 'date',
        moved_in_on: 'date',
        to_exclusive: 'date',
        days_late: 'int',
        registered_at: 'timestamptz',
      },
      ({ data }) => ({
        registration: data.registration,
        person: data.person,
        application: data.application,
        reference: data.reference,
        office: data.office,
        citizenship: data.citizenship,
        basis: data.basis,
        entered_on: data.enteredOn,
        moved_in_on: data.movedInOn,
        to_exclusive: data.toExclusive,
        days_late: data.daysLate,
        registered_at: data.registeredAt,
      }),
    ),
    DepartureRecorded: bulk(
      `UPDATE registration_view v SET leaves_on = x.leaves_on, due_on = x.leaves_on + 1 FROM $rows
       WHERE v.registration = x.registration`,
      { registration: 'uuid', leaves_on: 'date' },
      ({ data }) => ({ registration: data.registration, leaves_on: data.leavesOn }),
    ),
    DepartureRevoked: bulk(
      `UPDATE registration_view v SET leaves_on = NULL, due_on = v.to_exclusive FROM $rows WHERE v.registration = x.registration`,
      { registration: 'uuid' },
      ({ data }) => ({ registration: data.registration }),
    ),
    StayDeregistered: bulk(
      `UPDATE registration_view v SET ended_on = x.ended_on, end_reason = x.end_reason FROM $rows
       WHERE v.registration = x.registration`,
      { registration: 'uuid', ended_on: 'date', end_reason: 'text' },
      ({ data }) => ({ registration: data.registration, ended_on: data.effectiveOn, end_reason: data.reason }),
    ),
    DuplicateLinked: null,
    RegistrationNotRequired: null,
    RegistrationDeclined: null,
    DepartureNotApplied: null,
    PersonErased: null,
  },
};

type Log = Pick<EventLog, 'query'>;

export interface Due {
  readonly registration: string;
  readonly person: string;
  readonly dueOn: CivilDate;
}

/** Active registrations whose end, by a departure or by the period, lies on the day or before; after `last`, in order. */
export const findDue = (log: Log, on: CivilDate, last: Due | null, limit: number): Promise<Due[]> =>
  log.query<Due>(
    `SELECT registration, person, due_on::text AS "dueOn" FROM registration_view
     WHERE ended_on IS NULL AND due_on <= $1 AND (due_on, registration) > ($2, $3)
     ORDER BY due_on, registration LIMIT $4`,
    [on, last?.dueOn ?? '-infinity', last?.registration ?? '00000000-0000-0000-0000-000000000000', limit],
  );

export interface RegistrationRow {
  readonly registration: string;
  readonly person: string;
  readonly reference: string;
  readonly office: string | null;
  readonly citizenship: string;
  readonly basis: DataOf<'StayRegistered'>['basis'];
  readonly enteredOn: CivilDate;
  readonly movedInOn: CivilDate;
  readonly toExclusive: CivilDate;
  readonly daysLate: number;
  readonly registeredAt: Instant;
  readonly leavesOn: CivilDate | null;
  readonly endedOn: CivilDate | null;
  readonly endReason: DataOf<'StayDeregistered'>['reason'] | null;
}

export interface RegistrationsWanted {
  /** `null`: of every office and channel. */
  readonly office: string | null;
  readonly status: 'active' | 'ended' | null;
  /** The last registration of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** Newest first: ids of registrations grow with time. */
export const registrationsOf = (log: Log, { office, status, after, limit }: RegistrationsWanted): Promise<RegistrationRow[]> =>
  log.query<RegistrationRow>(
    `SELECT registration, person, reference, office, citizenship, basis, entered_on::text AS "enteredOn",
       moved_in_on::text AS "movedInOn", to_exclusive::text AS "toExclusive", days_late AS "daysLate",
       to_char(registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "registeredAt",
       leaves_on::text AS "leavesOn", ended_on::text AS "endedOn", end_reason AS "endReason"
     FROM registration_view
     WHERE ($1::text IS NULL OR office = $1) AND ($2::text IS NULL OR (ended_on IS NULL) = ($2 = 'active'))
       AND ($3::uuid IS NULL OR registration < $3)
     ORDER BY registration DESC LIMIT $4`,
    [office, status, after, limit],
  );
