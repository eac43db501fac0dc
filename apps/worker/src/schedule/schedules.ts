/** Everything that happens by the clock, in one table: when, in whose queue, which job. */

export interface ScheduleRow {
  readonly id: string;
  /** Minute, hour, day, month, weekday, in Baku. */
  readonly cron: string;
  readonly tz: 'Asia/Baku';
  readonly queue: 'registration-registry' | 'notification' | 'queue-booking';
  readonly job: string;
}

const every = { tz: 'Asia/Baku' } as const;
const registry = { ...every, queue: 'registration-registry' } as const;
const booking = { ...every, queue: 'queue-booking' } as const;
const notification = { ...every, queue: 'notification' } as const;

/** No job says for which time it is: whoever runs it looks at what is due by then, so a late run makes up for the missed ones. */
export const schedules: readonly ScheduleRow[] = [
  { id: 'expiry-sweep', cron: '5 0 * * *', ...registry, job: 'expiry-sweep' },
  { id: 'expiry-catch-up', cron: '35 * * * *', ...registry, job: 'expiry-sweep' },
  { id: 'align-sweep', cron: '20 * * * *', ...booking, job: 'align-sweep' },
  { id: 'serve-sweep', cron: '* * * * *', ...booking, job: 'serve-sweep' },
  { id: 'confirmation-watch', cron: '*/5 * * * *', ...notification, job: 'confirmation-watch' },
  { id: 'booking-lateness', cron: '* * * * *', ...booking, job: 'give-up' },
  { id: 'booking-reminders', cron: '* * * * *', ...booking, job: 'remind' },
  { id: 'reconcile', cron: '* * * * *', ...notification, job: 'reconcile' },
];

/** What also happens once at start: the queues may have lost everything while nobody looked. */
export const atStart: readonly Pick<ScheduleRow, 'queue' | 'job'>[] = [
  { queue: 'registration-registry', job: 'expiry-sweep' },
  { queue: 'queue-booking', job: 'give-up' },
  { queue: 'queue-booking', job: 'remind' },
  { queue: 'queue-booking', job: 'align-sweep' },
  { queue: 'queue-booking', job: 'serve-sweep' },
  { queue: 'notification', job: 'confirmation-watch' },
  { queue: 'notification', job: 'reconcile' },
];
