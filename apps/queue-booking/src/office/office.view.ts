/** The plans and exceptional days of all offices, as the places are computed from them. */
import { bulk, type View } from '@qeyd/event-store';
import type { OfficeEvent } from './office';

export const officePlanView: View<OfficeEvent> = {
  table: 'office_plan_view',
  category: 'office',
  on: {
    OfficePlanSet: bulk(
      `INSERT INTO office_plan_view (office, valid_from, plan, source, version)
       SELECT office, valid_from, plan, source, version FROM $rows
       ON CONFLICT (office, valid_from) DO UPDATE SET plan = excluded.plan, source = excluded.source, version = excluded.version`,
      { office: 'text', valid_from: 'date', plan: 'json', source: 'text', version: 'int' },
      ({ data, version }) => ({
        office: data.office,
        valid_from: data.validFrom,
        plan: JSON.stringify(data.plan),
        source: data.source,
        version,
      }),
    ),
    ExceptionalDaySet: null,
    ExceptionalDayLifted: null,
  },
};

/** A day that was lifted keeps its row, so that the sum of the versions tells of every change. */
export const officeDayView: View<OfficeEvent> = {
  table: 'office_day_view',
  category: 'office',
  on: {
    OfficePlanSet: null,
    ExceptionalDaySet: bulk(
      `INSERT INTO office_day_view (office, on_day, hours, reason, lifted, version)
       SELECT office, on_day, hours, reason, false, version FROM $rows
       ON CONFLICT (office, on_day) DO UPDATE
       SET hours = excluded.hours, reason = excluded.reason, lifted = false, version = excluded.version`,
      { office: 'text', on_day: 'date', hours: 'json', reason: 'text', version: 'int' },
      ({ data, version }) => ({
        office: data.office,
        on_day: data.on,
        hours: data.hours && JSON.stringify(data.hours),
        reason: data.reason,
        version,
      }),
    ),
    ExceptionalDayLifted: bulk(
      `UPDATE office_day_view v SET lifted = true, version = x.version FROM $rows WHERE v.office = x.office AND v.on_day = x.on_day`,
      { office: 'text', on_day: 'date', version: 'int' },
      ({ data, version }) => ({ office: data.office, on_day: data.on, version }),
    ),
  },
};
