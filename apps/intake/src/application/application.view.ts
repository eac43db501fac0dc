/** Where each application stands: found by its reference, without anything personal. */
import type { CivilDate, Instant } from '@qeyd/core';
import { bulk, type EventLog, type View } from '@qeyd/event-store';
import type { ApplicationEvent, Outcome } from './application';

const idOf = (stream: string): string => stream.slice('application-'.length);

export const applicationView: View<ApplicationEvent> = {
  table: 'application_view',
  category: 'application',
  on: {
    ApplicationFiled: bulk(
      `INSERT INTO application_view
         (id, reference, person, status, channel, filed_by, office, received_at, days_late, warnings)
       SELECT id, reference, person, 'received', channel, filed_by, office, received_at, days_late, warnings FROM $rows`,
      {
        id: 'uuid',
        reference: 'text',
        person: 'uuid',
        channel: 'text',
        filed_by: 'text',
        office: 'text',
        received_at: 'timestamptz',
        days_late: 'int',
        warnings: 'json',
      },
      ({ data }) => ({
        id: data.application,
        reference: data.reference,
        person: data.person,
        channel: data.channel,
        filed_by: data.filedBy,
        office: data.office,
        received_at: data.receivedAt,
        days_late: data.daysLate,
        warnings: JSON.stringify(data.warnings),
      }),
    ),
    FormKept: null,
    OutcomeRecorded: bulk(
      `UPDATE application_view v
       SET status = x.status, registration = x.registration, stays_from = x.stays_from, stays_until = x.stays_until, reason = x.reason
       FROM $rows WHERE v.id = x.id`,
      { id: 'uuid', status: 'text', registration: 'uuid', stays_from: 'date', stays_until: 'date', reason: 'text' },
      ({ stream, data }) => ({
        id: idOf(stream),
        status: data.outcome,
        registration: data.registration,
        stays_from: data.from,
        stays_until: data.toExclusive,
        reason: data.reason,
      }),
    ),
    ApplicantInformed: bulk(
      `UPDATE application_view v SET informed_at = x.informed_at FROM $rows WHERE v.id = x.id`,
      { id: 'uuid', informed_at: 'timestamptz' },
      ({ stream, data }) => ({ id: idOf(stream), informed_at: data.informedAt }),
    ),
  },
};

/** What the holder of the secret may see. The period is half-open. */
export interface ApplicationStatus {
  readonly reference: string;
  readonly status: 'received' | Outcome['outcome'];
  readonly receivedAt: Instant;
  readonly daysLate: number;
  readonly warnings: readonly string[];
  readonly from: CivilDate | null;
  readonly toExclusive: CivilDate | null;
  readonly reason: string | null;
  readonly informedAt: Instant | null;
}

export interface ApplicationRow {
  readonly id: string;
  readonly person: string;
  readonly standing: ApplicationStatus;
}

/** 55 bits may coincide one day: whoever asks by reference tells the rows apart by the secret. */
export function applicationsOf(log: EventLog, reference: string): Promise<ApplicationRow[]> {
  const canonical = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
  return log.query<ApplicationRow>(
    `SELECT id, person, json_build_object(
       'reference', reference, 'status', status,
       'receivedAt', to_char(received_at AT TIME ZONE 'UTC', ${canonical}), 'daysLate', days_late, 'warnings', warnings,
       'from', stays_from, 'toExclusive', stays_until, 'reason', reason,
       'informedAt', to_char(informed_at AT TIME ZONE 'UTC', ${canonical})) AS standing
     FROM application_view WHERE reference = $1`,
    [reference],
  );
}
