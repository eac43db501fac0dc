/** Background work: BullMQ wakes, distributes and retries; PostgreSQL owns, so a job carries only ids. */
export { Jobs, type AddOptions, type Handler, type Handlers, type JobsOptions, type WorkOptions } from './jobs';
export { StillDue, type Ids, type Job, type Schedule } from './job';
