/** When a schedule on the server has to be written again. */
import type { JobSchedulerJson } from 'bullmq';
import type { Ids, Schedule } from './job';

/** A scheduler whose next run is so many milliseconds overdue has stopped silently, as BullMQ's sometimes do. */
const OVERDUE = 120_000;

/** Rewriting at the moment a schedule falls due would skip that run: only what is missing, different or dead is written. */
export function differs({ cron, tz, job }: Schedule, found: JobSchedulerJson<Ids> | undefined, now: number): boolean {
  if (found?.pattern !== cron || found.tz !== tz || found.name !== job.name) return true;
  if (JSON.stringify(found.template?.data ?? {}) !== JSON.stringify(job.ids ?? {})) return true;
  return (found.next ?? 0) < now - OVERDUE;
}
