/** Background work: BullMQ wakes, distributes and retries; PostgreSQL owns, so a job carries only ids. */
export { Jobs, type AddOptions, type Handler, type Handlers, type JobsOptions, type WorkOptions } from './jobs';
export type { Ids, Job, Schedule } from './job';
